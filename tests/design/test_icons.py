"""Icons: one set, only what is used, silent for screen readers."""

import re
from pathlib import Path

import pytest
from lxml import html

from yimen.design.icons import FOLDER, UnknownIcon, icon_html, icons


@pytest.mark.parametrize("name", icons())
def test_an_icon_takes_size_and_colour_of_the_text_and_says_nothing(name: str) -> None:
    drawn = html.fragment_fromstring(icon_html(name))
    assert drawn.get("aria-hidden") == "true"
    assert drawn.get("stroke") == "currentColor"
    assert len(drawn) > 0
    assert drawn.xpath("//@style | //script | //title") == []


def test_an_icon_that_is_not_kept_is_told_with_those_that_are() -> None:
    with pytest.raises(UnknownIcon, match="accessibility"):
        icon_html("unicorn")


def test_every_icon_is_used_and_the_licence_stands_beside_them(repository: Path) -> None:
    places = [*repository.glob("yimen/**/*.html"), *repository.glob("yimen/**/*.py")]
    text = "\n".join(place.read_text(encoding="utf-8") for place in places)
    assert [name for name in icons() if not re.search(rf"[\"']{name}[\"']", text)] == []
    assert "Lucide" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
