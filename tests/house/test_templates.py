"""Templates keep to the storeys as imports do, and public pages carry no inline script or style."""

import re
from functools import cache
from pathlib import Path

from django.forms.renderers import get_default_renderer
from django.template import engines
from django.template.backends.django import DjangoTemplates

from tests.house.reading import PACKAGE, app_of, may_use, named, sources

TAG = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
LOAD = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")
INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=["']|javascript:""", re.IGNORECASE
)


def templates() -> list[Path]:
    files = [file for pattern in ("*.html", "*.txt", "*.xml") for file in sources(pattern)]
    return [file for file in files if "templates" in file.parts]


def owner(name: str) -> str | None:
    """The app of ours that holds the template of that name; None: a library's."""
    holders = [app for app in PACKAGE.iterdir() if (app / "templates" / name).is_file()]
    return holders[0].name if holders else None


def test_each_template_name_exists_once() -> None:
    names = [str(file).partition("/templates/")[2] for file in templates()]
    assert len(names) == len(set(names)), "the second of two would never be seen"


def test_templates_build_on_their_own_or_a_lower_app() -> None:
    upward = [
        f"{named(file)} uses {name} of {other}"
        for file in templates()
        for name in TAG.findall(file.read_text(encoding="utf-8"))
        if (other := owner(name)) and not may_use(app_of(file), other)
    ]
    assert not upward


def test_every_template_that_is_named_is_there() -> None:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    forms = get_default_renderer()
    for file in templates():
        for name in TAG.findall(file.read_text(encoding="utf-8")):
            # Widgets are rendered by the forms' own engine, which knows Django's templates too.
            (forms if name.startswith("django/forms/") else engine).get_template(name)


@cache
def library_owners() -> dict[str, str]:
    return {file.stem: app_of(file) for file in sources() if file.parent.name == "templatetags"}


def test_templates_load_tags_of_their_own_or_a_lower_app() -> None:
    upward = [
        f"{named(file)} loads {library} of {library_owners()[library]}"
        for file in templates()
        for names in LOAD.findall(file.read_text(encoding="utf-8"))
        for library in names.partition(" from ")[2].split() or names.split()
        if library in library_owners() and not may_use(app_of(file), library_owners()[library])
    ]
    assert not upward


def test_no_template_carries_script_or_style_of_its_own() -> None:
    inline = [
        f"{named(file)}: {match.group().strip()}"
        for file in templates()
        if (match := INLINE.search(re.sub(r"{%.*?%}|{#.*?#}", "", file.read_text(encoding="utf-8"))))
    ]
    assert not inline
