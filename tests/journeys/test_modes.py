"""王阿姨 sees and aims less well than she did: larger text, elder mode, a guide line, a voice."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.fitting import fits

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
DESKTOP = {"width": 1280, "height": 800}
TEXT_SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize)"
UNDER_18 = """() => [...document.querySelectorAll("body *")]
  .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .filter((part) => part.checkVisibility() && parseFloat(getComputedStyle(part).fontSize) < 18)
  .map((part) => part.className || part.tagName)"""
# Blocks to press; links in lists and in running text have their line.
UNDER_60 = """() => [...document.querySelectorAll(
    "button, summary, input:not([type=hidden]), .button, .menu__link, .entrances__channel, .link-grid__link")]
  .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 59.5)
  .map((target) => `${target.textContent.trim()} ${target.getBoundingClientRect().height}`)"""
# A browser's voice that says nothing and writes down what it was told.
VOICE = """(() => {
  const waiting = [];
  window.spoken = [];
  const voice = {
    cancel() { waiting.length = 0; },
    pause() { spoken.push("pause"); },
    resume() { if (spoken.at(-1) === "pause") spoken.push("resume"); },
    speak(speech) { waiting.push(speech); spoken.push(`${speech.lang}: ${speech.text.trim()}`); },
  };
  window.finishSpeaking = () => { for (const speech of waiting.splice(0)) speech.onend?.(); };
  window.failSpeaking = () => waiting.shift().onerror?.({ error: "language-unavailable" });
  Object.defineProperty(window, "speechSynthesis", { value: voice });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()"""
MUTE = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"


def press(page: Page, name: str) -> None:
    """Press a switch of the accessibility bar, unfolding it first."""
    if not page.locator(".access__panel").is_visible():
        page.locator(".access__summary").click()
    page.locator(".access").get_by_role("button", name=name).click()


def cookie(page: Page) -> str:
    return next((kept["value"] for kept in page.context.cookies() if kept["name"] == "yimen_prefs"), "")


def said(page: Page) -> Any:
    return page.locator("[data-said]").text_content()


@BOTH
def test_larger_text_is_three_taps_away_and_stays(opened: Open, places: Places, script: bool) -> None:
    page = opened(places.article, script=script)
    before = page.evaluate(TEXT_SIZE)
    assert before == 18
    press(page, "放大文字")
    page.wait_for_selector("html[data-text=large]", state="attached")
    assert page.evaluate(TEXT_SIZE) == 22.5
    assert page.url == places.article
    assert cookie(page) == "text:large"

    page.goto(places.news)
    assert page.evaluate(TEXT_SIZE) == 22.5
    fits(page)
    page.locator(".access__summary").click()
    pressed = page.get_by_role("button", name="放大文字")
    assert pressed.get_attribute("aria-pressed") == "true"
    pressed.click()
    page.wait_for_selector("html:not([data-text])", state="attached")
    assert page.evaluate(TEXT_SIZE) == before
    assert cookie(page) == ""


def test_with_script_the_page_is_not_loaded_anew_and_the_change_is_said(opened: Open, places: Places) -> None:
    page = opened(places.home)
    page.evaluate("() => { window.here = true; }")
    press(page, "高对比度")
    assert page.evaluate("() => window.here") is True
    assert said(page) == "高对比度已开启。"
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    press(page, "高对比度")
    assert said(page) == "高对比度已关闭。"


@BOTH
def test_elder_mode_is_entered_and_left_by_one_button_on_every_page(
    opened: Open, places: Places, script: bool
) -> None:
    page = opened(places.home, script=script)
    page.get_by_role("button", name="长辈模式").click()
    page.wait_for_selector("html[data-mode=elder]", state="attached")
    for place in (places.home, places.news, places.article, places.entrance, places.missing):
        page.goto(place)
        fits(page)
        assert page.evaluate(UNDER_18) == [], place
        assert page.evaluate(UNDER_60) == [], place
    leave = page.get_by_role("button", name="退出长辈模式")
    assert leave.is_visible()
    leave.click()
    page.wait_for_selector("html:not([data-mode])", state="attached")
    assert cookie(page) == ""
    assert page.get_by_role("button", name="长辈模式").inner_text().strip() == "长辈模式"


@BOTH
def test_everything_is_taken_back_at_once_but_the_entrance(
    opened: Open, places: Places, script: bool
) -> None:
    everything = "entrance:citizen.text:large.contrast:high.mode:elder"
    page = opened(places.home, script=script, choices=everything)
    press(page, "全部恢复原样")
    page.wait_for_selector("html:not([data-text], [data-contrast], [data-mode])", state="attached")
    assert cookie(page) == "entrance:citizen"


def test_the_guide_line_follows_focus_and_pointer(opened: Open, places: Places) -> None:
    page = opened(places.article, viewport=DESKTOP)
    page.locator(".access__summary").press("Enter")
    switch = page.get_by_role("button", name="辅助线")
    switch.press("Enter")
    assert switch.get_attribute("aria-pressed") == "true"
    page.wait_for_selector(".guide--down")
    page.keyboard.press("Tab")
    focus = page.evaluate("() => document.activeElement.getBoundingClientRect().bottom")
    line = page.locator(".guide--across").bounding_box()
    assert line is not None
    assert abs(line["y"] - focus) < 4
    page.mouse.move(400, 300)
    down, across = (page.locator(f".guide--{name}").bounding_box() for name in ("down", "across"))
    assert down is not None and across is not None
    assert (down["x"], across["y"]) == (400, 300)

    page.goto(places.news)
    page.wait_for_selector(".guide--down")  # kept on the next page
    press(page, "辅助线")
    page.wait_for_selector(".guide", state="detached")
    assert cookie(page) == ""


def test_a_voice_reads_paragraph_by_paragraph_by_keyboard(opened: Open, places: Places) -> None:
    page = opened(places.article, viewport=DESKTOP, before=VOICE)
    page.locator(".access__summary").press("Enter")
    page.locator(".access").get_by_role("button", name="朗读").press("Enter")
    reader = page.get_by_role("region", name="朗读")
    reader.get_by_role("button", name="开始朗读").press("Enter")
    title = page.locator("main h1")
    assert "is-being-read" in (title.get_attribute("class") or "")
    first = page.evaluate("() => window.spoken[0]")
    assert first.startswith("zh-Hans: 关于公布2025年秋季")

    page.evaluate("() => window.finishSpeaking()")
    assert "is-being-read" not in (title.get_attribute("class") or "")
    assert page.locator(".is-being-read").count() == 1, "goes on with the next paragraph by itself"
    reader.get_by_role("button", name="暂停").press("Enter")
    assert page.evaluate("() => window.spoken.at(-1)") == "pause"
    reader.get_by_role("button", name="开始朗读").press("Enter")
    assert page.evaluate("() => window.spoken.at(-1)") == "resume"
    reader.get_by_role("button", name="上一段").press("Enter")
    assert page.evaluate("() => window.spoken.at(-1)") != "resume"
    assert "is-being-read" in (title.get_attribute("class") or "")

    reader.get_by_role("button", name="关闭朗读").press("Enter")
    reader.wait_for(state="hidden")
    assert page.locator(".is-being-read").count() == 0
    assert said(page) == "朗读已关闭。"


def test_the_tools_of_a_text_stand_under_its_title(opened: Open, places: Places) -> None:
    page = opened(places.article, before=VOICE)
    tools = page.locator(".article-head .facts__tools")
    larger = tools.get_by_role("button", name="放大文字")
    larger.tap()
    assert page.evaluate(TEXT_SIZE) == 22.5
    assert larger.get_attribute("aria-pressed") == "true"
    tools.get_by_role("button", name="朗读").tap()
    page.get_by_role("region", name="朗读").get_by_role("button", name="开始朗读").tap()
    assert page.locator("main h1.is-being-read").count() == 1


def test_the_voice_begins_at_the_paragraph_that_is_pointed_at(opened: Open, places: Places) -> None:
    page = opened(places.article, choices="read:on", before=VOICE)
    page.get_by_role("region", name="朗读").wait_for()  # kept from the page before
    assert page.evaluate("() => window.spoken") == [], "nothing speaks unasked"
    paragraph = page.locator("main .prose p").first
    paragraph.click()
    words = paragraph.inner_text().strip()
    assert words.startswith(page.evaluate("() => window.spoken[0]").removeprefix("zh-Hans: "))


def test_a_voice_that_fails_says_so(opened: Open, places: Places) -> None:
    page = opened(places.article, choices="read:on", before=VOICE)
    page.get_by_role("button", name="开始朗读").click()
    page.evaluate("() => window.failSpeaking()")
    assert page.locator("[data-reader-said]").text_content() == "此浏览器没有可以朗读本文的语音。"
    assert page.get_by_role("button", name="开始朗读").is_visible()


def test_a_browser_without_voice_offers_none(opened: Open, places: Places) -> None:
    page = opened(places.article, choices="read:on", before=MUTE)
    page.locator(".access__summary").click()
    assert page.get_by_role("button", name="辅助线").is_visible()
    assert page.get_by_role("button", name="朗读").count() == 0


def test_without_script_only_what_works_is_offered(opened: Open, places: Places) -> None:
    page = opened(places.home, script=False)
    page.locator(".access__summary").click()
    offered = page.locator(".access__switch:visible").all_inner_texts()
    assert [words.strip() for words in offered] == ["放大文字", "高对比度"]
