"""王阿姨's old phone: 360 pixels wide, no JavaScript, a thumb."""

import pytest

from tests.journeys.city import Places
from tests.journeys.conftest import Open
from tests.journeys.fitting import fits

pytestmark = pytest.mark.browser


def test_from_home_through_a_column_to_an_article(opened: Open, places: Places) -> None:
    page = opened(places.home, script=False)
    fits(page)
    page.locator(".menu-fold > summary").tap()
    fits(page)
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="政务要闻").tap()
    page.wait_for_url(places.news)
    fits(page)
    page.get_by_role("link", name="下一页").tap()
    page.wait_for_url("**/zwyw/?page=*")
    fits(page)
    page.get_by_role("link", name="关于公布2025年秋季中小学入学办理时间和所需材料的通知").tap()
    page.wait_for_url(places.article)
    fits(page)
    assert (
        page.get_by_role("heading", level=1).inner_text().replace("\n", "").startswith("关于公布2025年秋季")
    )
    assert "2025-05-06 09:30" in page.locator(".article-head").inner_text()
    assert "云泽日报" in page.locator(".article-head").inner_text()
    page.locator(".breadcrumb").get_by_role("link", name="首页").tap()
    page.wait_for_url(places.home)


def test_a_table_is_pushed_sideways_inside_its_frame_only(opened: Open, places: Places) -> None:
    page = opened(places.article, script=False)
    frames = page.locator(".table-frame")
    assert frames.count() == 2
    for number in range(2):
        box = frames.nth(number).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
