"""A working example of every component, in a Chinese portal's words; tests and the style page render them."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.templatetags.static import static

from yimen.design.example_articles import ARTICLE_PARTS
from yimen.design.example_forms import figures_and_forms
from yimen.design.paging import pager
from yimen.design.preferences import Preferences
from yimen.design.visitors import switches


@dataclass(frozen=True)
class Example:
    """One component as it is included: its name and the parameters given."""

    component: str
    parameters: dict[str, Any]

    @property
    def template_name(self) -> str:
        """Where the component's template lies."""
        return f"design/components/{self.component}.html"


def _link(title: str, **more: Any) -> dict[str, Any]:
    """A link as components take it, leading nowhere."""
    return {"title": title, "url": "#", **more}


def _links(*titles: str) -> list[dict[str, Any]]:
    return [_link(title) for title in titles]


def _date(day: int, month: int = 11) -> datetime.date:
    return datetime.date(2026, month, day)


ENTRIES = [
    _link("市人民政府关于印发《城市供水价格管理办法》的通知", date=_date(22), agency="市发展和改革委员会"),
    _link("关于调整住房公积金缴存基数的公告", date=_date(21), agency="市住房公积金中心"),
    _link(
        "南台路雨污分流改造工程（二期）环境影响评价文件征求意见公告",
        date=_date(20),
        agency="市生态环境局",
        note="还剩 8 天",
        is_urgent=True,
    ),
    _link("全市中小学冬季作息时间自 12 月 1 日起调整", date=_date(18), agency="市教育局"),
    _link("2026 年度事业单位公开招聘工作人员面试成绩", date=_date(17), agency="市人力资源和社会保障局"),
]


def _access() -> dict[str, Any]:
    """The accessibility bar of a visitor who reads in larger text, with all that a script can do."""
    shown = [replace(switch, needs_script=False) for switch in switches(Preferences(text="large"))]
    return {"switches": shown, "is_elder": False, "action": "/-/preferences/", "next_url": "/"}


def _portal() -> list[Example]:
    """What stands around every page."""
    return [
        Example("edition_notice", {"anchor": "no-edition", "text": "您刚才看的页面没有中文版。"}),
        Example("alert_bar", {"text": "大风蓝色预警：今夜至明晨有 7 级阵风，请减少外出。", "url": "#"}),
        Example(
            "masthead",
            {
                "name": "云门市人民政府",
                "url": "/",
                "line": "www.yunmen.gov.cn",
                "languages": [
                    _link("简体中文", language="zh-Hans", is_current=True),
                    _link("English", language="en"),
                ],
                "links": _links("登录"),
                "access": _access(),
                "menu": [
                    _link("首页", is_current=True),
                    *_links("要闻", "公开", "办事", "互动", "数据", "市情"),
                ],
            },
        ),
        Example("access_bar", {"access": _access(), "is_open": True}),
        Example("reader", {"is_open": True}),
        Example(
            "search_box",
            {
                "action": "/search/",
                "size": "hero",
                "label": "您要办什么事？",
                "placeholder": "例如：公积金提取",
                "suggest_url": "/-/suggest",
                "links_title": "大家常办",
                "links": _links(
                    "公积金提取", "社保缴费证明", "新生入学", "居住证", "不动产登记", "老年优待证"
                ),
            },
        ),
        Example(
            "entrances",
            {
                "remembered": "business",
                "entrances": [
                    _link("", code="citizen", word="市民", line="教育、医疗、社保、住房"),
                    _link("", code="business", word="企业", line="开办、纳税、用工、惠企政策"),
                    _link("", code="investor", word="投资者", line="园区、项目、土地、优惠"),
                    _link("", code="visitor", word="旅游者", line="景点、交通、住宿、天气"),
                    _link("", code="official", word="公务员", line="文件、会议、培训、通知"),
                ],
            },
        ),
        Example(
            "banner",
            {
                "name": "云门市教育局",
                "url": "#",
                "line": "主管全市教育事业",
                "menu": [
                    _link("首页", is_current=True),
                    *_links("教育动态", "通知公告", "招生考试", "机构职能"),
                ],
            },
        ),
        Example("breadcrumb", {"items": _links("首页", "政务公开", "通知公告")}),
        Example(
            "site_footer",
            {
                "groups": [
                    {"title": "政务公开", "links": _links("政策文件", "财政预决算", "公开指南", "公开年报")},
                    {"title": "办事服务", "links": _links("个人办事", "法人办事", "查询服务")},
                    {"title": "互动交流", "links": _links("12345 热线", "意见征集", "网上调查")},
                    {"title": "关于本站", "links": _links("网站地图", "联系我们", "使用帮助", "隐私说明")},
                ],
                "host_agency": "云门市人民政府办公室",
                "contact": "电话：0000-1234567　地址：云门市政通路 1 号",
                "department": {"name": "云门市教育局", "phone": "0000-1234500"},
                "facts": [
                    {"label": "网站标识码", "value": "4200000000"},
                    {"label": "", "value": "某ICP备00000000号", "url": "#"},
                ],
                "marks": [_link("党政机关"), _link("我为政府网站找错")],
            },
        ),
    ]


