"""Lengths as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.reading_speed import length_of, minutes_to_read


def test_characters_words_and_numbers_count_one_each() -> None:
    assert length_of("2026年，GDP增长5.2%。𠮷㐀") == 8
    assert length_of("") == 0
    assert length_of("！？……") == 0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        ("停水通知。", 1),
        ("字" * 300, 1),
        ("字" * 301, 2),
        ("字" * 600 + "word " * 400, 4),
        ("，。！" * 900, 0),
        ("12345 " * 600, 3),
        ("8:30 " * 600, 3),
    ],
)
def test_chinese_is_read_by_characters_and_the_rest_by_words(text: str, minutes: int) -> None:
    assert minutes_to_read(text) == minutes


@given(st.text(max_size=500), st.text(max_size=500))
def test_more_text_never_takes_less_time(one: str, more: str) -> None:
    assert minutes_to_read(one + "，" + more) >= minutes_to_read(one)
