"""Themes: what a sub-site may change, and that everything stays readable in both schemes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.design.tokens import (
    DEFAULTS,
    GROUNDS,
    INKS,
    LEAST_CONTRAST,
    THEMES,
    contrast,
    stylesheet,
    why_not_theme,
)

TOKENS_CSS = Path(__file__).resolve().parents[2] / "yimen/design/static/design/css/tokens.css"
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the known near miss


@given(COLOURS, COLOURS)
def test_contrast_does_not_ask_which_colour_is_the_ground(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_on_offer_is_readable(name: str) -> None:
    assert why_not_theme(THEMES[name]) == []


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_the_portals_own_inks_are_readable(ink: str, ground: str) -> None:
    for front, back in zip(INKS[ink], GROUNDS[ground], strict=True):
        assert contrast(front, back) >= LEAST_CONTRAST


def test_pale_main_colour_is_refused_with_the_scheme_and_the_figure() -> None:
    reasons = why_not_theme({"--theme-main": ("#e8c95a", "#a3bfe3")})
    assert any("--theme-main-ink (#fffdf8) on --theme-main (#e8c95a)" in reason for reason in reasons)
    assert all("light scheme" in reason and "4.5" in reason for reason in reasons)


def test_dark_scheme_is_judged_too() -> None:
    reasons = why_not_theme({"--theme-main": ("#1f3a5f", "#1f3a5f")})
    assert reasons
    assert all("dark scheme" in reason for reason in reasons)


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ({"--paper": ("#000000", "#000000")}, "is not a theme token"),
        ({"--theme-main": "#1f3a5f"}, "needs two colours"),
        ({"--theme-main": ("#1f3a5f",)}, "needs two colours"),
        ({"--theme-main": ("#1f3a5f", "red;} body{display:none")}, "is not a colour"),
        ({"--theme-main": ("#1f3a5f\n", "#a3bfe3")}, "is not a colour"),
    ],
)
def test_free_css_never_gets_into_a_theme(tokens: dict[str, tuple[str, str]], words: str) -> None:
    (reason,) = why_not_theme(tokens)
    assert words in reason
    with pytest.raises(ValueError, match=words):
        stylesheet(tokens)


def test_all_mistakes_are_told_at_once() -> None:
    assert len(why_not_theme({"--paper": ("a", "b"), "--theme-main": ("x", "y")})) == 3


def test_theme_is_a_stylesheet_of_tokens_in_its_layer() -> None:
    css = stylesheet(THEMES["pine"])
    assert css.startswith("@layer tokens {")
    assert "--theme-main: #1f4d3a;" in css  # browsers without light-dark()
    assert "--theme-main: light-dark(#1f4d3a, #9ccfb5);" in css
    assert css.count("{") == css.count("}")


def test_stylesheet_and_table_name_the_same_colours() -> None:
    plain, both = TOKENS_CSS.read_text().split("@supports")
    for name, (light, dark) in {**DEFAULTS, **GROUNDS, **INKS}.items():
        assert re.search(rf"{name}: {light};", plain), name
        assert f"{name}: light-dark({light}, {dark});" in both, name
