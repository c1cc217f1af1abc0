"""Each page type as it stands on a phone: it fits, and axe-core finds nothing against WCAG 2.2 A and AA."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.fitting import WIDER, fits

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {name: {"enabled": True} for name in ("heading-order", "empty-heading", "landmark-unique")},
}
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
IDS = "() => [...document.querySelectorAll('[id]')].map((element) => element.id)"

# What is folded away is read too; the accessibility bar, which lies over the page, by itself.
UNFOLD = """() => document.querySelectorAll("details:not([data-fold])").forEach((folded) => { folded.open = true; })"""

PAGES = [
    "home", "news", "pictures", "overview", "article", "information", "leaders", "subsite", "entrance",
    "directory", "board", "agency", "closed_agency", "missing", "english_home", "english_news",
    "english_article", "own_host",
    "search", "site_map",
]  # fmt: skip


def complaints(page: Page, *, within: str = "html") -> list[str]:
    """What axe finds, and what it cannot decide and leaves to a person."""
    page.evaluate(AXE)
    found: dict[str, list[Any]] = page.evaluate(
        "([within, rules]) => axe.run(within, rules)", [within, RULES]
    )
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'][:300]})"
        for rule in found["violations"] + found["incomplete"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_out(opened: Open, places: Places, name: str) -> None:
    page = opened(getattr(places, name))
    fits(page)
    page.evaluate(UNFOLD)
    assert complaints(page) == []
    ids = page.evaluate(IDS)
    assert len(ids) == len(set(ids)), "two parts of the page claim one name"


def test_the_accessibility_bar_itself_is_accessible(opened: Open, places: Places) -> None:
    page = opened(places.home)
    page.locator(".access__summary").tap()
    page.locator(".access__switch", has_text="放大文字").tap()
    page.locator(".access__switch", has_text="朗读").tap()
    fits(page)
    assert complaints(page, within=".access") == []
    assert complaints(page, within=".reader") == []


@pytest.mark.long
@pytest.mark.parametrize("choices", ["", "text:large", "mode:elder", "contrast:high"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_out_in_any_look(
    opened: Open, places: Places, name: str, width: int, scheme: str, choices: str
) -> None:
    """Every page type at two widths, light and dark, in each mode; the address decides the language."""
    size = {"width": width, "height": 800}
    page = opened(getattr(places, name), viewport=size, scheme=scheme, choices=choices)
    fits(page)
    page.evaluate(UNFOLD)
    assert complaints(page) == []


@pytest.mark.parametrize("choices", ["", "text:large", "text:large.mode:elder"])
def test_at_four_times_the_size_nothing_is_pushed_sideways(
    opened: Open, places: Places, choices: str
) -> None:
    """A window of 1280 px at 400 % leaves 320 px (WCAG 2.2, 1.4.10); larger text and elder mode on top of it."""
    page = opened(places.home, viewport={"width": 320, "height": 256}, choices=choices)
    wider = []
    for name in PAGES:
        page.goto(getattr(places, name))
        page.evaluate(UNFOLD)
        if page.evaluate(WIDER) > 0:
            wider.append(name)
    assert " ".join(wider) == ""


@pytest.mark.parametrize("width", [768, 1024])
def test_larger_text_fits_where_columns_are_narrowest(opened: Open, places: Places, width: int) -> None:
    size = {"width": width, "height": 800}
    page = opened(places.home, viewport=size, choices="text:large")
    for name in PAGES:
        page.goto(getattr(places, name))
        fits(page)


def test_axe_would_find_something(opened: Open, places: Places) -> None:
    """The examination itself is sound: a broken page fails it."""
    page = opened(places.home)
    page.evaluate(
        "() => { document.documentElement.lang = '';"
        " document.querySelector('main').innerHTML = '<img src=x><h4>x</h4>'; }"
    )
    found = {complaint.partition(":")[0] for complaint in complaints(page)}
    assert {"html-has-lang", "image-alt", "heading-order"} <= found
