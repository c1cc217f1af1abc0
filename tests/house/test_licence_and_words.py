"""One licence wherever it is named; the glossary knows what the code says; both READMEs lead to the same places."""

import ast
import re

import pytest

from tests.house.reading import PACKAGE, ROOT, project

GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")


def events() -> list[str]:
    """Names of the events that apps can announce."""
    return sorted(
        node.name
        for file in PACKAGE.glob("*/events.py")
        if file.parent.name != "foundation"
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )


def test_the_licence_is_the_same_everywhere() -> None:
    licence = project()["project"]["license"]
    assert licence == "MulanPSL-2.0"
    assert f"license: {licence}" in (ROOT / "publiccode.yaml").read_text(encoding="utf-8")
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Mulan Permissive Software License，Version 2" in text
    assert "以中文版为准" in text


@pytest.mark.parametrize("event", events())
def test_every_event_stands_in_the_glossary(event: str) -> None:
    assert f"`{event}`" in GLOSSARY


def test_each_line_of_the_glossary_has_both_languages() -> None:
    rows = [line.split(" | ") for line in GLOSSARY.splitlines() if line.startswith("| ")]
    assert rows
    assert not [row for row in rows if row[0] != "| English" and not re.search(r"[\u4e00-\u9fff]", row[1])]


def test_no_english_term_is_explained_twice() -> None:
    terms = re.findall(r"^\| ([^|]+) \|", GLOSSARY, flags=re.MULTILINE)
    repeated = {term for term in terms if terms.count(term) > 1} - {"English"}
    assert not repeated


def test_both_readmes_lead_to_the_same_places() -> None:
    links = [
        set(re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8")))
        - {"README.md", "README.zh.md"}
        for name in ("README.md", "README.zh.md")
    ]
    assert links[0] == links[1]
