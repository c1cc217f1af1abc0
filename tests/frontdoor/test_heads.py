"""What every page says of itself: the standard tags (国办发〔2017〕47号 annex 1), its editions, its language."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.cast import EDUCATION_HOST, HOST, City
from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import Sheet, shown
from yimen.demo import factories
from yimen.editorial.models import ColumnPage
from yimen.subsites.models import MenuItem, PortalSettings

pytestmark = pytest.mark.django_db

RELEASED = datetime(2025, 5, 6, 1, 30, tzinfo=UTC)


@pytest.fixture
def registered(door: Door) -> Door:
    """The portal with its identification code, a board, and a column as the office describes it."""
    settings = PortalSettings.load()
    settings.identification_code = "4208000001"
    settings.save()
    factories.progress_board(door.city.home)
    news = ColumnPage.objects.get(pk=door.news.pk)
    news.summary, news.keywords = "市政府要闻", "要闻,会议"
    news.column_type = ColumnPage.Type.NEWS
    news.save_revision().publish()
    return door


COLUMN = {
    "ColumnName": "政务要闻",
    "ColumnDescription": "市政府要闻",
    "ColumnKeywords": "要闻,会议",
    "ColumnType": "工作动态",
}


def test_every_page_names_the_site(aunt_wang: Client, registered: Door) -> None:
    article = factories.article(registered.news).address()
    info = factories.information(registered.city.home).address()
    for path in (
        "/",
        "/bm/",
        "/bm/jyj/",
        "/jg/jyj/",
        "/zwyw/",
        "/jindu/",
        "/investor/",
        article.path,
        info.path,
    ):
        tags = Sheet(aunt_wang, path).meta
        assert tags["SiteName"] == "中国·云泽", path
        assert tags["SiteDomain"] == HOST, "the bare host, without scheme"
        assert tags["SiteIDCode"] == "4208000001"
        assert "null" not in tags.values()
        assert "" not in tags.values(), f"an empty tag on {path}"


def test_a_column_says_what_it_is(aunt_wang: Client, registered: Door) -> None:
    tags = Sheet(aunt_wang, "/zwyw/").meta
    assert {name: tags[name] for name in COLUMN} == COLUMN
    assert "ArticleTitle" not in tags


def test_a_column_that_nobody_described_has_the_mandatory_tags_all_the_same(
    aunt_wang: Client, registered: Door
) -> None:
    bare = factories.column(registered.city.home, "征集")
    tags = Sheet(aunt_wang, bare.address().path).meta
    assert tags["ColumnDescription"] == tags["ColumnKeywords"] == "征集"
    assert tags["ColumnType"] == "其他"


def test_an_article_says_what_it_is_and_which_column_it_is_in(aunt_wang: Client, registered: Door) -> None:
    article = factories.article(
        registered.news,
        '市政府"八条" <解读>',
        released_at=RELEASED,
        source="云泽日报",
        author="何清源",
        summary="八条措施。",
        also_in=(registered.city.notices,),
    )
    tags = Sheet(aunt_wang, article.address().path).meta
    assert {name: tags[name] for name in COLUMN} == COLUMN, "of its home column, not of others it stands in"
    assert tags["ArticleTitle"] == '市政府"八条" <解读>'
    assert tags["PubDate"] == "2025-05-06 09:30", "to the minute, in the city's time"
    assert tags["ContentSource"] == "云泽日报"
    assert tags["Keywords"] == "要闻,会议"
    assert tags["Url"] == f"http://{HOST}{article.address().path}"
    assert tags["Author"] == "何清源"
    assert tags["description"] == tags["Description"] == "八条措施。"


def test_an_article_without_a_named_source_is_the_departments(aunt_wang: Client, registered: Door) -> None:
    article = factories.article(registered.city.notices)
    tags = Sheet(aunt_wang, article.address().path).meta
    assert tags["ContentSource"] == "云泽市教育局"
    assert "Author" not in tags, "nobody is named, so nobody is invented"


def test_every_page_has_its_one_address(aunt_wang: Client, registered: Door) -> None:
    for path in ("/", "/bm/", "/bm/jyj/", "/jg/jyj/", "/zwyw/", "/jindu/", "/investor/"):
        assert Sheet(aunt_wang, f"{path}?from=weixin").canonical == f"http://{HOST}{path}"


def test_a_department_on_its_own_host_names_that_host(aunt_wang: Client, registered: Door) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    subsite = factories.subsite(agriculture, below=registered.city.directory, own_host=EDUCATION_HOST)
    news = factories.column(subsite.root_page, "农业新闻", slug="nyxw")
    there = Client(headers={"host": EDUCATION_HOST})
    for path in ("/", news.address().path):
        sheet = Sheet(there, path)
        assert sheet.meta["SiteDomain"] == EDUCATION_HOST
        assert sheet.meta["SiteName"] == "云泽市农业农村局"
        assert sheet.canonical == f"http://{EDUCATION_HOST}{path}"
        assert sheet.all("masthead__home")[0].get("href") == f"http://{HOST}/", "the city is one step away"
    assert there.get("/jg/nyj/").headers["Location"] == f"http://{HOST}/jg/nyj/"


# ── Languages ──


@pytest.fixture
def bilingual(city: City) -> City:
    """An English edition with its own menu and one page that stands in both languages."""
    english = factories.english_home(city.home)
    MenuItem.objects.create(title="首页", url="/", order=0)
    MenuItem.objects.create(title="Home", url="/en/", language="en", order=0)
    portrait = factories.information(city.home, "城市概况", slug="csgk")
    translated = portrait.copy_for_translation(english.locale)
    translated.title = translated.draft_title = "About the city"
    translated.slug = "about"
    translated.save_revision().publish()
    factories.column(english, "News", slug="news")
    return city


def switch(sheet: Sheet) -> dict[str, str]:
    """Where each language in the slim bar leads."""
    return {link.text: link.get("href") for link in sheet.tree.iter("a") if link.get("hreflang")}


def editions(sheet: Sheet) -> dict[str, str]:
    """Language → address; who reads none of them is led to the Chinese edition."""
    named = {
        link.get("hreflang"): link.get("href") for link in sheet.rel("alternate") if link.get("hreflang")
    }
    assert named.pop("x-default", None) == named.get("zh-Hans")
    return named


def test_a_text_in_two_languages_leads_from_one_to_the_other(aunt_wang: Client, bilingual: City) -> None:
    both = {"zh-Hans": f"http://{HOST}/csgk/", "en": f"http://{HOST}/en/about/"}
    for path in ("/csgk/", "/en/about/"):
        sheet = Sheet(aunt_wang, path)
        assert editions(sheet) == both
        assert switch(sheet) == {"简体中文": both["zh-Hans"], "English": both["en"]}


def test_the_switch_marks_the_language_that_is_open(aunt_wang: Client, bilingual: City) -> None:
    for path, language in (("/csgk/", "简体中文"), ("/en/about/", "English")):
        (current,) = [
            link.text
            for link in Sheet(aunt_wang, path).tree.iter("a")
            if link.get("hreflang") and link.get("aria-current")
        ]
        assert current == language


def test_without_an_english_edition_there_is_no_switch(aunt_wang: Client, city: City) -> None:
    assert switch(Sheet(aunt_wang, "/")) == {}


def test_english_pages_are_english_throughout(aunt_wang: Client, bilingual: City) -> None:
    for path in ("/en/", "/en/news/", "/en/about/"):
        answer = aunt_wang.get(path, headers={"accept-language": "zh-CN"})
        assert answer.headers["Content-Language"] == "en"
        assert "Accept-Language" not in answer.headers.get("Vary", "")
        sheet = Sheet(aunt_wang, path)
        assert sheet.tree.get("lang") == "en"
        body = shown(sheet.tree.find(".//main"))
        assert [text for text in sheet.unmarked_chinese if text not in body] == [], path
    assert Sheet(aunt_wang, "/csgk/").tree.get("lang") == "zh-Hans"


def test_only_the_place_one_is_in_is_marked_in_the_menu(aunt_wang: Client, bilingual: City) -> None:
    def marked(path: str) -> list[str]:
        return [shown(link) for link in Sheet(aunt_wang, path).all("menu__link") if link.get("aria-current")]

    MenuItem.objects.create(title="News", url="/en/news/", language="en", order=1)
    assert marked("/en/") == ["Home"]
    assert marked("/en/news/") == ["News"]
    assert marked("/") == ["首页"]
    assert marked("/csgk/") == []


# ── What is not there ──


@pytest.mark.parametrize(
    ("path", "language", "home"),
    [("/nirgends/", "zh-hans", "/"), ("/bm/jyj/alt.html", "zh-hans", "/"), ("/en/nowhere/", "en", "/en/")],
)
def test_what_is_not_there_helps_in_the_language_of_the_path(
    aunt_wang: Client, bilingual: City, path: str, language: str, home: str
) -> None:
    answer = aunt_wang.get(path)
    assert answer.headers["Content-Language"] == language
    sheet = Sheet(aunt_wang, path, status=404)
    assert sheet.tree.get("lang").lower() == language
    assert len(sheet.texts("<h1>")) == 1
    assert sheet.meta["robots"] == "noindex"
    ways = {link.get("href") for link in sheet.tree.iterfind(".//main//a")}
    assert home in ways
    for way in ways | {form.get("action") for form in sheet.tree.iterfind(".//main//form")}:
        assert aunt_wang.get(way).status_code == 200, f"{way} leads to nothing either"
    assert sheet.all("masthead__home")[0].get("href") == home


def test_a_404_on_an_own_host_leads_back_to_the_department_and_the_city(
    aunt_wang: Client, bilingual: City
) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    factories.subsite(agriculture, below=bilingual.directory, own_host=EDUCATION_HOST)
    sheet = Sheet(Client(headers={"host": EDUCATION_HOST}), "/nirgends/", status=404)
    assert {"/", f"http://{HOST}/"} <= sheet.addresses
