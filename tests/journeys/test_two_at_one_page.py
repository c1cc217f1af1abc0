"""小何 and 周琳 have one page open, and each is told of the other; then 小何 is dismissed while she writes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.test_editor_publishes import DESKTOP, sign_in
from tests.journeys.test_nothing_written_is_lost import SAVED, at_a_new_notice, stored_title
from yimen.accounts.actions.accounts import activate, deactivate
from yimen.accounts.models import User

pytestmark = pytest.mark.browser


@pytest.fixture
def hers(opened: Open, places: Places) -> Page:
    """小何's browser with a draft of hers."""
    page = at_a_new_notice(opened, places)
    page.locator("#id_title").fill("两人同写")
    page.locator(SAVED).wait_for()
    page.wait_for_url("**/edit/")
    return page


@pytest.fixture
def dismissed(places: Places) -> Iterator[User]:
    """小何, to be dismissed; taken on again for the journeys that follow."""
    person = User.objects.get(username="he")
    yield person
    activate(person, by=User.objects.get(username="lin"))


def test_each_is_told_of_the_other(hers: Page, opened: Open) -> None:
    zhous = opened(hers.url, viewport=DESKTOP)
    sign_in(zhous, "zhou")
    zhous.wait_for_url(hers.url)
    present = zhous.locator(".w-editing-sessions__session")
    present.hover()
    expect(zhous.locator("[data-tippy-root]").filter(has_text="小何")).to_be_visible()
    zhous.mouse.move(0, 0)
    with hers.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        hers.locator("#id_title").fill("两人同写，小何又改")
    zhous.get_by_role("button", name="小何保存了新版本").wait_for()  # each editor asks every ten seconds
    zhous.locator("#id_title").fill("周琳的题目")
    expect(zhous.get_by_text("保存将覆盖更新的版本")).to_be_visible()
    assert stored_title(hers) == "两人同写，小何又改", "nothing is written over unasked"


def test_who_is_dismissed_while_writing_is_told_and_loses_nothing(hers: Page, dismissed: User) -> None:
    deactivate(dismissed, by=User.objects.get(username="lin"))
    hers.locator("#id_title").fill("我还在写")
    expect(hers.get_by_text("您已退出登录")).to_be_visible()
    assert hers.locator("#id_title").input_value() == "我还在写", "it can still be copied"
    assert stored_title(hers) == "两人同写"
