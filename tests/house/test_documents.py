"""The papers say what the code does: every app, setting, command and decision is described."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.reading import ROOT, apps, kept_files, named
from yimen.__main__ import own_commands
from yimen.foundation.environment import NAMES

DOCS = ROOT / "docs"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("app", apps())
def test_every_app_is_described(app: str) -> None:
    assert f"`{app}`" in text_of("architecture.md")


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_described_with_its_default(name: str) -> None:
    default, _meaning = NAMES[name]
    shown = "required" if default is None else f"`{default}`" if default else "empty"
    (row,) = re.findall(rf"^\| `{name}` \| ([^|]+) \|", text_of("operations/settings.md"), flags=re.MULTILINE)
    assert row.strip() == shown


def test_no_setting_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"`(YIMEN_[A-Z_]+)`", text_of("operations/settings.md")))
    assert described <= {*NAMES, "YIMEN_ENV_FILE"}


@pytest.mark.parametrize("command", sorted(own_commands()))
def test_every_command_is_described(command: str) -> None:
    assert f"`yimen {command}" in text_of("operations/commands.md")
    assert own_commands()[command], "its module's first line is what `yimen --help` says"


def test_every_decision_stands_in_the_index() -> None:
    index = text_of("adr/README.md")
    decisions = sorted(file.name for file in (DOCS / "adr").glob("[0-9]*.md"))
    assert decisions
    assert not [name for name in decisions if f"({name})" not in index]
    numbers = [name[:4] for name in decisions]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("file", [file for file in kept_files() if file.suffix == ".md"], ids=named)
def test_every_link_leads_somewhere(file: Path) -> None:
    dead = [
        target
        for target in LINK.findall(file.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:|#", target)
        and not (file.parent / unquote(target.partition("#")[0])).exists()
    ]
    assert not dead


def test_the_readme_shows_both_commands_on_its_first_screen() -> None:
    for name in ("README.md", "README.zh.md"):
        first_screen = "\n".join((ROOT / name).read_text(encoding="utf-8").splitlines()[:25])
        assert "bin/demo" in first_screen
        assert "bin/test" in first_screen
