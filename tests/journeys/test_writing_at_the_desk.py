"""周琳 pastes from Word on a laptop, and publishes a notice from the phone in her hand."""

from pathlib import Path

import pytest

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.fitting import WIDER
from tests.journeys.test_editor_publishes import DESKTOP, sign_in

pytestmark = pytest.mark.browser

WORD = Path(__file__).parents[1] / "editorial/clipboard/word.html"
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "纯文字");
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_a_paste_from_word_becomes_structure(opened: Open, places: Places) -> None:
    page = opened(places.write_notice, viewport=DESKTOP)
    sign_in(page, "zhou")
    page.wait_for_url(places.write_notice)
    page.locator("#id_title").fill("关于做好秋季招生工作的通知")
    body = page.locator("[id$=body-section]")
    body.locator(".c-sf-add-button").first.click()
    page.get_by_role("option").first.click()
    editor = body.locator("[contenteditable=true]").first
    editor.click()
    page.evaluate(PASTE, WORD.read_text(encoding="utf-8"))
    page.locator(".desk-pasted li").first.wait_for()
    assert editor.locator("h2").all_inner_texts()[:2] == ["关于做好秋季招生工作的通知", "一、总体要求"]
    assert editor.locator("ul li").count() >= 2
    assert editor.locator("ol li").count() == 2
    assert "字体" in page.locator(".desk-pasted").inner_text()


def test_a_notice_goes_out_from_a_phone(opened: Open, places: Places) -> None:
    page = opened(f"{places.desk}quick-notice/")
    sign_in(page, "zhou")
    page.wait_for_url("**/quick-notice/")
    page.locator("#id_title").fill("暴雨停课通知")
    page.locator("#id_text").fill("因暴雨，明日全市中小学停课。")
    page.locator("#id_column").select_option(index=1)
    assert page.evaluate(WIDER) <= 0
    page.get_by_role("button", name="立即发布").click()
    page.locator(".messages .success").wait_for()
    page.get_by_role("link", name="查看页面").wait_for()


def test_the_editor_can_be_used_on_a_phone(opened: Open, places: Places) -> None:
    page = opened(places.write_notice)
    sign_in(page, "zhou")
    page.wait_for_url(places.write_notice)
    page.locator("#id_title").fill("手机上写的通知")
    assert page.evaluate(WIDER) <= 0
    page.goto(f"{places.desk}manuscripts/")
    assert page.evaluate(WIDER) <= 0
