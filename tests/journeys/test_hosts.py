"""An exempt department under its own name, and old addresses that lead to the new pages."""

import pytest

from tests.journeys.city import OWN_HOST, Places
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser


def test_an_exempt_department_answers_under_its_own_name(opened: Open, places: Places) -> None:
    page = opened(places.directory, script=False)
    page.get_by_role("link", name="云泽市教育局").click()
    page.wait_for_url(places.own_host)
    assert page.locator("link[rel=canonical]").get_attribute("href") == places.own_host
    page.get_by_role("main").get_by_role("link", name="云泽一中百年校庆").click()
    page.wait_for_url(f"{places.own_host}jyxw/xiaoqing/")
    assert "云泽市教育局" in page.title()
    page.locator(".masthead__home").click()
    page.wait_for_url(places.home)


def test_the_departments_path_on_the_portal_leads_to_its_own_name(opened: Open, places: Places) -> None:
    page = opened(f"{places.home}bm/jyj/jyxw/xiaoqing/?from=qq", script=False)
    assert page.url == f"{places.own_host}jyxw/xiaoqing/?from=qq"
    assert OWN_HOST in page.url


def test_an_old_address_leads_to_the_new_page(opened: Open, places: Places) -> None:
    page = opened(places.old_address, script=False)
    assert page.url == places.moved
    assert page.get_by_role("heading", level=1).inner_text().replace("\n", "") == "关于做好春耕备耕工作的通知"


def test_an_old_address_that_nobody_knows_leads_to_the_departments_new_site(
    opened: Open, places: Places
) -> None:
    page = opened(places.old_address.partition("/html/")[0] + "/nirgends.asp", script=False)
    page.locator("main a").first.click()
    page.wait_for_url(places.subsite)
