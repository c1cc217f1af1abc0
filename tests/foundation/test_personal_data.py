"""Numbers that nobody meant to publish."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.personal_data import (
    Kind,
    find_personal_data,
    is_bank_card,
    is_identity_number,
    mask,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(region: str, born: date, order: int) -> str:
    first = f"{region}{born:%Y%m%d}{order:03}"
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]


def card(first: str) -> str:
    for last in "0123456789":
        if is_bank_card(first + last):
            return first + last
    raise AssertionError(first)


identities = st.builds(
    identity_number,
    st.sampled_from(["420800", "110101", "650100"]),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)
words = st.text(st.characters(categories=["Lo"], max_codepoint=0x9FFF), max_size=20)


@given(identities, words, words)
def test_an_identity_number_is_found_wherever_it_stands(number: str, before: str, after: str) -> None:
    text = f"{before}{number}{after}"
    (found,) = [one for one in find_personal_data(text) if one.kind is Kind.IDENTITY_NUMBER]
    assert text[found.start : found.end] == number
    assert number[4:14] not in found.masked, "the birthday is not told on"


@given(identities, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_no_identity_number(number: str, place: int, by: int) -> None:
    """The check digit catches every single slip; so a file number is seldom taken for a person."""
    old = number[place]
    if old == "X":
        return
    slipped = number[:place] + str((int(old) + by) % 10) + number[place + 1 :]
    assert not is_identity_number(slipped)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("身份证号：420800199003070012", None),
        (f"身份证号：{identity_number('420800', date(1990, 3, 7), 1)}。", Kind.IDENTITY_NUMBER),
        ("2026-11-23 08:00 至 2026-11-30 18:00", None),
        ("４２０８００" + identity_number("420800", date(1990, 3, 7), 1)[6:], Kind.IDENTITY_NUMBER),
        (identity_number("420800", date(1990, 3, 7), 7).lower(), Kind.IDENTITY_NUMBER),
        ("联系电话：13800138000", Kind.MOBILE_NUMBER),
        ("联系电话：138 0013 8000", Kind.MOBILE_NUMBER),
        ("联系电话：138-0013-8000（周老师）", Kind.MOBILE_NUMBER),
        ("+86 13800138000", Kind.MOBILE_NUMBER),
        ("电话：0724-2345678", None),
        ("编号 201380013800099", None),
        (f"账号：{card('622202123456789012')}", Kind.BANK_CARD),
        ("账号：6222 0212 3456 7890", None),
        ("00000000000000000000", None),
        ("政府信息索引号 011043307/2026-00123", None),
        ("统一社会信用代码 91420800MA12345678", None),
        ("http://www.yunze.example/art/2026/13800138000.html", Kind.MOBILE_NUMBER),
        ("a13800138000", None),
        ("", None),
    ],
)
def test_what_is_told_and_what_is_left_alone(text: str, kind: Kind | None) -> None:
    assert [one.kind for one in find_personal_data(text)] == ([kind] if kind else [])


def test_numbers_beside_each_other_are_each_found() -> None:
    """A row of a table, its cells parted by blanks."""
    number = identity_number("420800", date(1990, 3, 7), 1)
    found = find_personal_data(f"13800138000 13900139000 {number}")
    assert [one.kind for one in found] == [Kind.MOBILE_NUMBER, Kind.MOBILE_NUMBER, Kind.IDENTITY_NUMBER]


@given(st.text(max_size=300))
def test_any_text_is_read_and_places_are_true(text: str) -> None:
    found = find_personal_data(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text("0123456789 -", max_size=2_000))
def test_long_rows_of_digits_do_not_hold_it_up(text: str) -> None:
    find_personal_data(text)


def test_a_masked_number_keeps_its_length_and_hides_its_middle() -> None:
    assert mask("13800138000") == "138******00"
