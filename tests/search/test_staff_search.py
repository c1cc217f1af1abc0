"""The desk's search: Ms. Lin of the portal office looks for pages; Mr. Zhou of education has a corner."""

from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modelsearch.query import Not, Phrase, PlainText
from wagtail.search.backends import get_search_backend

from yimen.accounts.roles import Role
from yimen.agencies.models import Agency
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage, Source
from yimen.search.staff_backend.document import document_of
from yimen.subsites.models import Subsite

pytestmark = pytest.mark.django_db

TITLES = {
    "住房公积金提取办法": "职工购买、建造自住住房的，可以提取本人账户内的存储余额。",
    "关于发布2026年度行政处罚裁量基准的公告": (
        "各行政执法单位：现将《裁量基准》印发，请遵照执行。Contact: Café Yunze."
    ),
    "小微企业稳岗返还一次看懂": "失业保险费返还，一次看懂。公积金缓缴另行通知。",
    "Guide for investors": "Land, taxes and permits in Yunze; reinvestment is welcome.",
    "龙井茶农𬭎发的故事": "㎡与㎏之外，还有〇和々。",
}


@pytest.fixture
def column() -> ColumnPage:
    return factories.column(factories.portal(), "要闻", slug="yw")


@pytest.fixture
def pages(column: ColumnPage, indexed: Any) -> dict[str, ArticlePage]:
    made = {
        title: factories.article(column, title, body=[("paragraph", f"<p>{text}</p>")])
        for title, text in TITLES.items()
    }
    indexed()
    return made


@pytest.fixture
def indexed() -> Any:
    return lambda: call_command("wagtail_update_index", verbosity=0)


def found(query: Any, queryset: Any = None) -> list[str]:
    return [
        page.title for page in (ArticlePage.objects.all() if queryset is None else queryset).search(query)
    ]


def completed(query: str) -> list[str]:
    return [page.title for page in ArticlePage.objects.autocomplete(query)]


def test_any_two_neighbouring_characters_find_the_text_and_only_texts_that_have_them(
    pages: dict[str, ArticlePage],
) -> None:
    texts = {title: (title + "\n" + body).casefold() for title, body in TITLES.items()}
    pairs = {
        first + second
        for text in texts.values()
        for first, second in pairwise(text)
        if (first + second).isalpha()
    }
    chinese = sorted(pair for pair in pairs if not pair.isascii())
    assert len(chinese) > 60
    for pair in chinese:
        if any(character in pair for character in "㎡㎏é"):
            continue
        assert set(found(pair)) == {title for title, text in texts.items() if pair in text}, pair


TYPED = [
    ("公积金", {"住房公积金提取办法", "小微企业稳岗返还一次看懂"}),
    ("稳岗 返还", {"小微企业稳岗返还一次看懂"}),
    ("行政处罚裁量", {"关于发布2026年度行政处罚裁量基准的公告"}),
    ("2026年度", {"关于发布2026年度行政处罚裁量基准的公告"}),
    ("茶", {"龙井茶农𬭎发的故事"}),
    ("𬭎", {"龙井茶农𬭎发的故事"}),
    ("事", {"龙井茶农𬭎发的故事"}),
    ("cafe", {"关于发布2026年度行政处罚裁量基准的公告"}),
    ("ＹＵＮＺＥ", {"关于发布2026年度行政处罚裁量基准的公告", "Guide for investors"}),
    ("invest", set()),
    ("investors", {"Guide for investors"}),
    ("积办", set()),
    ("“”", set()),
    ("' OR 1=1 --", set()),
    ('"', set()),
    ("100%", set()),
]


def test_what_is_typed_finds_what_contains_it(pages: dict[str, ArticlePage]) -> None:
    for query, titles in TYPED:
        assert set(found(query)) == titles, query


def test_unfinished_words_and_pinyin_complete(pages: dict[str, ArticlePage]) -> None:
    assert completed("invest") == ["Guide for investors"]
    assert completed("gjj") == ["住房公积金提取办法"]
    assert completed("gongjij") == ["住房公积金提取办法"]
    assert found("gjj") == []


def test_titles_made_of_the_words_come_first_then_titles_then_texts_newest_first(
    column: ColumnPage, indexed: Any
) -> None:
    order = ["公积金", "公积金缴存与提取问答一百则", "公积金贷款利率调整的通知", "缓缴通知", "营商环境"]
    for title in ["缓缴通知", "营商环境", "公积金", "公积金贷款利率调整的通知", "公积金缴存与提取问答一百则"]:
        factories.article(column, title, body=[("paragraph", "<p>职工公积金账户</p>")])
    indexed()
    assert found("公积金") == [*order[:3], "营商环境", "缓缴通知"]


def test_operators_combine(pages: dict[str, ArticlePage]) -> None:
    assert found(PlainText("公积金") & Not(PlainText("稳岗"))) == ["住房公积金提取办法"]
    assert set(found(PlainText("茶 investors", operator="or"))) == {
        "龙井茶农𬭎发的故事",
        "Guide for investors",
    }
    assert set(found(PlainText("茶农") | Phrase("看懂"))) == {
        "龙井茶农𬭎发的故事",
        "小微企业稳岗返还一次看懂",
    }
    assert len(found(Not(PlainText("公积金")))) == 3


