"""The preferences cookie: a closed list, read without ever failing."""

from http.cookies import SimpleCookie

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.design.preferences import COOKIE_NAME, ENTRANCES, Preferences, parse


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_a_choice_survives_the_cookie(entrance: str) -> None:
    chosen = Preferences(entrance=entrance)
    cookie = SimpleCookie({COOKIE_NAME: chosen.encode()})
    assert '"' not in cookie.output()  # a plain value, so that nginx and script read it as we do
    assert parse(cookie[COOKIE_NAME].value) == chosen


def test_nothing_chosen_is_an_empty_cookie() -> None:
    assert Preferences().encode() == ""
    assert parse(None) == parse("") == Preferences()


@pytest.mark.parametrize(
    "raw",
    [
        "entrance",
        "entrance:",
        "entrance:mayor",
        "entrance:citizen x",
        "size:large",
        "…",
        ":",
        "entrance=citizen",
    ],
)
def test_what_is_not_on_the_list_was_never_said(raw: str) -> None:
    assert parse(raw) == Preferences()


def test_a_setting_of_another_version_does_not_hide_ours() -> None:
    assert parse("size:large.entrance:visitor.") == Preferences(entrance="visitor")


@given(st.text(max_size=300))
def test_no_cookie_makes_parsing_fail(raw: str) -> None:
    assert parse(raw).entrance in {None, *ENTRANCES}


@given(st.lists(st.sampled_from(["entrance", ":", ".", "citizen", "official", "x", ""]), max_size=12))
def test_no_near_miss_makes_parsing_fail(parts: list[str]) -> None:
    found = parse("".join(parts))
    assert parse(found.encode()) == found


def test_our_own_code_cannot_choose_an_entrance_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="citizen, business"):
        Preferences(entrance="mayor")
