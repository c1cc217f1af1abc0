"""王阿姨 looks for last year's notice, reads on from it, and says that it helped: a thumb, no JavaScript."""

import pytest

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.fitting import fits

pytestmark = pytest.mark.browser


def test_from_a_year_to_its_notice_and_on_to_the_next(opened: Open, places: Places) -> None:
    page = opened(places.news, script=False)
    page.locator(".filters").get_by_role("link", name="2025").tap()
    page.wait_for_url("**/zwyw/?year=2025")
    fits(page)
    assert "2025年，共 1 条" in page.locator(".column-head").inner_text()
    page.locator(".entry-list").get_by_role("link").first.tap()
    page.wait_for_url(places.article)
    fits(page)
    page.locator(".turn").get_by_role("link", name="下一篇").tap()
    page.wait_for_url(lambda url: url.startswith(places.news) and url != places.article)
    page.locator(".turn").get_by_role("link", name="上一篇").tap()
    page.wait_for_url(places.article)


def test_she_says_that_it_helped_and_reads_what_became_of_it(opened: Open, places: Places) -> None:
    page = opened(places.article, script=False)
    answers = page.locator(".feedback__said")
    assert [answer.is_visible() for answer in answers.all()] == [False, False]
    page.get_by_role("button", name="有帮助", exact=True).tap()
    page.wait_for_url(f"{places.article}#counted")
    assert page.get_by_text("您的评价已记录，谢谢您。").is_visible()
    page.get_by_role("button", name="没有帮助").tap()
    page.wait_for_url(f"{places.article}#not-counted")
    assert page.locator("#not-counted").is_visible()
    assert page.context.cookies() == []


def test_the_columns_around_are_folded_below_the_list(opened: Open, places: Places) -> None:
    page = opened(places.notices, script=False)
    side = page.locator(".side-nav")
    assert not side.get_by_role("link", name="领导信息").is_visible()
    side.locator("summary").tap()
    assert side.get_by_role("link", name="领导信息").is_visible()
    fits(page)
    wide = opened(places.notices, script=False, viewport={"width": 1440, "height": 900})
    assert wide.locator(".side-nav").get_by_role("link", name="通知公告").is_visible()
