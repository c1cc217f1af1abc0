"""The preferences cookie: a closed list, read without ever failing, and eight looks made of it."""

import re
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.design.preferences import (
    COOKIE_NAME,
    ENTRANCES,
    LOOKS,
    PLAIN,
    SETTINGS,
    SWITCHES,
    Preferences,
    changed,
    parse,
)

CHOSEN = st.builds(
    Preferences, **{name: st.sampled_from([None, *values]) for name, values in SETTINGS.items()}
)


@given(CHOSEN)
def test_choices_survive_the_cookie(chosen: Preferences) -> None:
    value = chosen.encode()
    assert parse(value) == chosen
    assert parse(".".join(reversed(value.split(".")))) == chosen, "in whatever order they were said"
    cookie = SimpleCookie({COOKIE_NAME: value})
    if value:
        assert '"' not in cookie.output()  # a plain value, so that nginx and script read it as we do


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
        "text:huge",
        "mode:on",
        "scheme:dark",
        "…",
        ":",
        "entrance=citizen",
        "text:large" * 40,
    ],
)
def test_what_is_not_on_the_list_was_never_said(raw: str) -> None:
    assert parse(raw) == Preferences()


def test_a_setting_of_another_version_does_not_hide_ours() -> None:
    assert parse("size:large.entrance:visitor.") == Preferences(entrance="visitor")


@given(st.text(max_size=300))
def test_no_cookie_makes_parsing_fail(raw: str) -> None:
    assert parse(raw).entrance in {None, *ENTRANCES}


@given(
    st.lists(
        st.sampled_from(["entrance", "text", "mode", ":", ".", "citizen", "large", "elder", "x", ""]),
        max_size=12,
    )
)
def test_no_near_miss_makes_parsing_fail(parts: list[str]) -> None:
    found = parse("".join(parts))
    assert parse(found.encode()) == found


def test_our_own_code_cannot_choose_what_does_not_exist() -> None:
    with pytest.raises(ValueError, match="citizen, business"):
        Preferences(entrance="mayor")
    with pytest.raises(ValueError, match="large"):
        Preferences(text="huge")


@given(CHOSEN, st.sampled_from([*SETTINGS, "theme"]), st.text(max_size=8))
def test_a_form_changes_one_setting_or_nothing(before: Preferences, setting: str, value: str) -> None:
    after = changed(before, setting=setting, value=value)
    if value in ("", *SETTINGS.get(setting, ())) and setting in SETTINGS:
        assert (getattr(after, setting) or "") == value
        assert {k: v for k, v in after.chosen().items() if k != setting} == {
            k: v for k, v in before.chosen().items() if k != setting
        }
    else:
        assert after == before


def test_there_are_eight_looks_and_never_more() -> None:
    assert len(LOOKS) == len(set(LOOKS)) == 8
    assert LOOKS[0] == PLAIN == Preferences().look


@given(CHOSEN)
def test_only_the_three_switches_choose_a_look(chosen: Preferences) -> None:
    assert chosen.look in LOOKS
    switched = Preferences(**{name: getattr(chosen, name) for name in SWITCHES})
    assert switched.look == chosen.look


def test_the_script_writes_the_same_cookie(repository: Path) -> None:
    script = (repository / "yimen/design/static/design/js/preferences.js").read_text(encoding="utf-8")
    (listed,) = re.findall(r"const SETTINGS = \[(.*?)\];", script)
    assert re.findall(r'"(\w+)"', listed) == list(SETTINGS)
    assert f'const COOKIE = "{COOKIE_NAME}";' in script
