"""Pager, bars and titles: the small computations behind components."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from yimen.design.charts import bars
from yimen.design.paging import pager
from yimen.design.phrases import phrased_html, phrases


def shown(number: int, total: int) -> list[int | None]:
    return [link.number for link in pager(number=number, total=total, url_of=str).pages]


def test_a_short_list_shows_every_page() -> None:
    assert shown(1, 1) == [1]
    assert shown(2, 3) == [1, 2, 3]


def test_a_long_list_shows_the_ends_and_the_neighbours() -> None:
    assert shown(6, 43) == [1, None, 5, 6, 7, None, 43]


def test_a_gap_of_one_page_is_that_page() -> None:
    assert shown(4, 43) == [1, 2, 3, 4, 5, None, 43]


def test_pages_outside_are_drawn_to_the_nearest() -> None:
    assert pager(number=99, total=3, url_of=str).number == 3
    assert pager(number=-1, total=0, url_of=str).number == 1


def test_the_ends_have_no_step_beyond() -> None:
    first = pager(number=1, total=2, url_of=lambda page: f"?page={page}")
    assert (first.previous_url, first.next_url) == ("", "?page=2")
    last = pager(number=2, total=2, url_of=lambda page: f"?page={page}")
    assert (last.previous_url, last.next_url) == ("?page=1", "")


@given(number=st.integers(-5, 500), total=st.integers(0, 400))
def test_pages_rise_and_the_current_one_is_there_once(number: int, total: int) -> None:
    made = pager(number=number, total=total, url_of=str)
    numbers = [link.number for link in made.pages if link.number is not None]
    assert all(before < after for before, after in pairwise(numbers))
    assert [link.number for link in made.pages if link.is_current] == [made.number]
    assert len(made.pages) <= 7


def test_bars_are_measured_against_the_longest() -> None:
    shares = [bar.share for bar in bars([("已建成", 18), ("建设中", 6), ("未启动", 0)])]
    assert shares == [100, 33.3, 0]


def test_bars_are_measured_against_the_whole_where_there_is_one() -> None:
    (finished,) = bars([("已建成", 18)], whole=29, marked="已建成")
    assert (finished.share, finished.is_marked) == (62.1, True)


def test_no_figures_no_bars_and_none_below_zero() -> None:
    assert bars([]) == []
    assert [bar.share for bar in bars([("零", 0)])] == [0]
    with pytest.raises(ValueError, match="negative"):
        bars([("增减", -3)])


def test_a_title_breaks_between_words_and_signs_stay_with_theirs() -> None:
    pieces = list(phrases("云门市人民政府关于印发《城市供水价格管理办法》的通知"))
    assert {"人民政府", "《城市", "供水", "办法》的", "通知"} <= set(pieces)


def test_a_number_keeps_its_unit() -> None:
    assert phrases("荆门市2026年度招聘") == ["荆门市", "2026年度", "招聘"]
    assert phrases("自10月8日起施行，新添21处，最小的180平方米")[-3:] == ["21处，", "最小的", "180平方米"]


@given(st.text(max_size=60))
def test_phrases_are_the_text_itself(text: str) -> None:
    assert "".join(phrases(text)) == text


def test_a_title_cannot_become_markup() -> None:
    assert phrased_html("<b>通知</b>").count("<b>") == 0
    assert phrased_html("Notice & more") == "Notice &amp; more"


def test_a_day_is_written_as_its_language_writes_it() -> None:
    day = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)  # the third in the city
    with translation.override("zh-hans"):
        assert rendered("{{ day|in_prose }}", day=day) == "2026年11月3日"
    with translation.override("en"):
        assert rendered("{{ day|in_prose }}", day=day) == "3 November 2026"
    assert rendered("{{ day|in_prose }}", day=None) == ""


def test_chinese_words_on_an_english_page_say_what_they_are() -> None:
    with translation.override("en"):
        marked = '<span lang="zh-Hans">云泽 &lt;b&gt;</span>'
        assert rendered("{{ name|lang_marked }}", name="云泽 <b>") == marked
        assert rendered("{{ name|lang_marked }}", name="Yunze <b>") == "Yunze &lt;b&gt;"
    with translation.override("zh-hans"):
        assert rendered("{{ name|lang_marked }}", name="云泽 <b>") == "云泽 &lt;b&gt;"


def rendered(template: str, **words: object) -> str:
    return Template("{% load design %}" + template).render(Context(words))
