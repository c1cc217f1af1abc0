"""The small city stands while one file's tests need it: built once, each test undone by itself.

To build it costs more than most tests that play in it. A test has a copy of its own of what Python holds of it; what
it writes into the database goes with its own transaction, inside the one that the city stands in. It is built anew for
a test that commits, and where a file has made a world of its own already.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from pytest_django.plugin import blocking_manager_key

from tests.cast import City, small_city
from tests.database import commits


@dataclass
class StandingCity:
    """The city, where it stands, and the transaction that it goes with."""

    city: City | None = None
    transaction: ExitStack = field(default_factory=ExitStack)

    def build(self) -> None:
        self.transaction.enter_context(transaction.atomic())
        self.city = small_city()

    def clear(self) -> None:
        if self.city is not None:
            self.city = None
            transaction.set_rollback(True)
            self.transaction.close()


_STANDING = pytest.StashKey[StandingCity]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_STANDING] = StandingCity()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
    """Before pytest-django begins the test's own transaction."""
    if fixturedef.argname != "_django_db_helper" or not _plays_in_it(request.node):
        return
    standing = request.config.stash[_STANDING]
    for cache in caches.all():
        cache.clear()  # of what another test made of the same rows
    with request.config.stash[blocking_manager_key].unblock():
        if standing.city is None and not connection.in_atomic_block:
            standing.build()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """It goes before anything else uses the database."""
    yield
    if nextitem is None:
        return  # after the last test the database itself is gone
    if nextitem.path != item.path or not _plays_in_it(nextitem):
        with item.config.stash[blocking_manager_key].unblock():
            item.config.stash[_STANDING].clear()


def _plays_in_it(item: pytest.Item) -> bool:
    return "city" in getattr(item, "fixturenames", ()) and not commits(item)


@pytest.fixture
def city(db: None, request: pytest.FixtureRequest) -> City:
    standing = request.config.stash[_STANDING].city
    return small_city() if standing is None else deepcopy(standing)
