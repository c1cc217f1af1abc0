"""王阿姨 types what she is looking for; what not everybody may read is never found."""

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import Sheet, queries_of
from yimen.demo import factories
from yimen.frontdoor.models import CityHomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(door: Door) -> Door:
    """News of housing funds, a restricted column, a task on the home page; all in the index."""
    fund = factories.article(
        door.news,
        "住房公积金提取办法",
        summary="租房、购房怎么提。",
        body=[("paragraph", "<p>缴存满三个月。</p>")],
    )
    factories.article(door.news, "稳岗返还", body=[("paragraph", "<p>公积金缓缴另行通知。</p>")])
    inside = factories.column(door.city.home, "内部通报", slug="nbtb")
    factories.article(inside, "公积金内部口径")
    PageViewRestriction.objects.create(page=inside.page_ptr, restriction_type=PageViewRestriction.LOGIN)
    inside.settle_in_pool()
    for page in inside.get_children().specific():
        page.settle_in_pool()
    home = CityHomePage.objects.get(pk=door.city.home.pk)
    link = {"title": "公积金提取", "line": "", "page": fund.page_ptr, "url": ""}
    home.tasks = [("links", {"title": "大家常办", "style": "tasks", "links": [link]})]
    home.save_revision().publish()
    call_command("wagtail_update_index", verbosity=0)
    return door


def suggested(visitor: Client, query: str, path: str = "/-/suggest") -> list[str]:
    return [item["title"] for item in visitor.get(path, {"q": query}).json()["suggestions"]]


def test_titles_come_before_texts_and_what_is_not_for_everybody_is_not_found(
    aunt_wang: Client, full: Door
) -> None:
    sheet = Sheet(aunt_wang, "/search/?q=公积金")
    assert sheet.titles == ["住房公积金提取办法", "稳岗返还"]
    assert sheet.texts("entry-list__summary") == ["租房、购房怎么提。"]
    assert "内部" not in sheet.words


def test_what_was_typed_is_marked_in_what_was_found_and_counted(aunt_wang: Client, full: Door) -> None:
    sheet = Sheet(aunt_wang, "/search/?q=公积金 提取")
    (row,) = sheet.all("entry-list__row")
    assert [mark.text for mark in row.iter("mark")] == ["公积金", "提取"]
    assert "共1条结果" in sheet.words.replace(" ", "")


@pytest.mark.parametrize("query", ["教育局", "jyj", "jiaoyu", "云泽市教育局"])
def test_a_department_is_found_by_name_and_pinyin_with_its_telephone(
    aunt_wang: Client, full: Door, query: str
) -> None:
    bureau = full.city.bureau
    bureau.phone = "0700-5550111"
    bureau.save()
    call_command("wagtail_update_index", verbosity=0)
    sheet = Sheet(aunt_wang, f"/search/?q={query}")
    assert sheet.links["0700-5550111"] == "tel:0700-5550111"
    assert "云泽市教育局" in sheet.links


def test_the_page_without_a_query_and_without_a_result_helps_on(aunt_wang: Client, full: Door) -> None:
    for path in ("/search/", "/search/?q=", "/search/?q=%20%00", "/search/?q=没有这样的词语"):
        sheet = Sheet(aunt_wang, path)
        assert sheet.titles == []
        assert len(sheet.all("empty")) == 1
        assert "公积金提取" in sheet.links, "most-wanted tasks are offered"
        if "没有" in path:
            assert sheet.links["部门名录"] == "/bm/"
        assert sheet.meta["robots"] == "noindex"


def test_hostile_queries_are_text(aunt_wang: Client, full: Door) -> None:
    for query in ("<script>alert(1)</script>", '" OR 1=1 --', "*", "NEAR(a b)", "公" * 5000, "\u202e公积金"):
        answer = aunt_wang.get("/search/", {"q": query, "page": "9999999"})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
        assert aunt_wang.get("/-/suggest", {"q": query}).status_code == 200


def test_results_are_leafed_through_twenty_at_a_time(aunt_wang: Client, full: Door) -> None:
    for number in range(25):
        factories.article(full.news, f"第{number}次常务会议")
    call_command("wagtail_update_index", verbosity=0)
    first, second = Sheet(aunt_wang, "/search/?q=常务会议"), Sheet(aunt_wang, "/search/?q=常务会议&page=2")
    assert (len(first.titles), len(second.titles)) == (20, 5)
    assert not set(first.titles) & set(second.titles)
    assert Sheet(aunt_wang, "/search/?q=常务会议&page=99").titles == second.titles, "the last page is the end"
    assert queries_of(aunt_wang, "/search/?q=常务会议") <= 20


def test_each_language_has_its_own_search(aunt_wang: Client, full: Door) -> None:
    english = factories.english_home(full.city.home)
    factories.article(factories.column(english, "News", slug="news"), "Housing fund 公积金 explained")
    call_command("wagtail_update_index", verbosity=0)
    assert Sheet(aunt_wang, "/en/search/?q=公积金").titles == ["Housing fund 公积金 explained"]
    assert "Housing fund 公积金 explained" not in Sheet(aunt_wang, "/search/?q=公积金").titles
    assert suggested(aunt_wang, "housing", "/en/-/suggest") == ["Housing fund 公积金 explained"]


@pytest.mark.parametrize("query", ["公积金", "gjjtq", "gongjijin"])
def test_tasks_are_suggested_first(aunt_wang: Client, full: Door, query: str) -> None:
    assert suggested(aunt_wang, query)[0] == "公积金提取"


def test_suggestions_lead_somewhere_once_each_and_never_tell_what_is_not_for_everybody(
    aunt_wang: Client, full: Door
) -> None:
    answer = aunt_wang.get("/-/suggest", {"q": "公积金"})
    shown = answer.json()["suggestions"]
    addresses = [item["url"] for item in shown]
    assert len(addresses) == len(set(addresses)) <= 8
    assert all(aunt_wang.get(url).status_code == 200 for url in addresses)
    assert "公积金内部口径" not in [item["title"] for item in shown]
    assert "内部通报" not in suggested(aunt_wang, "内部")
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("query", ["", " ", "a", "长" * 41])
def test_nothing_is_suggested_for_what_is_no_beginning(aunt_wang: Client, full: Door, query: str) -> None:
    assert suggested(aunt_wang, query) == []
