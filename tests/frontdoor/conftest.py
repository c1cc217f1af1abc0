"""The front door's own cast: the entrances, and columns of the city to read in."""

from dataclasses import dataclass

import pytest

from tests.cast import City
from yimen.demo import factories
from yimen.editorial.models import ColumnPage
from yimen.frontdoor.models import AudienceEntrancePage

AUDIENCES = ("citizen", "business", "investor", "visitor", "official")


@dataclass(frozen=True)
class Door:
    """The city with its five entrances and its column of news."""

    city: City
    entrances: dict[str, AudienceEntrancePage]
    news: ColumnPage


@pytest.fixture
def door(city: City) -> Door:
    entrances = {code: factories.entrance(city.home, code=code) for code in AUDIENCES}
    return Door(city, entrances, factories.column(city.home, "政务要闻", slug="zwyw"))
