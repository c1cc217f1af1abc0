"""A list costs what it shows: along an index, never by sorting what it does not show."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.cast import City
from yimen.pool import queries
from yimen.pool.models import Audience

pytestmark = pytest.mark.django_db

LISTS: dict[str, Callable[[City], Any]] = {
    "column": lambda city: queries.in_column(city.notices.pk),
    "count": lambda city: queries.listed_in_column(city.notices.pk),
    "audience": lambda city: queries.for_audience(Audience.objects.get(code="citizen"), "en"),
    "sub-site": lambda city: queries.of_subsite(city.subsite.pk, "en"),
    "agency": lambda city: queries.of_agency(city.bureau.pk, "en"),
    "everything": lambda city: queries.newest("zh-hans"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_along_its_index(city: City, name: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is told in SQLite's words; PostgreSQL chooses by its statistics")

    plan = LISTS[name](city)[:20].explain()

    assert "TEMP B-TREE" not in plan
    assert "SCAN" not in plan
