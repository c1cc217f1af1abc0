"""Stylesheets: no build, one layer a file, small files, colours from tokens alone."""

import re
from pathlib import Path

import pytest

from yimen.design.stylesheets import LAYERS, SHEETS, STYLESHEETS

STATIC = Path(__file__).resolve().parents[2] / "yimen" / "design" / "static" / "design"
CSS = STATIC / "css"


def without_comments(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (CSS / f"{name}.css").read_text(), flags=re.DOTALL).strip()


def test_the_first_file_names_the_layers_in_order() -> None:
    assert STYLESHEETS[0].endswith("_layers.css")
    assert (CSS / "_layers.css").read_text().strip() == f"@layer {', '.join(LAYERS)};"


def test_every_file_is_linked_and_every_link_is_a_file() -> None:
    assert {path.stem for path in CSS.glob("*.css")} == {"_layers", *SHEETS}


@pytest.mark.parametrize("name", SHEETS)
def test_a_file_lies_wholly_in_its_one_layer(name: str) -> None:
    css = without_comments(name)
    assert css.startswith(f"@layer {SHEETS[name]} {{")
    assert css.count("@layer") == 1
    depth = 0
    for place, sign in enumerate(css):
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign == "}":
            assert place == len(css) - 1, "something stands outside the layer"
    assert depth == 0


@pytest.mark.parametrize("name", SHEETS)
def test_a_file_stays_small_enough_to_read(name: str) -> None:
    assert len((CSS / f"{name}.css").read_text().splitlines()) <= 150


def test_sheets_stand_in_the_order_of_their_layers() -> None:
    order = [LAYERS.index(layer) for layer in SHEETS.values()]
    assert order == sorted(order)


@pytest.mark.parametrize(
    "name", [name for name in SHEETS if name not in {"tokens", "contrast", "print", "media"}]
)
def test_colours_come_from_the_tokens_alone(name: str) -> None:
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", without_comments(name)) == []


def test_nothing_is_fetched_from_elsewhere_and_nothing_moves_by_itself() -> None:
    for name in SHEETS:
        css = without_comments(name)
        assert set(re.findall(r"url\(([^)]*)\)", css)) <= {'"../img/pointer.svg"', '"../img/hand.svg"'}
        assert "@import" not in css
        assert "animation:" not in css


def test_scripts_are_few_and_small() -> None:
    assert sum(path.stat().st_size for path in (STATIC / "js").glob("*.js")) <= 15_000
