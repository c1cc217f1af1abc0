"""A live portal for the journeys: one city in a database file, as in production, built once for all of them."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import blocking_manager_key

from tests.database import SqliteCopy
from tests.journeys import city
from tests.journeys.city import Places

PHONE = {"width": 360, "height": 740}

Open = Callable[..., Page]


@pytest.fixture(scope="package")
def places(
    request: pytest.FixtureRequest, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Places]:
    """The city at the live server's own address.

    In a file and not in memory: the server's threads then have a connection each, and a browser that asks for
    six things at once meets what it will meet in production.
    """
    migrated = SqliteCopy(request.config.cache.mkdir("database"))
    file = tmp_path_factory.mktemp("journeys") / "city.sqlite3"
    shutil.copy(migrated.template, file)
    with request.config.stash[blocking_manager_key].unblock():
        connection.settings_dict["NAME"] = str(file)
        connection.close()
        server = LiveServer("localhost")
        try:
            yield city.build(server.thread.port)
        finally:
            server.stop()
            connection.close()
            migrated.restore()


@pytest.fixture
def opened(browser: Browser, places: Places) -> Iterator[Open]:
    """Opens a page in a browser of its own: `opened(url)`, on a phone unless said otherwise; `before` is a script
    that runs before the page's own, `choices` is what the preference cookie says already.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        url: str,
        *,
        script: bool = True,
        viewport: Any = PHONE,
        scheme: Any = "light",
        choices: str = "",
        before: str = "",
    ) -> Page:
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=script,
            locale="zh-CN",
            has_touch=viewport is PHONE,
            color_scheme=scheme,
        )
        if choices:
            context.add_cookies([{"name": "yimen_prefs", "value": choices, "url": url}])
        if before:
            context.add_init_script(before)
        context.set_default_timeout(20_000)  # milliseconds; a shared machine is slow at times
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
