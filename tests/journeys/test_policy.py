"""With the browser's policy in force nothing breaks: no page and no screen of the desk does what it forbids."""

from dataclasses import astuple

import pytest
from playwright.sync_api import Page

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.test_editor_publishes import DESKTOP, add_paragraph, sign_in

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""
FORBIDDEN = """
const script = document.createElement("script");
script.textContent = "window.wasRun = true";
document.body.append(script);
const link = document.createElement("a");
link.setAttribute("onclick", "window.wasRun = true");
document.body.append(link);
link.click();
"""
SCREENS = (
    "", "pages/", "images/", "documents/", "redirects/add/", "users/", "users/add/", "groups/", "workflows/list/",
    "reports/site-history/", "reports/log/", "reports/background-work/", "reports/aging-pages/", "account/",
    "snippets/", "collections/", "settings/subsites/portalsettings/",
)  # fmt: skip


def violations(page: Page) -> list[str]:
    page.wait_for_load_state()
    found: list[str] = page.evaluate("window.violations")
    return [f"{page.url}: {one}" for one in found]


def test_no_public_page_does_what_its_policy_forbids(opened: Open, places: Places) -> None:
    page = opened(places.home, viewport=DESKTOP, before=WATCH)
    found = []
    for url in astuple(places):
        if "/admin/" not in url:
            page.goto(url)
            found += violations(page)
    assert not found


def test_a_script_that_was_smuggled_into_a_page_does_not_run(opened: Open, places: Places) -> None:
    for url in (places.article, places.own_host, places.desk):
        page = opened(url, viewport=DESKTOP, before=WATCH)
        page.evaluate(f"() => {{ {FORBIDDEN} }}")
        assert page.evaluate("window.wasRun") is None
        assert len(violations(page)) >= 2


def test_no_screen_of_the_desk_does_what_its_policy_forbids(opened: Open, places: Places) -> None:
    page = opened(places.desk, viewport=DESKTOP, before=WATCH)
    sign_in(page, "lin")
    found = []
    for screen in SCREENS:
        page.goto(f"{places.desk}{screen}")
        found += violations(page)
    assert not found


def test_the_editor_works_with_the_policy_on(opened: Open, places: Places) -> None:
    page = opened(places.write_notice, viewport=DESKTOP, before=WATCH)
    sign_in(page, "lin")
    page.wait_for_url(places.write_notice)
    page.locator("#id_title").fill("通知")
    add_paragraph(page)
    page.locator("[id$=placements-ADD]").click()
    page.locator("[id=inline_child_placements-0]").wait_for()
    date = page.locator("#id_released_at")
    date.click()
    page.locator(".xdsoft_datetimepicker:visible").first.wait_for()
    assert not violations(page)
