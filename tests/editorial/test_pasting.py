"""What stays of a text pasted from Word and WPS, and what its author is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.editorial.pasting import MOST, clean_paste

CLIPBOARD = Path(__file__).parent / "clipboard"


def pasted(name: str) -> str:
    return clean_paste((CLIPBOARD / name).read_text(encoding="utf-8")).html.replace("\n", "")


def test_word_s_paragraphs_become_headings_lists_and_text() -> None:
    assert pasted("word.html") == (
        "<h2>关于做好秋季招生工作的通知</h2><h2>一、总体要求</h2>"
        '<p>坚持<b>公平公正</b>，详见<a href="http://www.gov.cn/">国务院网站</a>。</p>'
        "<ul><li>户口簿<ul><li>复印件一份</li></ul></li><li>房产证</li></ul>"
        "<p>办理步骤：</p><ol><li>网上登记</li><li>现场核验</li></ol>"
        "<p>学校；人数</p><p>第一小学；120</p><p>新日期起执行。</p>"
    )


def test_wps_s_fonts_go_and_its_numbers_stay() -> None:
    assert pasted("wps.html") == (
        "<h2>防汛抗旱工作提示</h2><h2>一、加强值守</h2><h3>（一）值班安排</h3>"
        "<p>各乡镇实行24小时值班。</p><h2>二、报告制度</h2><p>险情立即报告。</p>"
    )


def test_the_author_is_told_what_was_left_out() -> None:
    told = " ".join(clean_paste((CLIPBOARD / "word.html").read_text(encoding="utf-8")).told)
    for words in (
        "Fonts, sizes",
        "Tables were turned into lines: 1",
        "Pictures were left out: 1",
        "Hidden text",
        "tracked",
    ):
        assert words in told
    assert "Scripts" in " ".join(clean_paste((CLIPBOARD / "wps.html").read_text(encoding="utf-8")).told)
    assert clean_paste("<p>只有文字。</p>").told == []


def test_a_paste_of_three_megabytes_loses_nothing() -> None:
    paragraph = "<p style='mso-list:none;color:red'>" + "字" * 500 + "</p>"
    count = 3 * 1024 * 1024 // len(paragraph.encode())
    assert clean_paste(paragraph * count).html.count("字") == 500 * count


def test_a_larger_one_is_refused_and_not_cut() -> None:
    with pytest.raises(ValueError, match="too large"):
        clean_paste("字" * (MOST + 1))


@given(st.text(max_size=400))
def test_any_paste_is_clean_afterwards(text: str) -> None:
    clean = clean_paste(text + "<p style='mso-list:l0 level1 lfo1'>甲<table><tr><td>乙").html
    assert "<script" not in clean.lower()
    assert "style=" not in clean
