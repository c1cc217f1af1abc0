"""A whole old site read: the water bureau's, with everything that went wrong on such sites."""

from pathlib import Path

import pytest

from tests.consolidation import old_site
from yimen.consolidation.extraction.records import Verdict
from yimen.consolidation.mirror import open_mirror
from yimen.consolidation.survey import Survey, SurveyedPage


@pytest.fixture(scope="module")
def surveyed(mirror_folder: Path) -> dict[str, SurveyedPage]:
    mirror = open_mirror(mirror_folder, base_url=old_site.BASE_URL)
    return {page.file.name: page for page in Survey(mirror).pages()}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[old_site.Article]:
    return old_site.build(tmp_path_factory.mktemp("again"))


def test_every_article_is_read_without_any_meta_tag(
    surveyed: dict[str, SurveyedPage], articles: list[old_site.Article]
) -> None:
    for article in articles:
        record = surveyed[article.file].record
        assert record.verdict is Verdict.ARTICLE, article.file
        found = (record.title, str(record.day), record.source, record.author, record.column)
        assert found == (article.title, article.date, article.source, "李明", article.column)


def test_texts_are_complete_and_hold_nothing_else(
    surveyed: dict[str, SurveyedPage], articles: list[old_site.Article]
) -> None:
    for article in articles:
        text = surveyed[article.file].record.text
        assert text.startswith(article.text)
        for foreign in (
            "博彩",
            "时时彩",
            "打印本页",
            "上一篇",
            "版权所有",
            "点击数",
            "当前位置",
            article.title + "发布",
        ):
            assert foreign not in text


def test_a_table_of_data_keeps_its_cells(surveyed: dict[str, SurveyedPage]) -> None:
    record = surveyed["tzgg/2006/102.html"].record
    assert 'rowspan="2"' in record.html
    assert "乡镇\t水库\t责任人" in record.text
    assert "width" not in record.html


@pytest.mark.parametrize("name", ["swdt/index.html", "tzgg/index.html", "zcfg/index.html"])
def test_lists_are_no_articles(surveyed: dict[str, SurveyedPage], name: str) -> None:
    record = surveyed[name].record
    assert (record.verdict, record.title) == (Verdict.LIST, old_site.COLUMNS[name.partition("/")[0]])
    assert record.day is None


def test_the_home_page_is_known(surveyed: dict[str, SurveyedPage]) -> None:
    assert surveyed["index.html"].record.verdict is Verdict.HOME


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("swdt/2006/undecodable.html", "undecodable"),
        ("swdt/2006/empty.html", "no body"),
        ("tzgg/2006/zero.html", "empty"),
        ("old.html", "only sends its visitors on"),
        ("frames.html", "frameset"),
        ("gone.html", "error page"),
    ],
)
def test_what_is_no_article_is_skipped_with_its_reason(
    surveyed: dict[str, SurveyedPage], name: str, reason: str
) -> None:
    record = surveyed[name].record
    assert record.verdict is Verdict.SKIPPED
    assert reason in record.reason


def test_a_page_that_lies_about_its_charset_is_read(surveyed: dict[str, SurveyedPage]) -> None:
    record = surveyed["swdt/2006/lying.html"].record
    assert (record.verdict, record.title) == (Verdict.ARTICLE, "谎称自己是UTF-8的一页")
    assert "万群众" in record.text


def test_a_page_in_two_columns_is_one_text(surveyed: dict[str, SurveyedPage]) -> None:
    twin = surveyed["tzgg/2006/201.html"]
    assert twin.same_as == f"{old_site.BASE_URL}/swdt/2006/104.html"
    assert twin.record.verdict is Verdict.ARTICLE
    assert "merged" in twin.record.reason


def test_a_page_with_a_query_in_its_file_name_has_its_old_address(surveyed: dict[str, SurveyedPage]) -> None:
    page = surveyed["show.asp?id=7.html"]
    assert page.record.url == f"{old_site.BASE_URL}/show.asp?id=7"
    assert page.record.title == "动态页面的一篇旧闻"


def test_two_readings_say_the_same(surveyed: dict[str, SurveyedPage], mirror_folder: Path) -> None:
    again = {
        page.file.name: page
        for page in Survey(open_mirror(mirror_folder, base_url=old_site.BASE_URL)).pages()
    }
    assert {name: page.record for name, page in again.items()} == {
        name: page.record for name, page in surveyed.items()
    }
