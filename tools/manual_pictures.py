"""Takes the pictures of the desk's manual from a running demo city, and changes that city on the way.

    bin/demo --port 8000                       in another terminal; a fresh data folder gives the same pictures
    python -m tools.manual_pictures            [--base http://localhost:8000] [--data DATA_FOLDER] [SCENE …]

Each scene signs somebody in, goes where the task leads and cuts out the part of the screen that the step speaks of.
Playwright drives the system's Chromium. Pictures are WebP of at most 60 KB, as wide as the manual shows them.
"""

import argparse
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.editorial.papers import notice
from yimen.editorial.manual import STATIC

HEAVIEST = 60 * 1024
SETTLED = 1500  # milliseconds
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDE, PHONE = {"width": 1100, "height": 760}, {"width": 390, "height": 800}
TITLE = "关于做好2026年冬季供暖保障工作的通知"
SUMMARY = "明确供暖时间、热线电话和保障措施。供暖期为11月15日至次年3月15日。"
MARK = """(element) => {
  const box = element.getBoundingClientRect(), ring = document.createElement("div");
  ring.style.cssText = `position:absolute;z-index:9999;border:3px solid #c8102e;border-radius:6px;pointer-events:none;
    left:${box.left + scrollX - 6}px;top:${box.top + scrollY - 6}px;
    width:${box.width + 12}px;height:${box.height + 12}px`;
  document.body.append(ring);
}"""


@dataclass
class Studio:
    """The demo, its people, and where pictures go."""

    base: str
    passwords: dict[str, str]
    browser: Browser
    pages: dict[tuple[str, int], Page] = field(default_factory=dict)

    def as_(self, who: str, path: str = "/admin/", *, viewport: dict[str, int] = WIDE) -> Page:
        """A screen of the desk, seen by this person."""
        key = (who, viewport["width"])
        if key not in self.pages:
            context = self.browser.new_context(
                viewport=viewport, locale="zh-CN", color_scheme="light", reduced_motion="reduce"
            )  # type: ignore[arg-type]  # a dictionary of both
            self.pages[key] = page = context.new_page()
            page.goto(f"{self.base}/admin/")
            page.locator("input[name=login]").fill(who)
            page.locator("input[name=password]").fill(self.passwords[who])
            page.get_by_role("button", name="登录", exact=True).click()
            page.wait_for_url("**/admin/**")
        page = self.pages[key]
        page.goto(f"{self.base}{path}")
        page.wait_for_load_state("networkidle")
        return page

    def take(self, page: Page, name: str, *, marked: Locator | None = None, height: int = 0) -> None:
        """The visible part of the screen, from the top down to `height` pixels, with a ring around what is meant."""
        if marked is not None:
            marked.first.evaluate(MARK)
        size = page.viewport_size or WIDE
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
        store(page.screenshot(clip=clip), name)  # type: ignore[arg-type]  # a dictionary of four numbers


def store(shot: bytes, name: str) -> None:
    """As WebP, at the best quality that stays below the limit."""
    picture = Image.open(BytesIO(shot)).convert("RGB")
    for quality in (88, 80, 70, 60, 45, 30):
        written = BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= HEAVIEST:
            break
    (STATIC / f"{name}.webp").write_bytes(written.getvalue())
    print(f"{name}.webp  {picture.width} × {picture.height}, {written.tell() // 1024} KB, quality {quality}")


# ── The tasks ──
def write(studio: Studio) -> None:
    """郑小稿 writes and submits."""
    column = column_of(studio)
    page = studio.as_("writer", f"/admin/pages/{column}/")
    studio.take(page, "write-column", marked=page.locator("header a[href*='add_subpage']"), height=330)
    page = studio.as_("writer", f"/admin/pages/add/editorial/articlepage/{column}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill(SUMMARY)
    page.wait_for_url("**/edit/")
    page.locator("#w-autosave-indicator[data-w-autosave-state-value=saved]").wait_for()
    page.locator("#id_title").blur()
    studio.take(page, "write-form")
    add = page.locator("[id$=body-section] .c-sf-add-button").first
    add.scroll_into_view_if_needed()
    add.click()
    page.get_by_role("option").first.wait_for()
    studio.take(page, "pictures-blocks")
    page.get_by_role("option").first.click()
    editor = page.locator("[id$=body-section] [contenteditable=true]").first
    editor.click()
    with stored(page):
        editor.press_sequentially("供暖期内，各供热企业应当保证室内温度不低于18摄氏度。")
    page.locator("[data-desk-checks]").scroll_into_view_if_needed()
    page.locator("#main, .content-wrapper, main").first.evaluate("(box) => { box.scrollTop = 0; }")
    page.mouse.wheel(0, -5000)
    page.wait_for_timeout(SETTLED)
    studio.take(page, "write-checks", marked=page.locator("[data-desk-checks]"), height=420)
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    submit = page.locator("button[name=action-submit]")
    submit.wait_for()
    studio.take(page, "write-submit", marked=submit)
    submit.click()
    page.locator(".messages .success").wait_for()


def bring_in(studio: Studio) -> None:
    page = studio.as_("writer", "/admin/manuscripts/")
    studio.take(page, "import-upload", height=400)
    manuscript = {"name": "招生通知.docx", "mimeType": WORD, "buffer": notice()}
    page.locator("#id_file").set_input_files(manuscript)  # type: ignore[arg-type]  # a file by its parts
    page.locator("form[method=post] [type=submit]").last.click()
    page.locator("#id_title").wait_for()
    studio.take(page, "import-draft")
    page.locator("#id_alt_0").evaluate("(field) => field.scrollIntoView({ block: 'center' })")
    studio.take(page, "import-alt", marked=page.locator("#id_alt_0"))


def review(studio: Studio) -> None:
    page = studio.as_("reviewer")
    studio.take(page, "review-home", marked=page.locator(".waiting__count").first, height=460)
    page = studio.as_("reviewer", "/admin/review/")
    studio.take(page, "review-queue", height=520)
    page.get_by_role("link", name="退回", exact=True).first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "review-return")


