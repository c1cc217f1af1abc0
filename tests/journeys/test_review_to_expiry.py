"""小何 writes, 吴审言 returns it with a reason, 小何 mends, the portal editor schedules; the clock publishes and ends
it; a wrong click is undone. And the duty editor publishes an urgent notice from a telephone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import PHONE, Open
from tests.journeys.test_editor_publishes import DESKTOP, add_paragraph, sign_in
from yimen.editorial.scheduling import publish_due

pytestmark = pytest.mark.browser

TITLE = "关于开展秋粮收购的通知"
SLUG = "guanyu-kaizhan-qiuliang-shougou-de-tongzhi"


def at_desk(
    opened: Open, places: Places, who: str, *, path: str = "review/", viewport: Any = DESKTOP
) -> Page:
    page = opened(f"{places.desk}{path}", viewport=viewport)
    sign_in(page, who)
    page.wait_for_url(f"{places.desk}{path}")
    return page


def test_from_the_first_draft_to_the_last_minute(opened: Open, places: Places) -> None:
    writer = opened(places.write_notice, viewport=DESKTOP)
    sign_in(writer, "he")
    writer.wait_for_url(places.write_notice)
    writer.locator("#id_title").fill(TITLE)
    add_paragraph(writer)
    submit(writer)

    reviewer = at_desk(opened, places, "wu")
    reviewer.get_by_role("link", name="退回", exact=True).click()
    reviewer.get_by_label("来源或依据未注明").check()
    reviewer.get_by_label("修改意见").fill("请注明收购价格的依据。")
    reviewer.get_by_role("button", name="退回").click()

    writer.goto(f"{places.desk}review/")
    assert "请注明收购价格的依据。" in writer.get_by_role("main").inner_text()
    writer.get_by_role("link", name="去修改").click()
    writer.locator("#id_summary").fill("依据省粮食局2026年第8号文。")
    submit(writer)
    reviewer.goto(f"{places.desk}review/")
    reviewer.get_by_role("button", name="通过", exact=True).click()

    start = timezone.localtime() + timedelta(minutes=10)
    editor = at_desk(opened, places, "bian")
    editor.get_by_role("link", name=TITLE).click()
    edit_url = editor.url
    schedule(editor, start, start + timedelta(minutes=30))
    public = f"{places.notices}{SLUG}/"
    assert editor.request.get(public).status == 404, "not before its hour"
    with time_machine.travel(start + timedelta(minutes=1)):
        publish_due()
        assert editor.request.get(public).status == 200
        click_wrongly_and_undo(editor, f"{edit_url.split('/edit')[0]}/unpublish/", public)
    with time_machine.travel(start + timedelta(minutes=31)):
        publish_due()
        gone = editor.goto(public)
    assert gone is not None
    assert gone.status == 410
    assert "已到期" in editor.get_by_role("main").inner_text()


def click_wrongly_and_undo(editor: Page, unpublish: str, public: str) -> None:
    editor.goto(unpublish)
    editor.get_by_label("误发").check()
    editor.get_by_role("button", name="撤下").click()
    assert editor.request.get(public).status == 410
    editor.get_by_role("button", name="恢复发布").click()
    editor.locator(".messages .success").wait_for()
    assert editor.request.get(public).status == 200, "the wrong click is undone"


def test_an_urgent_notice_from_a_telephone(opened: Open, places: Places) -> None:
    page = at_desk(opened, places, "ye", path="quick-notice/", viewport=PHONE)
    column = page.locator("#id_column option", has_text="云泽市农业农村局 › 通知公告")
    page.locator("#id_column").select_option(value=column.get_attribute("value"))
    page.locator("#id_title").fill("城区今晚停水")
    page.locator("#id_text").fill("主管破裂，东城区今晚停水。\n\n预计六点恢复。")
    page.locator("#id_reason").fill("来不及送审")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="立即发布").click()
    page.locator(".messages .success").wait_for()
    assert "紧急发布，待补审" in page.get_by_role("main").inner_text()
    page.goto(f"{places.notices}chengqu-jinwan-tingshui/")
    assert "预计六点恢复。" in page.get_by_role("main").inner_text()


def submit(page: Page) -> None:
    """Submitting stands in the drop-down beside the button that saves a draft."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-submit]").click()
    page.locator(".messages .success").wait_for()


def schedule(page: Page, start: datetime, end: datetime) -> None:
    """Set both times, which Wagtail keeps in a dialog, and approve the last step: it goes live at its hour."""
    for name, moment in (("go_live_at", start), ("expire_at", end)):
        page.locator(f"#id_{name}").evaluate(
            "(field, value) => { field.value = value; }", moment.strftime("%Y-%m-%d %H:%M")
        )
    approve = page.locator("button[data-workflow-action-name=approve]")
    if not approve.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    approve.first.click()
    page.locator(".messages .success").wait_for()
