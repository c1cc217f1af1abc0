"""A world that a whole file shares: made once, each test undone by itself."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import small_city
from tests.editorial.two_departments import Desks, two_departments


@pytest.fixture(scope="module")
def departments(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desks]:
    """Two departments and a person of every role, in a transaction that ends with the file."""
    place = tmp_path_factory.mktemp("departments")
    settings = override_settings(MEDIA_ROOT=place / "media")
    with django_db_blocker.unblock(), settings, transaction.atomic():
        yield two_departments(small_city())
        transaction.set_rollback(True)


@pytest.fixture
def desks(departments: Desks) -> Iterator[Desks]:
    """The same world for one test, as it was before the next."""
    with transaction.atomic():
        yield departments
        transaction.set_rollback(True)
