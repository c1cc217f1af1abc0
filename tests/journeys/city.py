"""The city that the journeys walk through: each page type once, on the live server's own port."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from yimen.accounts.roles import Role
from yimen.agencies.models import Leader
from yimen.demo import factories
from yimen.editorial.actions import publish_new
from yimen.editorial.bulk import NewArticle, load_articles
from yimen.editorial.models import ArticlePage, ColumnPage, LeadersPage
from yimen.editorial.reviewing import settle_review
from yimen.frontdoor.models import AudienceEntrancePage, CityHomePage
from yimen.media.models import PortalDocument, PortalImage
from yimen.pool.models import Audience
from yimen.subsites.models import MenuItem, OldAddress, Subsite

AUDIENCES = ("citizen", "business", "investor", "visitor", "official")
PASSWORD = "yun-ze-2026"
OWN_HOST, OLD_HOST = "jyj.localhost", "old-nyj.localhost"
OLD_PATH = "/html/2019/%D6%AA%CD%A8.asp?id=7"  # 通知 in GBK, as old sites wrote it


ENGLISH_TEXT = [("paragraph", "<p>Bring your passport, the lease and the last school report.</p>")]


@dataclass(frozen=True)
class Places:
    """Where the journeys go; every address is a whole one."""

    home: str
    english_home: str
    english_news: str
    english_article: str
    own_host: str
    old_address: str
    news: str
    pictures: str
    overview: str
    article: str
    information: str
    leaders: str
    subsite: str
    notices: str
    entrance: str
    directory: str
    board: str
    agency: str
    closed_agency: str
    missing: str
    search: str
    site_map: str
    desk: str
    write_notice: str
    moved: str


def build(port: int) -> Places:
    """The whole city, published through the desk's own verbs."""
    home = factories.portal(host="localhost", port=port, name="中国·云泽", organiser="云泽市人民政府办公室")
    start = f"http://localhost:{port}"
    image, document = _picture(), factories.document(b"%PDF-1.4 ...", title="招生简章", name="zsjz.pdf")
    directory = factories.directory(home)
    board = factories.progress_board(home, summary="旧网站并入一个门户。")
    news = factories.column(home, "政务要闻", slug="zwyw", summary="市政府要闻")
    graphic = factories.column(home, "云泽风光", slug="yzfg", layout=ColumnPage.Layout.GRAPHIC)
    overview = factories.column(home, "走进云泽", slug="zjyz", layout=ColumnPage.Layout.NAVIGATION)
    information = factories.information(overview, "城市概况", slug="csgk", body=every_block(image, document))
    factories.column(overview, "历史沿革", slug="lsyg", summary="两千年的水乡")
    _fill(news)
    factories.article(graphic, "云湖日出", image=image, summary="湖上日出。")
    article = factories.article(
        news,
        "关于公布2025年秋季中小学入学办理时间和所需材料的通知",
        body=every_block(image, document),
        source="云泽日报",
        author="周琳",
        summary="入学办理分三步。",
        audiences=("citizen", "investor"),
        released_at=datetime(2025, 5, 6, 1, 30, tzinfo=UTC),
    )
    _menu(home, news, overview, directory)
    leaders, subsite, notices, moved = _departments(directory, port)
    for code in AUDIENCES:
        factories.entrance(home, code=code, summary="常办的事都在这里。")
    _compose(home, news, graphic, article, notices)
    english = factories.english_home(home)
    english_news = factories.column(english, "News", slug="news", translation_of=news)
    edition = factories.article(
        english_news, "When and where to enrol", slug="enrol", translation_of=article, body=ENGLISH_TEXT
    )
    MenuItem.objects.create(title="Home", url="/en/", language="en")
    bureau = Subsite.objects.get(code="nyj")
    for username, full_name in (("zhao", "赵敏"), ("sun", "孙离")):
        factories.staff(username, full_name, password=PASSWORD, role=Role.CONTRIBUTOR, subsite=bureau)
    factories.staff("lin", "林主任", password=PASSWORD, is_superuser=True)
    _hire(bureau)

    def at(page: Any) -> str:
        return f"{start}{page.address().path}"

    return Places(
        home=f"{start}/",
        english_home=f"{start}/en/",
        english_news=at(english_news),
        english_article=at(edition),
        own_host=f"http://{OWN_HOST}:{port}/",
        old_address=f"http://{OLD_HOST}:{port}{OLD_PATH}",
        news=at(news),
        pictures=at(graphic),
        overview=at(overview),
        article=at(article),
        information=at(information),
        leaders=at(leaders),
        subsite=at(subsite),
        notices=at(notices),
        entrance=f"{start}/citizen/",
        directory=at(directory),
        board=at(board),
        agency=f"{start}/jg/nyj/",
        closed_agency=f"{start}/jg/wjj/",
        missing=f"{start}/nirgends/",
        search=f"{start}/search/?q=春耕",
        site_map=f"{start}/site-map/",
        desk=f"{start}/admin/",
        write_notice=f"{start}/admin/pages/add/editorial/articlepage/{notices.pk}/",
        moved=at(moved),
    )


