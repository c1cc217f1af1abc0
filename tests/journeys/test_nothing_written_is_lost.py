"""What 小何 types is stored by itself: in the first second, while a save is on its way, and after a refusal."""

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.test_editor_publishes import DESKTOP, sign_in
from yimen.editorial.models import ArticlePage

pytestmark = pytest.mark.browser

SAVED = "#w-autosave-indicator[data-w-autosave-state-value=saved]"


def at_a_new_notice(opened: Open, places: Places) -> Page:
    page = opened(places.write_notice, viewport=DESKTOP)
    sign_in(page, "he")
    page.wait_for_url(places.write_notice)
    return page


def stored_title(page: Page) -> str:
    """The title in the newest version of the page that the editor's address names."""
    number = page.url.split("/pages/")[1].split("/")[0]
    revision = ArticlePage.objects.get(pk=number).get_latest_revision()
    assert revision is not None
    return str(revision.content["title"])


def test_a_title_typed_as_soon_as_the_editor_stands_there(opened: Open, places: Places) -> None:
    page = at_a_new_notice(opened, places)
    page.locator("#id_title").fill("防汛值班安排")
    page.locator(SAVED).wait_for()
    page.wait_for_url("**/edit/")
    assert stored_title(page) == "防汛值班安排"


def test_what_is_typed_while_a_save_is_on_its_way(opened: Open, places: Places) -> None:
    page = at_a_new_notice(opened, places)
    title = page.locator("#id_title")

    def type_on_and_let_it_go(route: Route) -> None:
        if route.request.method == "POST" and route.request.url == places.write_notice:
            title.press_sequentially("和补种")
        route.fallback()

    page.route(places.write_notice, type_on_and_let_it_go)
    title.fill("秋播")
    page.wait_for_url("**/edit/")
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        pass
    page.locator(SAVED).wait_for()
    assert stored_title(page) == "秋播和补种"


def test_writing_goes_on_being_stored_after_a_refusal(opened: Open, places: Places) -> None:
    page = at_a_new_notice(opened, places)
    page.locator("#id_title").fill("秋收调度")
    page.locator(SAVED).wait_for()
    page.locator("#id_title").fill("")
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-submit]").click()
    page.locator(".messages .error").wait_for()
    for written in ("秋收调度会", "秋收调度会议纪要"):
        with page.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
            page.locator("#id_title").fill(written)
        page.locator(SAVED).wait_for()
    assert stored_title(page) == "秋收调度会议纪要"
