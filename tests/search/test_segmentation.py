"""How texts and queries are cut: Ms. Lin of the portal office types what she remembers of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.search.segmentation import LONGEST_QUERY, Phrase, phrase, phrases, pinyin_keys, plain, runs, tokens

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
RARE = st.sampled_from("〇々𠮷𫖯𬭎龦鿏")
LATIN = st.sampled_from("abcXYZ019éÀ")
BETWEEN = st.sampled_from(" ，。-_（）\n“”·")
TEXT = st.text(st.one_of(HAN, RARE, LATIN, BETWEEN), max_size=60)
CHINESE = st.text(st.one_of(HAN, RARE), min_size=2, max_size=30)


def stands_in(text: str, sought: Phrase) -> bool:
    """What a full-text index answers: the phrase's tokens follow each other somewhere in the text's."""
    has, wants = tokens(text), sought.tokens
    for start in range(len(has) - len(wants) + 1):
        here = has[start : start + len(wants)]
        last_fits = here[-1].startswith(wants[-1]) if sought.needs_prefix else here[-1] == wants[-1]
        if here[:-1] == list(wants[:-1]) and last_fits:
            return True
    return False


def test_a_run_is_cut_into_pairs_and_its_last_character() -> None:
    assert tokens("信息公开条例") == ["信息", "息公", "公开", "开条", "条例", "例"]
    assert tokens("第5号，Notice２０２６") == ["第", "5", "号", "notice2026"]


@given(CHINESE, st.data())
def test_any_stretch_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    sought = phrase(text[start:stop])
    assert sought is not None
    assert stands_in(f"前言。{text}、后记", sought)


@given(TEXT, TEXT)
def test_a_phrase_is_found_exactly_where_it_stands(text: str, typed: str) -> None:
    sought = phrase(typed)
    if sought is not None:
        assert stands_in(text, sought) == (sought.needle in plain(text))


@given(CHINESE, CHINESE)
def test_a_text_without_the_stretch_is_not_found(text: str, typed: str) -> None:
    sought = phrase(typed)
    assert sought is not None
    assert stands_in(text, sought) == (runs(typed)[0] in runs(text)[0])


@given(TEXT)
def test_pieces_hold_letters_and_digits_only(text: str) -> None:
    assert all(piece.isalnum() for piece in tokens(text))


def test_an_unfinished_word_finds_words_that_begin_with_it() -> None:
    typed = phrases("invest", is_beginning=True)[0]
    assert stands_in("The investor's guide", typed)
    assert not stands_in("The reinvestment", typed)


def test_a_word_of_characters_and_digits_is_one_phrase() -> None:
    (typed,) = phrases("2006年度")
    assert stands_in("截至2006年度末", typed)
    assert not stands_in("2006个，年度", typed)


def test_spaces_part_words_and_long_runs_are_cut_by_the_dictionary() -> None:
    assert [p.runs for p in phrases("公积金 提取")] == [("公积金",), ("提取",)]
    long_query = [p.runs[0] for p in phrases("住房公积金的提取条件")]
    assert "提取" in long_query and "的" not in long_query and len(long_query) > 2


@pytest.mark.parametrize("nothing", ["", "  ", "，。！", "“”"])
def test_signs_alone_ask_for_nothing(nothing: str) -> None:
    assert phrases(nothing) == []
    assert phrase(nothing) is None


def test_a_page_of_text_is_not_searched_for() -> None:
    assert sum(p.length for p in phrases("政府工作报告" * 500)) <= LONGEST_QUERY


def test_a_title_is_found_by_its_pinyin() -> None:
    keys = pinyin_keys("住房公积金提取")
    assert "gjjtq" in keys or "zfgjjtq" in keys
    assert any(key.startswith("zhufanggong") for key in keys)
    assert pinyin_keys("Notice 2026") == []


@given(TEXT)
def test_pinyin_keys_are_letters_for_every_text(text: str) -> None:
    assert all(key.isascii() and key.isalpha() for key in pinyin_keys(text))
