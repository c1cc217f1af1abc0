"""A page costs the same number of queries at 5 entries and at 60 (issue 2: home 25, column 15, article 12)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import Sheet, queries_of
from tests.media.pictures import jpeg
from yimen.demo import factories
from yimen.editorial.bulk import NewArticle, load_articles
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.frontdoor.models import AudienceEntrancePage, CityHomePage
from yimen.pool.models import Audience

pytestmark = pytest.mark.django_db

BUDGETS = {
    "/": 25,
    "/zwyw/": 15,
    "/bm/jyj/": 15,
    "/investor/": 20,
    "/bm/": 12,
    "/jindu/": 12,
    "/jindu/data.csv": 6,
    "/jg/jyj/": 12,
    "/feeds/": 12,
    "/feed.xml": 8,
    "/zwyw/rss.xml": 8,
    "/zwyw/feed.json": 8,
    "/zwyw/feed.xml": 8,
    "/investor/feed.xml": 8,
    "/sitemap.xml": 3,
    "/sitemap-1.xml": 3,
}


@pytest.fixture
def article(door: Door) -> ArticlePage:
    """One article in two columns and two entrances; the home page and an entrance show both columns."""
    audiences = ("investor", "citizen")
    made = factories.article(door.news, "第一条", audiences=audiences, also_in=(door.city.notices,))
    sections = [
        ("latest", {"title": "", "column": column.page_ptr, "count": 20, "style": style})
        for column, style in ((door.news, "list"), (door.city.notices, "lead"), (door.news, "list"))
    ]
    for page in (
        CityHomePage.objects.get(pk=door.city.home.pk),
        AudienceEntrancePage.objects.get(pk=door.entrances["investor"].pk),
    ):
        page.sections = sections
        page.save_revision().publish()
    factories.progress_board(door.city.home)
    return made


def more(door: Door, count: int, *, of: str) -> None:
    """So many more articles in both columns and for both audiences, and as many departments."""
    now = timezone.now()
    articles = [
        NewArticle(
            column=door.news,
            title=f"{of}第{number}条",
            body=[("paragraph", "<p>正文。</p>")],
            released_at=now - timedelta(days=number + 1),
            audiences=tuple(Audience.objects.filter(code__in=("investor", "citizen"))),
            also_in=(door.city.notices,),
            agency_id=door.city.bureau.pk,
        )
        for number in range(count)
    ]
    load_articles(articles, now=now, reason=factories.IMPORTED)
    for number in range(count):
        factories.agency(f"d{number}{of}", f"云泽市{of}{number}局")


def test_pages_stay_within_their_budgets_however_much_there_is(
    aunt_wang: Client, door: Door, article: ArticlePage
) -> None:
    budgets = {**BUDGETS, article.address().path: 12}
    more(door, 4, of="a")
    at_five = {path: queries_of(aunt_wang, path) for path in budgets}
    assert len(Sheet(aunt_wang, "/investor/").titles) == 5 + 3 * 5 - 1, "the lead is no line"
    more(door, 55, of="b")
    assert {path: queries_of(aunt_wang, path) for path in budgets} == at_five
    assert len(Sheet(aunt_wang, "/investor/").titles) == 20 + 3 * 20 - 1
    assert {path: count for path, count in at_five.items() if count > budgets[path]} == {}


def test_the_chosen_entrance_costs_the_home_page_little(
    aunt_wang: Client, door: Door, article: ArticlePage
) -> None:
    more(door, 4, of="a")
    aunt_wang.cookies["yimen_prefs"] = "entrance:investor"
    at_five = queries_of(aunt_wang, "/")
    more(door, 55, of="b")
    assert queries_of(aunt_wang, "/") == at_five <= 25


def test_a_column_of_pictures_costs_no_query_a_picture(aunt_wang: Client, door: Door) -> None:
    views = factories.column(door.city.home, "云泽风光", slug="yzfg", layout=ColumnPage.Layout.GRAPHIC)

    def show(count: int) -> None:
        for number in range(count):
            picture = factories.image(jpeg(40, 30), title=f"云湖{number}", name=f"lake-{number}.jpg")
            factories.article(views, f"云湖{number}", image=picture)

    show(2)
    at_two = queries_of(aunt_wang, "/yzfg/")
    show(4)
    assert len(list(Sheet(aunt_wang, "/yzfg/").tree.iterfind(".//main//img"))) == 6
    assert queries_of(aunt_wang, "/yzfg/") == at_two <= 15