def _hire(subsite: Subsite) -> None:
    """The agriculture bureau's desk, whose texts pass two steps, and the portal's."""
    subsite.review_steps = 2
    subsite.save()
    settle_review(subsite)
    factories.staff("zhou", "周琳", password=PASSWORD, role=Role.PUBLISHER, subsite=subsite)
    factories.staff("he", "小何", password=PASSWORD, role=Role.CONTRIBUTOR, subsite=subsite)
    factories.staff("wu", "吴审言", password=PASSWORD, role=Role.REVIEWER, subsite=subsite)
    factories.staff("bian", "林晓编", password=PASSWORD, role=Role.PORTAL_EDITOR)
    factories.staff("ye", "孙夜明", password=PASSWORD, role=Role.DUTY_EDITOR)


def _fill(news: ColumnPage) -> None:
    """Two pages of news, all newer than the article that the journeys look for."""
    now, citizens = timezone.now(), Audience.objects.get(code="citizen")
    load_articles(
        [
            NewArticle(
                column=news,
                title=f"市政府召开第{number + 1}次常务会议",
                body=[("paragraph", "<p>会议讨论三件事。</p>")],
                released_at=now - timedelta(days=40 - number),
                audiences=(citizens,),
            )
            for number in range(31)
        ],
        now=now,
        reason=factories.IMPORTED,
    )


def every_block(image: PortalImage, document: PortalDocument) -> list[tuple[str, Any]]:
    """Each block of the editing desk, tables twice."""
    picture = {
        "image": image,
        "alt": "湖面上的日出",
        "is_decorative": False,
        "reason": "",
        "caption": "云湖日出",
    }
    decoration = {**picture, "is_decorative": True, "alt": "", "reason": "与上一张相同"}
    rows = [["学段", "时间", "地点"], ["小学", "8月20日", "各学区小学"], ["初中", "8月22日", "各初级中学"]]
    table = {
        "data": rows,
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": "办理时间",
    }
    link = '<a href="https://example.org/">国家中小学智慧教育平台</a>'
    return [
        (
            "paragraph",
            f"<h2>办理流程</h2><p>第一步在线登记，见{link}。</p><ol><li>登记</li><li>审核</li></ol>",
        ),
        ("table", table),
        ("table", {**table, "table_caption": "", "first_col_is_header": True}),
        ("image", picture),
        (
            "gallery",
            {
                "title": "校园",
                "images": [picture, decoration],
            },
        ),
        (
            "video",
            {
                "title": "入学办理演示",
                "video": document,
                "captions": document,
                "poster": image,
                "transcript": "先登记。",
            },
        ),
        ("attachments", {"files": [document, document]}),
        ("timeline", {"events": [{"when": "8月1日", "title": "开放登记", "text": "在线登记开放。"}]}),
        ("quote", {"text": "让每个孩子按时入学。", "author": "周琳"}),
        ("questions", {"questions": [{"question": "要带什么？", "answer": "<p>户口簿。</p>"}]}),
        (
            "contact",
            {
                "name": "教育局基教科",
                "phone": "0999-2233445",
                "address": "云泽市学府路1号",
                "hours": "工作日",
            },
        ),
        ("callout", {"title": "请注意", "text": "<p>逾期不办。</p>", "kind": "warning"}),
        ("callout", {"title": "", "text": "<p>可委托办理。</p>", "kind": "note"}),
        ("imported", "<table><tr><td>旧表</td><td>旧值</td></tr></table><p>旧站正文</p>"),
    ]


