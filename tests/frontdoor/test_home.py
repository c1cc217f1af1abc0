"""The home page: what editors put there, and nothing broken where there is nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import HOST
from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import Sheet, shown
from yimen.demo import factories
from yimen.editorial.models import ColumnPage
from yimen.frontdoor.models import CityHomePage
from yimen.subsites.models import MenuItem

pytestmark = pytest.mark.django_db


def compose(home: CityHomePage, *, tasks: list[Any] | None = None, sections: list[Any] | None = None) -> None:
    fresh = CityHomePage.objects.get(pk=home.pk)
    fresh.tasks, fresh.sections = tasks or [], sections or []
    fresh.save_revision().publish()


def latest(column: ColumnPage, *, style: str = "list", title: str = "") -> tuple[str, dict[str, Any]]:
    return "latest", {"title": title, "column": column.page_ptr, "count": 3, "style": style}


def links(*pairs: tuple[str, Any]) -> tuple[str, dict[str, Any]]:
    rows = [
        {
            "title": title,
            "line": "",
            "page": to if hasattr(to, "pk") else None,
            "url": "" if hasattr(to, "pk") else to,
        }
        for title, to in pairs
    ]
    return "links", {"title": "大家常办", "style": "tasks", "links": rows}


def test_an_empty_portal_is_not_broken(db: None) -> None:
    factories.portal()
    sheet = Sheet(Client(headers={"host": HOST}), "/")
    assert sheet.texts("<h1>") == ["中国·云泽"]
    assert [shown(h) for h in sheet.tree.iterfind(".//main//h2")] == []


def test_tasks_come_before_entrances_and_entrances_before_news(aunt_wang: Client, door: Door) -> None:
    factories.article(door.news, "云泽新闻")
    compose(door.city.home, tasks=[links(("公积金查询", "/fw/gjj/"))], sections=[latest(door.news)])
    words = Sheet(aunt_wang, "/").words
    assert words.index("公积金查询") < words.index("旅游者") < words.index("云泽新闻")


@pytest.mark.parametrize("style", ["list", "cards", "lead"])
def test_a_column_shows_its_newest_in_each_look(aunt_wang: Client, door: Door, style: str) -> None:
    for number in range(4):
        factories.article(door.news, f"第{number}条新闻")
    compose(door.city.home, sections=[latest(door.news, style=style)])
    words = Sheet(aunt_wang, "/").words
    assert words.index("第3条新闻") < words.index("第2条新闻") < words.index("第1条新闻")
    assert "第0条新闻" not in words, "three were asked for"


@pytest.mark.parametrize("style", ["list", "cards", "lead"])
def test_an_empty_column_says_so(aunt_wang: Client, door: Door, style: str) -> None:
    compose(door.city.home, sections=[latest(door.news, style=style)])
    sheet = Sheet(aunt_wang, "/")
    assert len(sheet.all("empty")) == 1
    assert sheet.titles == []


def test_a_section_takes_its_columns_name_unless_it_has_its_own(aunt_wang: Client, door: Door) -> None:
    compose(door.city.home, sections=[latest(door.news), latest(door.city.notices, title="教育通知")])
    assert [shown(h) for h in Sheet(aunt_wang, "/").tree.iterfind(".//main//h2")][:2] == [
        "政务要闻",
        "教育通知",
    ]


def test_nothing_on_the_home_page_leads_to_what_is_withdrawn(aunt_wang: Client, door: Door) -> None:
    """Editors arrange sections; months later somebody withdraws a page that one of them names."""
    gone = factories.information(door.city.home, "抗旱专栏", slug="khzl")
    kept = factories.information(door.city.home, "市情", slug="sq")
    closing = factories.column(door.city.home, "旧专题", slug="jzt")
    MenuItem.objects.create(title="旧专题", page=closing.page_ptr)
    MenuItem.objects.create(title="市情", page=kept.page_ptr)
    compose(
        door.city.home,
        tasks=[links(("抗旱专栏", gone), ("市情", kept), ("外站", "https://example.org/"))],
        sections=[latest(closing), latest(door.news)],
    )
    gone.unpublish()
    closing.unpublish(set_expired=False)
    sheet = Sheet(aunt_wang, "/")
    assert [shown(item) for item in sheet.all("menu__link")] == ["市情"]
    assert sheet.links["市情"] == "/sq/"
    assert sheet.links["外站"] == "https://example.org/"
    inside = {address for address in sheet.addresses if address.startswith("/")}
    dead = {address for address in inside if aunt_wang.get(address).status_code == 404}
    assert dead == set()


def test_a_page_that_was_deleted_leaves_the_home_page_whole(aunt_wang: Client, door: Door) -> None:
    gone = factories.information(door.city.home, "抗旱专栏", slug="khzl")
    closing = factories.column(door.city.home, "旧专题", slug="jzt")
    compose(door.city.home, tasks=[links(("抗旱专栏", gone))], sections=[latest(closing, title="专题")])
    gone.delete()
    closing.delete()
    sheet = Sheet(aunt_wang, "/")
    assert "/khzl/" not in sheet.addresses
    assert "专题" not in sheet.texts("<h2>")
    assert "" not in sheet.addresses, "a link without an address leads back to the same page"


def test_titles_are_text_never_markup(aunt_wang: Client, door: Door) -> None:
    factories.article(door.news, '<b>粗体</b> & "引号"')
    compose(door.city.home, sections=[latest(door.news)])
    sheet = Sheet(aunt_wang, "/")
    assert sheet.titles == ['<b>粗体</b> & "引号"']
    assert not list(sheet.tree.iter("b"))


def test_sections_stand_beside_each_other_as_the_editors_chose(aunt_wang: Client, door: Door) -> None:
    """A main section takes the side ones after it beside it; the next main one begins a new row."""
    other = latest(door.city.notices, title="通知")
    compose(
        door.city.home,
        sections=[
            with_width(latest(door.news, title="要闻"), "main"),
            with_width(other, "side"),
            with_width(latest(door.news, title="再一条"), "main"),
            latest(door.news, title="通栏"),
        ],
    )
    (row,) = Sheet(aunt_wang, "/").all("l-two--wide-first")
    assert [[shown(h) for h in column.iter("h2")] for column in row] == [["要闻"], ["通知"]]


def with_width(section: tuple[str, dict[str, Any]], width: str) -> tuple[str, dict[str, Any]]:
    return section[0], {**section[1], "width": width}


def test_what_is_open_to_the_public_stands_with_the_days_left_and_goes_when_it_is_over(
    aunt_wang: Client, door: Door
) -> None:
    """方晓 of the legal office asks for comments until next week; the hearing of last month is over."""
    today = timezone.localdate()
    for title, days in (
        ("养犬规定征求意见", 20),
        ("气价听证会", 6),
        ("今天截止的申报", 0),
        ("上月的听证会", -1),
    ):
        factories.article(door.news, title, open_until=today + timedelta(days=days))
    factories.article(door.news, "没有期限的新闻")
    compose(
        door.city.home, sections=[("open", {"title": "正在请您参与", "count": 5, "more": door.news.page_ptr})]
    )
    sheet = Sheet(aunt_wang, "/")
    assert sheet.titles == ["今天截止的申报", "气价听证会", "养犬规定征求意见"]
    assert sheet.texts("entry-list__note") == ["今天截止", "还剩6天", "还剩20天"]
    assert sheet.texts("entry-list__note--urgent") == ["今天截止", "还剩6天"]
    assert "已截止" in Sheet(aunt_wang, "/zwyw/").texts("entry-list__note"), (
        "in its column it stays, and says so"
    )


def test_figures_state_their_time_and_source_with_the_table_one_click_away(
    aunt_wang: Client, door: Door
) -> None:
    table = factories.information(door.city.home, "热线数据", slug="rexian")
    link = {"title": "看全部数据", "line": "", "page": table.page_ptr, "url": ""}
    figures = {
        "title": "12345",
        "figures": [{"value": "98.6", "unit": "%", "label": "按时答复"}],
        "period": "2026年10月",
        "source": "市12345热线中心",
        "links": [link],
    }
    compose(door.city.home, sections=[("figures", figures)])
    sheet = Sheet(aunt_wang, "/")
    assert sheet.texts("figures__value") == ["98.6%"]
    assert sheet.texts("figures__source") == ["2026年10月 来源：市12345热线中心"]
    assert sheet.links["看全部数据"] == "/rexian/"


def test_departments_stand_where_the_editors_put_them_and_only_once(aunt_wang: Client, door: Door) -> None:
    compose(door.city.home, sections=[("departments", {"title": "部门"}), latest(door.news)])
    headings = Sheet(aunt_wang, "/").tree.iterfind(".//main//h2")
    assert [shown(heading) for heading in headings] == ["部门", "政务要闻"]


def test_the_home_page_has_one_search_box_and_other_pages_one_in_their_header(
    aunt_wang: Client, door: Door
) -> None:
    assert [box.get("class") for box in Sheet(aunt_wang, "/").all("search-box")] == [
        "search-box search-box--hero"
    ]
    (box,) = Sheet(aunt_wang, "/zwyw/").all("search-box")
    assert box.get("class") == "search-box search-box--slim"
    assert box.find(".//form").get("action") == "/search/"
