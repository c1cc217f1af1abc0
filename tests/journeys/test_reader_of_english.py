"""Mr Tanaka was sent a Chinese address. He has a phone, no JavaScript and no Chinese."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.city import Places
from tests.journeys.conftest import PHONE, Open
from tests.journeys.fitting import fits
from tests.journeys.test_accessibility import complaints

pytestmark = pytest.mark.browser

NOTICE = "The page you were reading has no English edition."


def switch(page: Page, language: str) -> None:
    page.locator(".masthead__bar").get_by_role("link", name=language).tap()


def test_one_tap_to_the_same_text_in_english_and_one_back(opened: Open, places: Places) -> None:
    page = opened(places.article, script=False)
    switch(page, "English")
    page.wait_for_url(places.english_article)
    expect(page.get_by_role("heading", level=1)).to_have_text("When and where to enrol")
    expect(page.get_by_text(NOTICE)).to_have_count(0)
    fits(page)
    switch(page, "简体中文")
    page.wait_for_url(places.article)


def test_where_there_is_no_english_the_nearest_page_says_so(opened: Open, places: Places) -> None:
    page = opened(places.information, script=False)
    switch(page, "English")
    page.wait_for_url(re.compile("/en/#no-edition$"))
    expect(page.get_by_text(NOTICE)).to_be_visible()
    expect(page.get_by_text(NOTICE)).to_be_in_viewport()
    fits(page)


def test_who_comes_by_himself_sees_no_excuse(opened: Open, places: Places) -> None:
    for url in (places.english_home, places.english_news):
        page = opened(url, script=False)
        expect(page.get_by_text(NOTICE)).to_be_hidden()


def test_the_excuse_keeps_nobody_out(opened: Open, places: Places) -> None:
    page = opened(f"{places.english_news}#no-edition", viewport=PHONE)
    expect(page.get_by_text(NOTICE)).to_be_visible()
    assert complaints(page) == []


def test_back_to_chinese_from_a_page_that_is_english_alone(opened: Open, places: Places) -> None:
    page = opened(f"{places.english_home}", script=False)
    switch(page, "简体中文")
    page.wait_for_url(places.home)
    expect(page.get_by_text("您刚才看的页面没有中文版")).to_be_hidden()
