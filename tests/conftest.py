"""What every test stands on: no network, databases by choice, a browser where there is one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from tests.database import migrated_template, restore

pytest_plugins = ["tests.cast"]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
_TEMPLATE = pytest.StashKey[Path]()
_INITIAL = pytest.StashKey[str]()
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
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if _uses_database(item) and not item.get_closest_marker("browser")]
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
    """SQLite: a copy of the migrated template. PostgreSQL: pytest-django's own way."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            request.config.stash[_INITIAL] = connection.creation.serialize_db_to_string()
        yield
        return
    request.getfixturevalue("django_test_environment")
    with request.getfixturevalue("django_db_blocker").unblock():
        template = migrated_template(request.config.cache.mkdir("database"))
        request.config.stash[_TEMPLATE] = template
        restore(template)
        yield
        connection.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """What migrations brought (root page, locales ...) is there again after a transactional test's flush."""
    yield
    if nextitem is None:  # the database itself is gone by now
        return
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    if not fixtures & {"transactional_db", "live_server"} and not (
        marker and marker.kwargs.get("transaction")
    ):
        return
    with item.config.stash[blocking_manager_key].unblock():
        if connection.vendor == "sqlite":
            restore(item.config.stash[_TEMPLATE])
        else:
            # What post_migrate made anew would stand in the way of the same rows under their first keys.
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
            connection.creation.deserialize_db_from_string(item.config.stash[_INITIAL])


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
