"""周琳 signs in, writes a notice, publishes it, and finds it in its list a moment later."""

import pytest
from playwright.sync_api import Page

from tests.journeys.city import PASSWORD, Places
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
TITLE = "关于举办农民丰收节的通知"
HELD = "(text) => [...document.querySelectorAll('[name^=body-]')].some((field) => field.value.includes(text))"
TEXT = "丰收节定于九月二十三日在云湖广场举办。"


def test_an_editor_writes_and_publishes_a_notice(opened: Open, places: Places) -> None:
    page = opened(places.write_notice, viewport=DESKTOP)
    sign_in(page, "zhou")
    page.wait_for_url(places.write_notice)
    page.locator("#id_title").fill(TITLE)
    add_paragraph(page)
    publish(page)

    page.goto(places.notices)
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    page.wait_for_url(f"{places.notices}guanyu-juban-nongmin-fengshou-jie-de-tongzhi/")
    assert TEXT in page.get_by_role("main").inner_text()
    assert "云泽市农业农村局" in page.locator(".article-head").inner_text(), "the source is the department"


def test_a_wrong_password_opens_nothing(opened: Open, places: Places) -> None:
    page = opened(places.desk, viewport=DESKTOP)
    sign_in(page, "zhou", password="wrong")
    assert page.locator(".error-summary").count() == 1
    page.goto(places.write_notice)
    assert "/-/account/login/" in page.url


def sign_in(page: Page, username: str, *, password: str = PASSWORD) -> None:
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_load_state()


def add_paragraph(page: Page) -> None:
    """The first block of the body: running text, typed as a person types."""
    body = page.locator("[id$=body-section]")
    body.locator(".c-sf-add-button").first.click()
    page.get_by_role("option").first.click()  # running text comes first
    editor = body.locator("[contenteditable=true]").first
    editor.click()
    editor.press_sequentially(TEXT)
    page.wait_for_function(HELD, arg=TEXT)  # the editor hands its text to the form a moment later


def publish(page: Page) -> None:
    """Publish stands in the drop-down beside the button that saves a draft."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()
    page.locator(".messages .success").wait_for()