def schedule(studio: Studio) -> None:
    page = studio.as_("fgw", f"/admin/pages/{first_text(studio)}/edit/")
    page.locator("[data-side-panel-toggle=status]").first.click()
    page.wait_for_timeout(800)
    button = page.get_by_role("button", name="设定时间").or_(page.get_by_role("button", name="设置计划"))
    studio.take(page, "schedule-status", marked=button)
    button.first.click()
    page.wait_for_timeout(800)
    studio.take(page, "schedule-dialog")


def urgent(studio: Studio) -> None:
    page = studio.as_("duty", "/admin/quick-notice/", viewport=PHONE)
    page.locator("#id_column").select_option(index=1)
    page.locator("#id_title").fill("城区今晚停水通知")
    page.locator("#id_text").fill("东城区今晚20时至次日6时停水。请提前储水。")
    studio.take(page, "urgent-form")
    page.locator("#id_reason").fill("主管破裂，需立即抢修")
    page.locator("#id_reason").evaluate("(field) => field.scrollIntoView({ block: 'center' })")
    studio.take(page, "urgent-reason", marked=page.locator("#id_reason"))
    page.get_by_role("button", name="立即发布").click()
    page.locator(".messages .success").wait_for()
    page.wait_for_timeout(SETTLED)
    studio.take(page, "urgent-done")


def withdraw(studio: Studio) -> None:
    page = studio.as_("fgw", f"/admin/pages/{first_text(studio)}/unpublish/")
    studio.take(page, "withdraw-form")


def place(studio: Studio) -> None:
    page = studio.as_("fgw", f"/admin/pages/{first_text(studio)}/edit/")
    placements = page.locator("section", has=page.locator("#id_placements-TOTAL_FORMS")).last
    placements.scroll_into_view_if_needed()
    placements.get_by_role("button").last.click()
    page.wait_for_timeout(500)
    studio.take(page, "place-panel", marked=placements)


def keep_menu(studio: Studio) -> None:
    page = studio.as_("fgw", "/admin/snippets/subsites/menuitem/")
    studio.take(page, "menu-list", height=420)
    page = studio.as_("fgw", "/admin/snippets/subsites/menuitem/add/")
    studio.take(page, "menu-form", height=640)


def account(studio: Studio) -> None:
    page = studio.as_("writer", "/-/account/")
    studio.take(page, "account-security")
    page = studio.as_("writer", "/admin/deputyship/new/")
    studio.take(page, "account-deputy", height=460)


SCENES: dict[str, Callable[[Studio], None]] = {
    "write": write,
    "import": bring_in,
    "review": review,
    "schedule": schedule,
    "urgent": urgent,
    "withdraw": withdraw,
    "place": place,
    "menu": keep_menu,
    "account": account,
}


def column_of(studio: Studio) -> str:
    """The number of the department's column of notices."""
    page = studio.as_("fgw", "/admin/quick-notice/")
    option = page.locator("#id_column option", has_text="通知公告").first
    return option.get_attribute("value") or ""


def first_text(studio: Studio) -> str:
    """The number of a public text in that column."""
    page = studio.as_("fgw", f"/admin/pages/{column_of(studio)}/")
    address = page.locator("main table a[href$='/edit/']").last.get_attribute("href") or ""
    return address.split("/pages/")[1].split("/")[0]


@contextmanager
def stored(page: Page) -> Iterator[None]:
    """Until the editor has stored by itself what is typed inside."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        yield
    page.wait_for_timeout(SETTLED)


def main() -> None:
    """Take all scenes, or those that are named."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--base", default="http://localhost:8000")
    asked.add_argument("--data", type=Path, default=Path("var"))
    asked.add_argument("scenes", nargs="*", choices=[*SCENES, []])
    options = asked.parse_args()
    people = json.loads((options.data / "demo-sign-ins.json").read_text(encoding="utf-8"))
    chromium = next(path for name in CHROMIUM if (path := shutil.which(name)))
    STATIC.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        passwords = {person["username"]: person["password"] for person in people}
        studio = Studio(options.base, passwords, browser)
        for name in options.scenes or SCENES:
            SCENES[name](studio)
        browser.close()


if __name__ == "__main__":
    main()
