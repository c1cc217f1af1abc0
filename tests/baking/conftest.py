"""A machine for each test of delivery."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.baking.machine import Machine
from tests.cast import City


@pytest.fixture(autouse=True, scope="module")
def _one_connection() -> Iterator[None]:
    """A request of a machine keeps the test's connection, with its transaction, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def machine(city: City, tmp_path: Path) -> Machine:
    """One node of the portal whose follower has just read the log."""
    made = Machine(tmp_path / "pages")
    made.follow()
    return made
