"""A newcomer's errands on a phone, 360 pixels wide: each takes three taps at most, without JavaScript."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.city import Places
from tests.journeys.conftest import PHONE, Open
from tests.journeys.fitting import fits

pytestmark = pytest.mark.browser


class Thumb:
    """Taps, and counts how often."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def on(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.tap()
        self.taps += 1
        fits(self.page)


def test_the_education_bureaus_telephone_is_found(opened: Open, places: Places) -> None:
    """李先生, new in town, wants to ask about a school; the number is a link that the phone dials."""
    thumb = Thumb(opened(places.home, script=False))
    thumb.on(thumb.page.locator(".agency-index").get_by_role("link", name="教育局"))
    number = thumb.page.locator('a[href="tel:0999-2233445"]').first
    expect(number).to_be_visible()
    assert thumb.taps <= 3


def test_the_telephone_is_found_by_searching_too(opened: Open, places: Places) -> None:
    thumb = Thumb(opened(places.home, script=False))
    thumb.page.get_by_role("searchbox").fill("教育局")
    thumb.on(thumb.page.get_by_role("button", name="搜索"))
    expect(thumb.page.locator("main").locator('a[href="tel:0999-2233445"]')).to_be_visible()
    assert thumb.taps <= 3


def test_yesterdays_notice_is_read(opened: Open, places: Places) -> None:
    """王阿姨 heard on the bus that the water will be off."""
    thumb = Thumb(opened(places.home, script=False))
    thumb.on(thumb.page.get_by_role("link", name="城区东片计划停水通知"))
    expect(thumb.page.get_by_role("heading", level=1)).to_contain_text("停水")
    assert thumb.taps <= 3


def test_what_an_investor_needs_is_found(opened: Open, places: Places) -> None:
    """赵女士 from another city thinks of a factory here."""
    thumb = Thumb(opened(places.home, script=False))
    thumb.on(thumb.page.locator(".entrances").get_by_role("link", name="投资者"))
    thumb.on(thumb.page.locator("main .entry-list__title").first)
    expect(thumb.page.get_by_role("heading", level=1)).to_be_visible()
    assert thumb.taps <= 3


def test_search_and_entrances_are_in_reach_without_scrolling(opened: Open, places: Places) -> None:
    page = opened(places.home, script=False)
    for part in (".search-box--hero input", ".search-box--hero button", ".entrances"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"], part


def test_suggestions_are_chosen_by_keys_and_closed_by_escape(opened: Open, places: Places) -> None:
    page = opened(places.home, viewport={"width": 1440, "height": 900})
    field = page.get_by_role("combobox")
    field.fill("入学")
    choices = page.get_by_role("listbox").get_by_role("option")
    expect(choices.first).to_contain_text("入学办理")
    expect(page.locator(".search-box [role=status]")).to_contain_text("用上下方向键选择")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == choices.first.get_attribute("id")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "入学", "Escape closes the list and keeps the words"
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(places.article)
