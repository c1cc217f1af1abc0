"""林主任 prints a notice for the board in the hall: the paper says whose it is and where its text is found."""

import pytest
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
FOR_SCREENS = (
    ".menu",
    ".breadcrumb",
    ".l-aside",
    ".masthead__bar",
    ".feedback",
    ".turn",
    ".share__tools",
    ".search-box",
)


def on_paper(page: Page) -> Page:
    """As the printer sees it, with what scripts do for it."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_paper_ends_with_its_address_to_read_and_to_scan(
    opened: Open, places: Places, script: bool
) -> None:
    page = opened(places.article, script=script, viewport=DESK)
    page.emulate_media(media="print")
    assert page.locator(".share__link").inner_text() == places.article
    code = page.locator(".share__qr")
    box = code.bounding_box()
    assert box is not None and box["width"] == box["height"] > 90, "26 mm, though it stands folded on screen"
    if script:
        assert code.evaluate("picture => picture.complete && picture.naturalWidth > 0")
    name = page.locator(".masthead__name")
    assert name.is_visible() and name.inner_text() == "中国·云泽"


def test_what_only_a_screen_can_use_is_left_out(opened: Open, places: Places) -> None:
    page = on_paper(opened(places.article, viewport=DESK))
    assert [name for name in FOR_SCREENS for part in page.locator(name).all() if part.is_visible()] == []
    assert page.locator("button:visible").count() == 0
    background, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    )
    assert (background, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_the_address_of_an_attachment_is_whole(opened: Open, places: Places) -> None:
    page = on_paper(opened(places.article, viewport=DESK))
    printed = page.locator(".attachments a").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert f"http://{places.article.split('/')[2]}/documents/" in printed


def test_dark_scheme_and_elder_mode_print_as_everybody_does(opened: Open, places: Places) -> None:
    page = opened(places.article, viewport=DESK)
    page.context.add_cookies(
        [{"name": "yimen_prefs", "value": "contrast:high.mode:elder", "url": places.article}]
    )
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.locator("html").get_attribute("data-mode") == "elder"
    page.emulate_media(media="print", color_scheme="dark")
    background, size = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).fontSize]"
    )
    assert background == "rgb(255, 255, 255)"
    assert float(size.removesuffix("px")) < 20


def test_the_link_is_copied_by_one_button(opened: Open, places: Places) -> None:
    page = opened(places.article, viewport=DESK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("链接已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == places.article


def test_without_script_the_address_and_the_code_are_there_all_the_same(opened: Open, places: Places) -> None:
    page = opened(places.article, script=False)
    assert page.get_by_role("button", name="复制链接").count() == 0
    assert page.get_by_role("link", name=places.article).is_visible()
    page.get_by_text("手机扫码阅读").tap()
    assert page.get_by_role("img", name="本页网址的二维码").is_visible()
