"""Somebody who uses no mouse: the skip link first, then the menu, then the news, and one always sees where."""

import pytest
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
FOCUSED = "() => document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"
IN_MAIN = "() => document.activeElement.closest('main') !== null"
SEEN = """() => {
  if (document.activeElement.matches("video")) return true;  // the browser's own controls show their focus
  const style = getComputedStyle(document.activeElement), box = document.activeElement.getBoundingClientRect();
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none")
    && box.bottom > 0 && box.top < innerHeight && box.width > 0;
}"""


def tab_to(page: Page, words: str, *, within: int = 60) -> None:
    """Press Tab until the focus stands on these words; at each stop the focus must be seen."""
    for _ in range(within):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), f"the focus is not seen on “{page.evaluate(FOCUSED)}”"
        if words in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"{within} times Tab did not reach “{words}”")


def test_the_skip_link_comes_first_and_leads_past_the_menu(opened: Open, places: Places) -> None:
    page = opened(places.news, viewport=DESKTOP)
    tab_to(page, "", within=1)
    assert page.evaluate("() => document.activeElement.hash") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(IN_MAIN), "after the skip link the first stop stands in the text"


def test_from_home_to_an_article_in_larger_text_without_a_mouse(opened: Open, places: Places) -> None:
    page = opened(places.home, viewport=DESKTOP)
    tab_to(page, "政务要闻")
    page.keyboard.press("Enter")
    page.wait_for_url(places.news)
    tab_to(page, "次常务会议")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zwyw/shizhengfu*/")
    tab_to(page, "无障碍")
    page.keyboard.press("Enter")
    tab_to(page, "放大文字", within=1)
    page.keyboard.press("Space")
    assert page.locator("html").get_attribute("data-text") == "large"
    assert page.get_by_role("status").filter(has_text="文字已放大。").count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "无障碍", "the bar closes and gives the focus back"
    assert not page.locator(".access__panel").is_visible()


def test_a_table_and_the_closed_parts_of_an_article_open_by_keyboard(opened: Open, places: Places) -> None:
    page = opened(places.article, viewport=DESKTOP)
    tab_to(page, "要带什么")
    assert not page.get_by_text("户口簿。").is_visible()
    page.keyboard.press("Enter")
    assert page.get_by_text("户口簿。").is_visible()


def test_the_focus_never_gets_stuck(opened: Open, places: Places) -> None:
    page = opened(places.article, viewport=DESKTOP)
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement === document.body"))
        if seen[-1]:
            break
    assert seen[-1], "past the last stop the focus leaves the page"
