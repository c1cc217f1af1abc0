"""A list costs what it shows: along an index, never by sorting what it does not show."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from tests.cast import City
from yimen.demo import factories
from yimen.pool import queries
from yimen.pool.models import Audience, Entry

pytestmark = pytest.mark.django_db

LISTS: dict[str, Callable[[City], Any]] = {
    "column": lambda city: queries.in_column(city.notices.pk),
    "count": lambda city: queries.listed_in_column(city.notices.pk),
    "month": lambda city: queries.in_column(
        city.notices.pk, span=(timezone.now() - timedelta(30), timezone.now())
    ),
    "audience": lambda city: queries.for_audience(Audience.objects.get(code="citizen"), "en"),
    "sub-site": lambda city: queries.of_subsite(city.subsite.pk, "en"),
    "agency": lambda city: queries.of_agency(city.bureau.pk, "en"),
    "everything": lambda city: queries.newest("zh-hans"),
    "open to all": lambda city: queries.open_to_all("zh-hans", now=timezone.now()),
}


@pytest.mark.sqlite  # the plan is told in SQLite's words; PostgreSQL chooses by its statistics
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_along_its_index(city: City, name: str) -> None:
    plan = LISTS[name](city)[:20].explain()

    assert "TEMP B-TREE" not in plan
    assert "SCAN" not in plan


def test_the_last_page_of_a_list_is_read_from_its_end(city: City) -> None:
    """王阿姨 reads what was published first; its page is the same whichever end it was read from."""
    for number in range(7):
        factories.article(city.notices, f"通知之{number}")
    entries = queries.in_column(city.notices.pk)
    whole = list(entries)
    assert [queries.window(entries, start, start + 2, count=7) for start in (0, 2, 4, 6)] == [
        whole[:2], whole[2:4], whole[4:6], whole[6:],
    ]  # fmt: skip
    if connection.vendor == "sqlite":
        assert "TEMP B-TREE" not in entries.reverse()[:2].explain()


def plan_of(read: Callable[[], Any]) -> str:
    """SQLite's plan of the one query that a read makes."""
    with CaptureQueriesContext(connection) as captured:
        read()
    assert len(captured) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured.captured_queries[0]['sql']}")
        return "\n".join(row[3] for row in cursor.fetchall())


READS: dict[str, Callable[[City, Entry], Any]] = {
    "reach": lambda city, _: queries.reach_of_column(city.notices.pk),
    "counts": lambda city, entry: queries.count_in_spans(
        city.notices.pk, [(entry.published_at, timezone.now()), (entry.published_at, timezone.now())]
    ),
    "beside": lambda city, entry: list(
        Page.objects.filter(pk=city.notices.pk).annotate(**queries.beside_in_column(entry, city.notices.pk))
    ),
    "neighbours": lambda city, entry: queries.neighbours(
        entry, column_id=city.notices.pk, previous_id=None, next_id=None
    ),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("name", READS)
def test_what_a_column_s_texts_lead_to_is_read_along_indexes(city: City, name: str) -> None:
    factories.article(city.notices)
    entry = Entry.objects.get(kind="article")

    plan = plan_of(lambda: READS[name](city, entry))

    assert "SCAN pool_" not in plan
    assert "SCAN U" not in plan, "a subquery that walks its table"
    own_subjects = plan.count("sqlite_autoindex_pool_entrysubject_1 (entry_id=?)")
    assert plan.count("TEMP B-TREE") == own_subjects, "an entry's own few subjects alone are sorted"
