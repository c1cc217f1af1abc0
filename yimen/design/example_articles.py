"""Examples of what stands inside an article; the words are made up for them."""

import datetime
from typing import Any

_PICTURE: dict[str, Any] = {
    "url": "/static/design/img/example.svg",
    "alt": "城门与远山",
    "width": 960,
    "height": 600,
}

ARTICLE_PARTS: list[tuple[str, dict[str, Any]]] = [
    (
        "article_head",
        {
            "title": "云门市人民政府关于印发《城市供水价格管理办法》的通知",
            "is_document": True,
            "facts": [
                {
                    "label": "发布时间",
                    "time": datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC),
                },
                {"label": "来源", "value": "市人民政府办公室"},
                {"label": "编辑", "value": "沈砚"},
            ],
            "summary": "自 2027 年 1 月 1 日起施行；居民用水实行阶梯价格，低保家庭每月免收前六立方米。",
            "can_print": True,
        },
    ),
    (
        "share",
        {
            "title": "关于印发《城市供水价格管理办法》的通知",
            "url": "https://www.yunmen.example/zwgk/zfwj/t20261122-18/",
            "qr_url": "/static/design/img/example.svg",
        },
    ),
    ("facts", {"facts": [{"label": "责任单位", "value": "市水利局", "url": "#"}]}),
    (
        "metadata",
        {
            "caption": "文件信息",
            "rows": [
                {"label": "索引号", "value": "000000000/2026-00123"},
                {"label": "发文字号", "value": "云政发〔2026〕18号"},
                {"label": "发文机关", "value": "云门市人民政府", "url": "#"},
                {"label": "成文日期", "value": "2026年11月20日"},
                {"label": "有效性", "value": "有效"},
            ],
        },
    ),
    (
        "notice",
        {
            "kind": "warning",
            "title": "本文件已修改",
            "text": "第五条、第九条于 2026-11-20 修改，以下为修改后的文本。",
            "url": "#",
            "url_title": "查看修改前的文本",
        },
    ),
    ("notice", {"kind": "info", "title": "办理提示", "text": "可以由他人代办，请带双方身份证件。"}),
    (
        "notice",
        {"kind": "success", "title": "已经收到", "text": "受理编号 2026-1122-0007，五个工作日内答复。"},
    ),
    ("notice", {"kind": "urgent", "title": "停水通知", "text": "11 月 23 日 8 时至 18 时，南台路沿线停水。"}),
    ("quote", {"text": "群众记住一个网址就够了。", "who": "周砚秋", "source": "市政府办公室"}),
    (
        "timeline",
        {
            "events": [
                {"date": "2026-03", "title": "草案公开征求意见", "text": "收到意见 312 条，采纳 47 条。"},
                {"date": "2026-07", "title": "举行听证会"},
                {"date": "2026-11", "title": "市政府常务会议审议通过"},
            ]
        },
    ),
    (
        "questions",
        {
            "open_first": True,
            "questions": [
                {"question": "新水价从什么时候开始执行？", "answer": "2027 年 1 月 1 日抄表之后的用水。"},
                {"question": "合表用户怎么算？", "answer": "按居民第一阶梯价格执行，不分阶梯。"},
            ],
        },
    ),
    (
        "image",
        {
            "picture": {
                **_PICTURE,
                "srcset": f"{_PICTURE['url']} 960w",
                "sizes": "(min-width: 48rem) 43rem, 100vw",
                "sources": [{"type": "image/svg+xml", "srcset": f"{_PICTURE['url']} 960w"}],
            },
            "css_class": "picture__image",
            "is_lead": True,
        },
    ),
    ("picture", {"picture": {**_PICTURE, "caption": "修缮后的北门，摄于清晨。", "credit": "林一舟"}}),
    (
        "gallery",
        {
            "title": "北门老街",
            "pictures": [
                {**_PICTURE, "caption": "门楼", "full_url": "#"},
                {**_PICTURE, "caption": "石板路"},
                {**_PICTURE, "caption": "老茶馆"},
            ],
        },
    ),
    (
        "video",
        {
            "title": "三分钟看懂阶梯水价",
            "url": "#",
            "poster_url": _PICTURE["url"],
            "transcript": "居民用水分三级，每一级的用量和价格都写在水费单上。",
        },
    ),
    (
        "table",
        {
            "anchor": "water",
            "caption": "居民生活用水阶梯价格",
            "head": ["阶梯", "每户年用水量（立方米）", "到户价（元／立方米）"],
            "rows": [
                ["第一阶梯", "0–180", "2.10"],
                ["第二阶梯", "181–300", "2.85"],
                ["第三阶梯", "300 以上", "5.10"],
            ],
            "has_row_headings": True,
            "numbers": True,
            "note": "来源：市发展和改革委员会，2026-11-20",
        },
    ),
    (
        "attachments",
        {
            "files": [
                {"title": "城市供水价格管理办法（全文）", "url": "#", "type": "PDF", "size": 482_133},
                {
                    "title": "阶梯水价测算表",
                    "url": "#",
                    "type": "Excel",
                    "size": 38_400,
                    "preview": "级别 | 每户每月用水 | 单价\n第一级 | 15 立方米及以下 | 2.10 元",
                },
            ]
        },
    ),
    (
        "turn",
        {
            "older": {
                "title": "关于公布供水水质监测结果的公告",
                "url": "#",
                "date": datetime.date(2026, 11, 18),
            },
            "newer": {"title": "阶梯水价听证会公告", "url": "#", "date": datetime.date(2026, 11, 24)},
        },
    ),
    ("feedback", {"action": "#", "page": 7, "report_url": "#"}),
    ("link_list", {"links": [{"title": "通知公告", "url": "#"}, {"title": "民生实事", "url": "#"}]}),
    ("tags", {"label": "主题", "tags": [{"title": "供水", "url": "#"}, {"title": "价格", "url": "#"}]}),
    (
        "contact",
        {
            "contact": {
                "name": "市水利局供水管理科",
                "address": "云门市清波路 12 号 3 楼",
                "postcode": "000000",
                "phone": "0000-1234 5678",
                "hours": "工作日 9:00–12:00，13:30–17:30",
            }
        },
    ),
    (
        "person",
        {
            "size": "lead",
            "person": {
                "name": "周砚秋",
                "post": "市长",
                "duties": "领导市人民政府全面工作，分管审计。",
                "url": "#",
                "resume": "1970 年生，工程师，历任北门街道办事处主任、市住房和城乡建设局局长。",
                "picture": {**_PICTURE, "alt": "", "width": 360, "height": 480},
            },
        },
    ),
    (
        "person",
        {
            "person": {
                "name": "陆知微",
                "post": "副市长",
                "duties": "负责教育、卫生健康、民政、退役军人事务方面的工作。",
                "phone": "0000-1234568",
            }
        },
    ),
]
