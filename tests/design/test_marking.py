"""Words that somebody looked for, marked in what was found; whatever stands there, nothing becomes mark-up."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.design.marking import marked as marked_text


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("住房公积金提取", ["公积金"], "住房<mark>公积金</mark>提取"),
        ("住房公积金提取", ["公积金", "公积金提取"], "住房<mark>公积金提取</mark>"),
        ("The GDP of Yunze", ["gdp"], "The <mark>GDP</mark> of Yunze"),
        ("云泽GDP增长", ["gdp"], "云泽<mark>GDP</mark>增长"),
        ("party and art", ["art"], "party and <mark>art</mark>"),
        ("R&D <b>", ["b"], "R&amp;D &lt;<mark>b</mark>&gt;"),
        ("一二三", [], "一二三"),
        ("一二三", [""], "一二三"),
    ],
)
def test_words_are_marked_where_they_stand(text: str, words: list[str], marked: str) -> None:
    assert marked_text(text, words) == marked


@given(st.text(), st.lists(st.text(max_size=5), max_size=4))
def test_the_text_stays_what_it_was_and_nothing_but_marks_is_markup(text: str, words: list[str]) -> None:
    made = marked_text(text, words)
    assert set(re.findall(r"<[^>]*>", made)) <= {"<mark>", "</mark>"}
    assert made.replace("<mark>", "").replace("</mark>", "") == escape(text)
