"""Each page type as it stands on a phone: it fits, and axe-core finds nothing against WCAG 2.2 A and AA."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.fitting import fits

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {name: {"enabled": True} for name in ("heading-order", "empty-heading", "landmark-unique")},
}
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
IDS = "() => [...document.querySelectorAll('[id]')].map((element) => element.id)"

PAGES = [
    "home", "news", "pictures", "overview", "article", "information", "leaders", "subsite", "entrance",
    "directory", "board", "agency", "closed_agency", "missing", "english_home", "own_host",
]  # fmt: skip


def complaints(page: Page) -> list[str]:
    """What axe finds, and what it cannot decide and leaves to a person."""
    page.evaluate(AXE)
    found: dict[str, list[Any]] = page.evaluate("(rules) => axe.run(document, rules)", RULES)
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'][:300]})"
        for rule in found["violations"] + found["incomplete"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_out(opened: Open, places: Places, name: str) -> None:
    page = opened(getattr(places, name))
    fits(page)
    # What is folded away is read too.
    page.evaluate("() => document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    assert complaints(page) == []
    ids = page.evaluate(IDS)
    assert len(ids) == len(set(ids)), "two parts of the page claim one name"


def test_axe_would_find_something(opened: Open, places: Places) -> None:
    """The examination itself is sound: a broken page fails it."""
    page = opened(places.home)
    page.evaluate(
        "() => { document.documentElement.lang = '';"
        " document.querySelector('main').innerHTML = '<img src=x><h4>x</h4>'; }"
    )
    found = {complaint.partition(":")[0] for complaint in complaints(page)}
    assert {"html-has-lang", "image-alt", "heading-order"} <= found
