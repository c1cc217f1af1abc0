"""What every test stands on: no network, databases by choice, a browser where there is one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.plugin import blocking_manager_key

from tests.database import PostgresCopy, SqliteCopy, commits

pytest_plugins = ["tests.cast", "tests.standing_city"]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
_COPY = pytest.StashKey[SqliteCopy | PostgresCopy]()
UNDER_CI = os.environ.get("CI", "").lower() == "true"

# A shared machine is slow at times: how long an example takes says nothing about the code.
hypothesis.settings.register_profile("suite", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")

# Playwright's synchronous API keeps an event loop running in the test's thread, and Django then refuses its
# ORM there ("You cannot call this from an async context"). The suite has no async code that this would hide.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run only tests that use the database (bin/test's second leg, on PostgreSQL)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what tells of the other engine; journeys run on the embedded database alone."""
    others = {"postgresql"} if connection.vendor == "sqlite" else {"sqlite", "browser"}
    database_only = config.getoption("--database-only")
    kept = [
        item
        for item in items
        if not any(item.get_closest_marker(other) for other in others)
        and (not database_only or _uses_database(item))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "transactional_db"})


def missing_tool(what: str, *, package: str) -> None:
    """Skips the test for want of a program on this machine; under CI, where nothing may lack, fails it."""
    sentence = f"{what} is not on this machine; `sudo apt-get install {package}` brings it"
    if UNDER_CI:
        pytest.fail(sentence)
    pytest.skip(sentence)


# ── Database ───────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> Iterator[None]:
    """A migrated database, and the way back to it."""
    unblocked = request.getfixturevalue("django_db_blocker").unblock
    if connection.vendor == "sqlite":
        request.getfixturevalue("django_test_environment")
        with unblocked():
            copy = SqliteCopy(request.config.cache.mkdir("database"))
            copy.restore()
    else:
        request.getfixturevalue("django_db_setup")
        with unblocked():
            copy = PostgresCopy()
    request.config.stash[_COPY] = copy
    # What Django would do after a test that commits; we go back to the copy instead.
    TransactionTestCase._fixture_teardown = lambda self: None
    yield
    if connection.vendor == "sqlite":
        with unblocked():
            connection.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a test that commits, the database is as migrations left it."""
    yield
    if nextitem is not None and commits(item):  # after the last test the database itself is gone
        with item.config.stash[blocking_manager_key].unblock():
            item.config.stash[_COPY].restore()


# ── Browser ───────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium: Playwright's own would have to be downloaded."""
    chromium = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if chromium is None:
        missing_tool("Chromium", package="chromium")
    quiet = ["--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*quiet, *as_root]}


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parents[1]
