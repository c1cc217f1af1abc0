"""Mr Tanaka reads English, Aunt Wang Chinese: the switch takes each to the page in their language, or says why not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.cast import EDUCATION_HOST, HOST, City
from tests.frontdoor.reading import Sheet
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.editorial.actions import open_edition, publish_translation
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.frontdoor.actions import add_english_places
from yimen.frontdoor.models import AgencyDirectoryPage, CityHomePage
from yimen.subsites.actions import give_own_host
from yimen.subsites.models import Subsite

pytestmark = pytest.mark.django_db

SAYS_SO = "#no-edition"
NOTICE = "The page you were reading has no English edition."


@pytest.fixture
def tanaka(city: City) -> Client:
    """Mr Tanaka looks at the city from abroad."""
    return Client(headers={"host": HOST, "accept-language": "en"})


@pytest.fixture
def english(city: City) -> CityHomePage:
    """The English edition with its directory, and news in both languages."""
    english = factories.english_home(city.home)
    add_english_places(city.home, english)
    news = factories.column(city.home, "云泽要闻", slug="yaowen")
    publish_translation(ColumnPage(title="News", slug="news"), of=news, parent=english)
    factories.article(news, "湖面结冰", slug="bing")
    return english


def ways(sheet: Sheet) -> dict[str, str]:
    """Where the header's switch leads, by language."""
    bar = sheet.all("masthead__bar")[0]
    return {
        link.get("hreflang"): link.get("href").removeprefix(f"http://{HOST}")
        for link in bar.iter("a")
        if link.get("hreflang")
    }


def test_from_a_page_to_the_same_page_and_back(tanaka: Client, english: CityHomePage) -> None:
    article = ArticlePage.objects.get(slug="bing")
    news = ColumnPage.objects.get(slug="news")
    ice = publish_translation(ArticlePage(title="The lake has frozen", slug="ice"), of=article, parent=news)
    assert ways(Sheet(tanaka, "/yaowen/bing/"))["en"] == "/en/news/ice/"
    assert ways(Sheet(tanaka, "/en/news/ice/"))["zh-Hans"] == "/yaowen/bing/"
    ice.unpublish()
    assert ways(Sheet(tanaka, "/yaowen/bing/"))["en"] == f"/en/news/{SAYS_SO}"


def test_a_text_has_one_edition_a_language(english: CityHomePage) -> None:
    news = ColumnPage.objects.get(slug="yaowen")
    with pytest.raises(ValidationError, match="已有这种语言的版本"):
        publish_translation(ColumnPage(title="News again", slug="news-2"), of=news, parent=english)
    assert not Page.objects.filter(slug="news-2").exists()


def test_without_an_edition_to_the_nearest_place_that_says_so(tanaka: Client, english: CityHomePage) -> None:
    article = Sheet(tanaka, "/yaowen/bing/")
    assert ways(article) == {"zh-Hans": "/yaowen/bing/", "en": f"/en/news/{SAYS_SO}"}
    assert "English (this page has no English edition)" in article.links
    assert article.rel("alternate") == []
    (notice,) = Sheet(tanaka, "/en/news/").tree.xpath("//*[@id='no-edition']")
    assert NOTICE in notice.text_content()
    # Only who was led here sees it: no class, no style and no script in the page itself decides that.
    assert notice.get("style") is None and notice.get("hidden") is None


def test_the_nearest_place_of_a_department_is_the_directory_until_it_has_an_edition(
    city: City, tanaka: Client, english: CityHomePage
) -> None:
    notices = city.notices.address().path
    assert ways(Sheet(tanaka, notices))["en"] == f"/en/departments/{SAYS_SO}"
    directory = AgencyDirectoryPage.objects.get(slug="departments")
    open_edition(city.subsite, directory=directory, title="Education Bureau")
    assert ways(Sheet(tanaka, notices))["en"] == f"/en/departments/jyj/{SAYS_SO}"
    assert ways(Sheet(tanaka, "/en/departments/jyj/"))["zh-Hans"] == "/bm/jyj/"


