"""A page costs the same number of queries at 5 entries and at 60 (issue 2: home 25, column 15, article 12)."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import queries_of
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.frontdoor.models import AudienceEntrancePage, CityHomePage
from yimen.pool.models import Audience, Entry, EntryAudience, Placement

pytestmark = pytest.mark.django_db

More = Callable[[int], None]


@pytest.fixture
def article(door: Door) -> ArticlePage:
    """One article in two columns and two entrances; the home page and an entrance show the columns."""
    made = factories.article(
        door.news, "第一条", audiences=("investor", "citizen"), also_in=(door.city.notices,)
    )
    sections = [
        ("latest", {"title": "", "column": column.page_ptr, "count": 20, "style": style})
        for column, style in ((door.news, "list"), (door.city.notices, "lead"), (door.news, "list"))
    ]
    home = CityHomePage.objects.get(pk=door.city.home.pk)
    home.sections = sections
    home.save_revision().publish()
    entrance = AudienceEntrancePage.objects.get(pk=door.entrances["investor"].pk)
    entrance.sections = sections
    entrance.save_revision().publish()
    factories.progress_board(door.city.home)
    return made


@pytest.fixture
def more(article: ArticlePage, door: Door) -> More:
    """Makes many entries of the one, as the loader for benchmarks does: rows in the pool, no pages."""
    template = Entry.objects.get(kind="article")

    def make(count: int) -> None:
        for number in range(count):
            entry = Entry.objects.get(pk=template.pk)
            entry.pk = None
            entry.object_id = template.object_id + 1_000 + Entry.objects.count()
            entry.path = f"{template.path}{entry.object_id}/"
            entry.translation_key = None
            entry.save()
            for column in (door.news, door.city.notices):
                Placement.objects.create(entry=entry, column_id=column.pk, published_at=entry.published_at)
            for audience in Audience.objects.filter(code__in=("investor", "citizen")):
                EntryAudience.objects.create(entry=entry, audience=audience, published_at=entry.published_at)
            factories.agency(f"d{number:02}-{entry.pk}", f"云泽市第{entry.pk}局")

    return make


@pytest.mark.parametrize(
    ("path", "budget"),
    [
        ("/", 25),
        ("/zwyw/", 15),
        ("/bm/jyj/", 15),
        ("/investor/", 20),
        ("/bm/", 12),
        ("/jindu/", 12),
        ("/jindu/data.csv", 6),
        ("/jg/jyj/", 12),
        ("/feed.xml", 6),
        ("/zwyw/feed.xml", 6),
        ("/investor/feed.xml", 6),
        ("/sitemap.xml", 3),
        ("/sitemap-1.xml", 3),
    ],
)
def test_a_page_stays_within_its_budget_however_much_there_is(
    aunt_wang: Client, more: More, path: str, budget: int
) -> None:
    more(4)
    at_five = queries_of(aunt_wang, path)
    more(55)
    assert queries_of(aunt_wang, path) == at_five
    assert at_five <= budget


def test_an_article_stays_within_its_budget(aunt_wang: Client, more: More, article: ArticlePage) -> None:
    path = article.address().path
    more(4)
    at_five = queries_of(aunt_wang, path)
    more(55)
    assert queries_of(aunt_wang, path) == at_five
    assert at_five <= 12


def test_the_chosen_entrance_costs_the_home_page_little(aunt_wang: Client, more: More) -> None:
    more(4)
    aunt_wang.cookies["yimen_prefs"] = "entrance:investor"
    at_five = queries_of(aunt_wang, "/")
    more(55)
    assert queries_of(aunt_wang, "/") == at_five <= 25