def _picture() -> PortalImage:
    made = BytesIO()
    Image.new("RGB", (1200, 800), "#356").save(made, "JPEG")
    return factories.image(made.getvalue(), title="云湖日出", description="湖面上的日出")


def _menu(*pages: Any) -> None:
    for order, page in enumerate(pages):
        MenuItem.objects.create(title=page.title[:4], page=page.page_ptr, order=order)


def _departments(directory: Any, port: int) -> tuple[LeadersPage, Any, ColumnPage, ArticlePage]:
    """The agriculture bureau as a sub-site, the education bureau on its own host, a bureau that closed."""
    agriculture = factories.agency(
        "nyj",
        "云泽市农业农村局",
        address="云泽市粮丰路1号",
        phone="0999-2211334",
        duties="指导春耕。\n管理种子。",
    )
    agriculture.leaders.add(
        Leader(name="何清源", post="局长", portfolio="主持全面工作", resume="1970年生。"),
        Leader(name="方晓", post="副局长", portfolio="分管种业"),
    )
    agriculture.save()
    education = factories.agency("jyj", "云泽市教育局", status="exempt", phone="0999-2233445")
    factories.old_site(education, state="exempt")
    factories.agency(
        "wjj", "云泽市物价局", status="closed", closed_on=date(2026, 3, 1), closing_reason="merged"
    ).successors.set([agriculture])
    subsite = factories.subsite(agriculture, below=directory)
    notices = factories.column(subsite.root_page, "通知公告", slug="tzgg")
    moved = factories.article(notices, "关于做好春耕备耕工作的通知", slug="chungeng")
    yesterday = timezone.now() - timedelta(days=1)
    factories.article(notices, "城区东片计划停水通知", slug="tingshui", released_at=yesterday)
    leaders = publish_new(
        LeadersPage(title="领导信息", slug="ldxx", agency=agriculture), parent=subsite.root_page
    )
    MenuItem.objects.create(title="通知公告", page=notices.page_ptr, subsite=subsite)
    old_site = factories.old_site(agriculture, state="closed", closed_on=date(2026, 3, 1), host=OLD_HOST)
    OldAddress.objects.create(old_site=old_site, host=OLD_HOST, path=OLD_PATH, page=moved.page_ptr)
    own = factories.subsite(education, below=directory, own_host=OWN_HOST, port=port)
    factories.article(
        factories.column(own.root_page, "教育新闻", slug="jyxw"), "云泽一中百年校庆", slug="xiaoqing"
    )
    return leaders, subsite.root_page.specific, notices, moved


def _compose(
    home: CityHomePage, news: ColumnPage, graphic: ColumnPage, article: ArticlePage, notices: ColumnPage
) -> None:
    tasks = [
        {"title": "入学办理", "line": "三步办完", "page": article.page_ptr, "url": ""},
        {"title": "公积金查询", "line": "", "page": None, "url": "https://example.org/gjj"},
    ]
    sections = [
        ("latest", {"title": "", "column": news.page_ptr, "count": 6, "style": "lead", "width": "main"}),
        ("latest", {"title": "", "column": notices.page_ptr, "count": 6, "style": "list", "width": "side"}),
        ("latest", {"title": "", "column": graphic.page_ptr, "count": 3, "style": "cards"}),
        ("latest", {"title": "最新要闻", "column": news.page_ptr, "count": 6, "style": "list"}),
        ("links", {"title": "专题", "style": "cards", "links": tasks}),
        ("text", {"title": "关于门户", "text": "<p>一个门户，一个入口。</p>"}),
    ]
    fresh = CityHomePage.objects.get(pk=home.pk)
    fresh.tasks = [("links", {"title": "大家常办", "style": "tasks", "links": tasks})]
    fresh.sections = sections
    fresh.save_revision().publish()
    citizens = AudienceEntrancePage.objects.get(audience__code="citizen")
    citizens.sections = sections[3:]
    citizens.save_revision().publish()