def test_an_edition_that_is_not_for_everybody_is_none(tanaka: Client, english: CityHomePage) -> None:
    news = Page.objects.get(slug="news")
    PageViewRestriction.objects.create(page=news, restriction_type=PageViewRestriction.LOGIN)
    ColumnPage.objects.get(slug="news").save()
    assert ways(Sheet(tanaka, "/yaowen/"))["en"] == f"/en/{SAYS_SO}"
    assert ways(Sheet(tanaka, "/yaowen/bing/"))["en"] == f"/en/{SAYS_SO}"


def test_from_english_back_it_works_alike(tanaka: Client, english: CityHomePage) -> None:
    factories.column(english, "Living here", slug="live")
    assert ways(Sheet(tanaka, "/en/live/"))["zh-Hans"] == f"/{SAYS_SO}"
    assert "您刚才看的页面没有中文版" in Sheet(tanaka, "/").words


def test_a_text_carries_no_notice_since_nobody_is_led_to_it(tanaka: Client, english: CityHomePage) -> None:
    article, news = ArticlePage.objects.get(slug="bing"), ColumnPage.objects.get(slug="news")
    publish_translation(ArticlePage(title="Ice", slug="ice"), of=article, parent=news)
    assert NOTICE not in Sheet(tanaka, "/en/news/ice/").words


def test_an_agency_has_an_edition_where_it_has_a_name(tanaka: Client, english: CityHomePage) -> None:
    named = factories.agency("czj", "云泽市财政局", english_name="Yunze Finance Bureau")
    factories.agency("lyj", "云泽市林业局")
    assert ways(Sheet(tanaka, "/jg/czj/"))["en"] == "/en/jg/czj/"
    assert ways(Sheet(tanaka, "/jg/lyj/"))["en"] == f"/en/departments/{SAYS_SO}"
    assert [link.get("hreflang") for link in Sheet(tanaka, "/jg/czj/").rel("alternate")] == [
        "zh-Hans", "en", "x-default",
    ]  # fmt: skip
    named.english_name = ""
    named.save()
    assert ways(Sheet(tanaka, "/jg/czj/"))["en"] == f"/en/departments/{SAYS_SO}"


def test_a_department_on_its_own_host_leads_to_the_portals_english_home(
    city: City, english: CityHomePage
) -> None:
    give_own_host(
        city.subsite, host=EDUCATION_HOST, port=80, approved_by="市政府", approved_on=date(2026, 1, 15),
        approval_number="云政办函〔2026〕3号",
    )  # fmt: skip
    sheet = Sheet(Client(headers={"host": EDUCATION_HOST}), "/")
    assert ways(sheet)["en"] == f"/en/{SAYS_SO}"


def test_an_error_page_is_no_text_without_an_edition(tanaka: Client, english: CityHomePage) -> None:
    assert ways(Sheet(tanaka, "/nirgends/", status=404))["en"] == "/en/"


def test_search_engines_are_told_the_same_editions(tanaka: Client, english: CityHomePage) -> None:
    hreflang = {
        link.get("hreflang"): link.get("href")
        for link in Sheet(tanaka, "/yaowen/").rel("alternate")
        if link.get("hreflang")
    }
    assert hreflang == {
        "zh-Hans": f"http://{HOST}/yaowen/",
        "en": f"http://{HOST}/en/news/",
        "x-default": f"http://{HOST}/yaowen/",
    }


def test_editors_of_a_department_write_both_editions(city: City, english: CityHomePage) -> None:
    directory = AgencyDirectoryPage.objects.get(slug="departments")
    edition = open_edition(city.subsite, directory=directory)
    zhou = factories.staff("zhou", "周琳", role=Role.PUBLISHER, subsite=Subsite.objects.get(code="jyj"))
    assert edition.permissions_for_user(zhou).can_publish()
    assert not english.permissions_for_user(zhou).can_edit()