def _lists() -> list[Example]:
    """What leads on."""
    picture = {
        "picture": {
            "url": static("design/img/example.svg"),
            "alt": "城门与远山",
            "width": 960,
            "height": 600,
        }
    }
    return [
        Example(
            "column_head",
            {
                "title": "通知公告",
                "introduction": "各部门需要您知道、需要您按时去办的事。",
                "part": "2026 年 11 月",
                "count": 12,
                "feed_url": "#",
            },
        ),
        Example(
            "feed_list",
            {
                "places": [
                    _link("通知公告", feeds=[_link("Atom", type="application/atom+xml")]),
                    _link("市教育局", feeds=[_link("RSS", type="application/rss+xml")]),
                ]
            },
        ),
        Example("section_header", {"title": "通知公告", "more_url": "#", "note": "今日更新 3 条"}),
        Example("entry_list", {"entries": ENTRIES}),
        Example(
            "lead_story",
            {
                "entry": _link(
                    "便民服务中心搬入新址，二十七个窗口合为一窗",
                    date=_date(21),
                    summary="新中心实行“前台综合受理、后台分类审批”，平均等候时间缩短到十一分钟。",
                    **picture,
                )
            },
        ),
        Example("entry_list", {"entries": ENTRIES[:4], "size": "compact"}),
        Example(
            "entry_cards",
            {
                "entries": [
                    _link(
                        "北门老街修缮一期完工",
                        date=_date(15),
                        summary="青石路面与木构门楼恢复原貌。",
                        **picture,
                    ),
                    _link(
                        "环湖步道全线贯通", date=_date(12), summary="十八公里步道连接七座公园。", **picture
                    ),
                    _link("市图书馆新馆试开放", date=_date(9), **picture),
                ]
            },
        ),
        Example(
            "link_grid",
            {
                "links": [
                    _link("概况信息", note="历史、区划、人口"),
                    _link("机构职能"),
                    _link("负责人信息", note="分工与讲话"),
                    _link("人事信息"),
                ]
            },
        ),
        Example(
            "filters",
            {
                "groups": [
                    {
                        "title": "年份",
                        "links": [
                            _link("全部", is_current=True, count=86),
                            _link("2026", count=31),
                            _link("2025", count=55),
                        ],
                    },
                    {"title": "主题", "links": _links("教育", "卫生健康", "城乡建设", "生态环境")},
                ]
            },
        ),
        Example("pager", {"pager": pager(number=6, total=43, url_of=lambda page: f"?page={page}")}),
        Example(
            "side_nav",
            {
                "title": "政务公开",
                "url": "#",
                "items": [
                    _link("公开指南"),
                    _link("政策文件", children=[_link("规范性文件", is_current=True), _link("政策解读")]),
                    _link("财政预决算"),
                ],
            },
        ),
        Example(
            "agency_index",
            {
                "has_jumps": True,
                "groups": [
                    {"initial": "A", "entries": [{"name": "市安全生产监督管理局", "url": "#"}]},
                    {
                        "initial": "C",
                        "entries": [
                            {"name": "市财政局", "url": "#"},
                            {"name": "市城市管理局", "url": "", "note": "筹备中"},
                        ],
                    },
                    {
                        "initial": "J",
                        "entries": [{"name": "市交通运输局", "url": "#"}, {"name": "市教育局", "url": "#"}],
                    },
                    {"initial": "M", "entries": [{"name": "市民政局", "url": "#"}]},
                ],
            },
        ),
        Example(
            "search_box",
            {"action": "/search/", "label": "在本栏目中查找", "hidden": [{"name": "c", "value": "1"}]},
        ),
        Example("entrance_choice", {"code": "citizen", "remembered": "", "action": "#", "next_url": "/"}),
        Example(
            "empty",
            {
                "title": "本栏目还没有意见征集",
                "text": "各部门的征集公告发布后会出现在这里。已结束的征集可以在往期中查看。",
                "links": _links("往期征集", "给市长写信"),
            },
        ),
    ]


def examples() -> list[Example]:
    """Every component with its parameters, in the order of a page; some components more than once."""
    parts = [*ARTICLE_PARTS, *figures_and_forms()]
    return [*_portal(), *_lists(), *(Example(component, parameters) for component, parameters in parts)]
