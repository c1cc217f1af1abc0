"""Numbers that a caller from abroad can dial."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.phones import international


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0700-5550101", "+86 700 555 0101"),
        ("07005550101", "+86 700 555 0101"),
        ("010-66001234", "+86 10 6600 1234"),
        ("0700-5550101、5550102", "+86 700 555 0101, 5550102"),
        ("0700-5550101转8012", "+86 700 555 0101 ext. 8012"),
        ("13800000000", "+86 138 0000 0000"),
        ("12345", "12345"),
        ("+86 700 555 0101", "+86 700 555 0101"),
        ("", ""),
    ],
)
def test_a_number_of_the_city_gets_its_country(written: str, dialled: str) -> None:
    assert international(written) == dialled


@given(st.text(alphabet="0123456789-+ 转、（）x", max_size=30))
def test_no_digit_of_a_subscriber_is_lost_and_a_second_pass_changes_nothing(text: str) -> None:
    once = international(text)
    assert len(re.sub(r"\D", "", once)) >= len(re.sub(r"\D", "", text)) - text.count("0")
    assert international(once) == once