def test_a_named_field_is_searched_alone(pages: dict[str, ArticlePage]) -> None:
    backend = get_search_backend()
    assert [p.title for p in backend.search("公积金", ArticlePage, fields=["title"])] == [
        "住房公积金提取办法"
    ]
    assert list(backend.search("公积金", ArticlePage, fields=["summary"])) == []


def test_results_are_counted_sliced_and_scored(pages: dict[str, ArticlePage]) -> None:
    results = get_search_backend().search("公积金", ArticlePage)
    assert results.count() == 2
    assert results[0].title == "住房公积金提取办法"
    assert [page.title for page in results[1:2]] == ["小微企业稳岗返还一次看懂"]
    assert [page.points for page in results.annotate_score("points")] == [2.0, 1.0]
    assert results.facet("live") == {True: 2}


def test_a_save_a_new_text_and_a_deletion_reach_the_index(
    column: ColumnPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.article(column, "关于防汛值班的通知")
    assert found("防汛") == ["关于防汛值班的通知"]
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "关于抗旱值班的通知"
        page.save_revision().publish()
    assert (found("防汛"), found("抗旱")) == ([], ["关于抗旱值班的通知"])
    page.delete()
    assert found("抗旱") == []


def test_what_was_deleted_behind_its_back_goes_when_the_index_is_brought_up_to_date(
    pages: dict[str, ArticlePage], indexed: Any
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailsearch_indexentry SET object_id = '999999' WHERE object_id = %s",
            [str(pages["Guide for investors"].pk)],
        )
    indexed()
    assert found("investors") == ["Guide for investors"]
    pages["Guide for investors"].delete()
    indexed()
    assert found("investors") == []
    assert set(found("公积金")) == {"住房公积金提取办法", "小微企业稳岗返还一次看懂"}


def test_a_write_reads_no_more_when_the_index_is_larger(column: ColumnPage, indexed: Any) -> None:
    page = factories.article(column, "关于防汛值班的通知")
    backend = get_search_backend()
    backend.add(page)
    with CaptureQueriesContext(connection) as alone:
        backend.add(page)
    assert not [query["sql"] for query in alone if "AVG(" in query["sql"].upper()]
    for number in range(30):
        Source.objects.create(name=f"来源{number}")
    indexed()
    with CaptureQueriesContext(connection) as among_others:
        backend.add(page)
    assert len(among_others) == len(alone) <= 6


def test_drafts_are_found_by_the_desk(column: ColumnPage, indexed: Any) -> None:
    draft = ArticlePage(title="尚未公布的人事任免", live=False)
    column.add_child(instance=draft)
    indexed()
    assert found("任免") == ["尚未公布的人事任免"]
    assert found("任免", ArticlePage.objects.live()) == []


def test_agencies_are_found_by_name_code_and_pinyin(indexed: Any) -> None:
    factories.agency("jyj", "云泽市教育局")
    factories.agency("mzj", "云泽市民政局")
    indexed()
    backend = get_search_backend()
    for query in ("教育", "jyj", "育局", "jiaoyu"):
        assert [a.code for a in backend.autocomplete(query, Agency)] == ["jyj"], query


def test_a_very_long_text_is_found_to_its_last_word(column: ColumnPage, indexed: Any) -> None:
    filler = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(40_000))
    factories.article(column, "长文", body=[("paragraph", f"<p>{filler}到此全文结束</p>")])
    indexed()
    assert found("全文结束") == ["长文"]
    assert found("束结文全") == []


def test_the_desk_shows_an_editor_what_is_in_her_corner_alone(client: Client, indexed: Any) -> None:
    home = factories.portal()
    directory = factories.directory(home)
    for code, name in (("jyj", "云泽市教育局"), ("mzj", "云泽市民政局")):
        subsite = factories.subsite(factories.agency(code, name), below=directory)
        column = factories.column(subsite.root_page.specific, "工作动态")
        factories.article(column, f"{name}召开教育座谈会", body=[("paragraph", "<p>会后参观了图书馆。</p>")])
    indexed()
    client.force_login(
        factories.staff("zhou", "周老师", role=Role.PUBLISHER, subsite=Subsite.objects.get(code="jyj"))
    )
    for query in ("座谈会", "图书馆", "zth"):
        answer = client.get(
            reverse("wagtailadmin_pages:search"), {"q": query}, headers={"host": "www.yunze.example"}
        ).content.decode()
        assert "云泽市教育局召开" in answer, query
        assert "云泽市民政局召开" not in answer, query


def test_a_document_has_each_word_once() -> None:
    document = document_of(Source(pk=1, name="新华社"))
    assert (document.headline, document.text) == ("新华社", "")
    assert document.shortness == pytest.approx(1 / 3)
