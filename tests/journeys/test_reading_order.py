"""What a screen reader hears: landmarks in the order of the page, one main heading, headings without gaps, a name for
everything that can be used. Read from the accessibility tree.
"""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}  # on a phone the menu is folded away, and so not heard

LANDMARKS = ("banner", "main", "contentinfo")
# what must have a name of its own to be of use
USED = (
    "link",
    "button",
    "textbox",
    "searchbox",
    "combobox",
    "checkbox",
    "radio",
    "navigation",
    "img",
    "region",
    "form",
)
PAGES = ["home", "news", "article", "subsite", "entrance", "english_home", "missing"]


def heard(page: Page) -> list[str]:
    """The accessibility tree, a line a thing, without indents."""
    return [line.strip().removeprefix("- ") for line in page.locator("body").aria_snapshot().splitlines()]


@pytest.mark.parametrize("name", PAGES)
def test_landmarks_come_in_the_order_of_the_page(opened: Open, places: Places, name: str) -> None:
    lines = heard(opened(getattr(places, name), viewport=DESKTOP))
    assert lines[0].startswith("link "), "first the way past everything"
    roles = [re.split(r"[ :]", line)[0] for line in lines]
    assert [role for role in roles if role in LANDMARKS] == list(LANDMARKS)
    if name != "english_home":  # this city's English edition has no menu
        assert roles.index("banner") < roles.index("navigation") < roles.index("main")


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_can_be_used_has_a_name(opened: Open, places: Places, name: str) -> None:
    nameless = [
        line
        for line in heard(opened(getattr(places, name)))
        if re.fullmatch(rf"({'|'.join(USED)})(:.*)?", line)
    ]
    assert nameless == []


@pytest.mark.parametrize("name", PAGES)
def test_headings_tell_the_page(opened: Open, places: Places, name: str) -> None:
    lines = heard(opened(getattr(places, name)))
    start = next(number for number, line in enumerate(lines) if line.startswith("main"))
    end = next(number for number, line in enumerate(lines) if line.startswith("contentinfo"))
    levels = [
        int(found.group(1)) for line in lines[:end] if (found := re.match(r"heading .*\[level=(\d)\]", line))
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1, "the page says first what it is"
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert start < end


def test_an_article_is_heard_from_title_to_attachments(opened: Open, places: Places) -> None:
    lines = heard(opened(places.article))
    order = [
        next(number for number, line in enumerate(lines) if words in line)
        for words in ('heading "关于公布2025年秋季', "云泽日报", "入学办理分三步", "招生简章")
    ]
    assert order == sorted(order)


def test_the_state_of_a_switch_is_heard(opened: Open, places: Places) -> None:
    page = opened(places.home, choices="text:large")
    page.locator(".access__summary").click()
    lines = heard(page)
    assert 'button "放大文字" [pressed]' in lines
    assert 'button "高对比度"' in lines
