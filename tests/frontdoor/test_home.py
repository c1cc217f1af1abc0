"""The home page: what editors put there, and nothing broken where there is nothing."""

from typing import Any

import pytest
from django.test import Client

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
    assert sheet.texts("<h2>") == []


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
