"""All components on one page in Chromium: nothing scrolls sideways, a thumb hits what it means."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from yimen.design.examples import examples
from yimen.design.stylesheets import STYLESHEETS

STATIC = Path(__file__).resolve().parents[2] / "yimen" / "design" / "static"

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TARGETS = "button, .button, .menu__link, .entrances__channel, .pager a, input[type=search]"
TOO_SMALL = """(targets) => [...document.querySelectorAll(targets)]
  .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 47.5)
  .map((target) => target.textContent.trim() || target.name)"""
SMALL_TEXT = """() => [...document.querySelectorAll("body *")]
  .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .filter((part) => part.checkVisibility() && parseFloat(getComputedStyle(part).fontSize) < 16)
  .map((part) => part.className || part.tagName)"""


def whole_page() -> str:
    css = "\n".join((STATIC / path).read_text() for path in STYLESHEETS)
    parts = "".join(
        f"<section>{render_to_string(example.template_name, dict(example.parameters))}</section>"
        for example in examples()
    )
    head = f'<meta name="viewport" content="width=device-width"><style>{css}</style>'
    return f'<!doctype html><html lang="zh-Hans"><head>{head}</head><body><main>{parts}</main></body></html>'


def opened(browser: Browser, *, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 740}).new_page()
    page.set_content(whole_page(), wait_until="commit")
    return page


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_scrolls_sideways(browser: Browser, width: int) -> None:
    assert opened(browser, width=width).evaluate(WIDER_THAN_THE_SCREEN) <= 0


def test_a_thumb_meets_what_it_aims_at(browser: Browser) -> None:
    assert opened(browser, width=360).evaluate(TOO_SMALL, TARGETS) == []


def test_no_text_is_smaller_than_sixteen_pixels(browser: Browser) -> None:
    assert opened(browser, width=360).evaluate(SMALL_TEXT) == []
