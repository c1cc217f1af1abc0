"""Li Na corrects one page, and the others of its template follow; what she settled stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.site import RawPage, read_site
from yimen.consolidation.extraction.teaching import CannotLearn, Settled, learn_from, taught_values

HOST = "http://www.yzsw.example"


def raw(number: int) -> RawPage:
    """A template that misleads: the big line is the column's motto, the title stands small below the date."""
    unit = "甲乙丙丁"[number % 4]
    html = (
        f"<html><body><h1>第{number}期 服务为民</h1>"
        f"<div class=x>签发：2006-08-{number:02} 撰写：{unit}科 复核：王</div>"
        f"<div class=k>关于第{number}座水库检修安排</div>"
        f"<div class=z><p>第{number}座水库自下周起检修，下游注意水位变化。</p>"
        f"<p>检修期间由第{number}组值守，电话照常接听。</p></div></body></html>"
    )
    return RawPage(f"{HOST}/k/{number}.html", html)


PAGES = [raw(number) for number in range(1, 8)]
FIRST = OldPage(PAGES[0].text, url=PAGES[0].url)


def test_one_corrected_title_corrects_the_rest() -> None:
    lesson = learn_from(FIRST, field="title", value="关于第1座水库检修安排")
    titles = [record.title for record in read_site(PAGES, lessons=[lesson])]
    assert titles == [f"关于第{number}座水库检修安排" for number in range(1, 8)]


def test_date_and_source_are_found_by_the_words_beside_them() -> None:
    lessons = [
        learn_from(FIRST, field="date", value="2006-08-01"),
        learn_from(FIRST, field="source", value="乙科"),
    ]
    records = read_site(PAGES, lessons=lessons)
    assert [str(record.day) for record in records] == [f"2006-08-{number:02}" for number in range(1, 8)]
    assert records[2].source == "丁科"
    assert records[2].confidence("source") == 1.0


def test_the_place_of_bodies_can_be_taught() -> None:
    lesson = learn_from(FIRST, field="body", value="第1座水库自下周起检修，下游注意水位变化。")
    record = read_site(PAGES, lessons=[lesson])[4]
    assert record.text.startswith("第5座水库自下周起检修")
    assert "复核" not in record.text


def test_what_a_person_settled_of_a_page_no_lesson_changes() -> None:
    lesson = learn_from(FIRST, field="title", value="关于第1座水库检修安排")
    said = [Settled(PAGES[3].url, "title", "东湖水库检修")]
    titles = [record.title for record in read_site(PAGES, lessons=[lesson], said=said)]
    assert titles[3] == "东湖水库检修"
    assert titles[4] == "关于第5座水库检修安排"


def test_words_that_the_page_does_not_show_teach_nothing() -> None:
    with pytest.raises(CannotLearn, match="does not stand on"):
        learn_from(FIRST, field="title", value="别处的标题")


def test_a_lesson_says_nothing_of_pages_of_another_template() -> None:
    lesson = learn_from(FIRST, field="title", value="关于第1座水库检修安排")
    other = OldPage("<html><body><p>另一种页面</p></body></html>", url=f"{HOST}/o.html")
    assert taught_values(other, [lesson]) == {}


@given(st.sampled_from(["title", "date", "source", "column", "body"]), st.text(max_size=30))
def test_no_correction_upsets_the_learner(field: str, value: str) -> None:
    try:
        lesson = learn_from(FIRST, field=field, value=value)
    except CannotLearn:
        return
    assert lesson.field == field
