"""Static files as a public machine serves them: hashed names, compressed, imports between modules rewritten."""

import gzip
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template import Context, Template
from pytest_django import Settings

from yimen.config.storage import PortalStaticFilesStorage
from yimen.design.stylesheets import STYLESHEETS

pytestmark = pytest.mark.slow


def test_everything_that_the_apps_bring_can_be_collected(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "yimen.config.storage.PortalStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    storage = PortalStaticFilesStorage()
    sheet = storage.stored_name("design/css/base.css")
    assert re.fullmatch(r"design/css/base\.[0-9a-f]{12}\.css", sheet)
    assert gzip.decompress((tmp_path / f"{sheet}.gz").read_bytes()) == (tmp_path / sheet).read_bytes()
    assert storage.url("never/collected.css").endswith("never/collected.css"), (
        "no page fails for want of a file"
    )
    assert not unhashed_imports(tmp_path / "design")
    (linked,) = re.findall(
        r'href="/static/([^"]+)"', Template("{% load design %}{% stylesheets %}").render(Context())
    )
    assert re.fullmatch(r"design/css/portal\.[0-9a-f]{12}\.css", linked), "a phone asks once"
    assert gzip.decompress((tmp_path / f"{linked}.gz").read_bytes()).count(b"@layer") == len(STYLESHEETS)


def unhashed_imports(folder: Path) -> list[str]:
    """Imports in hashed modules that name a file without its hash: a browser would keep the old one."""
    return [
        statement
        for module in folder.rglob("*.????????????.js")
        for statement in re.findall(
            r"""(?:from|import)\s*["']\.[^"']+["']""", module.read_text(encoding="utf-8")
        )
        if not re.search(r"\.[0-9a-f]{12}\.js", statement)
    ]


def test_a_module_that_imports_another_names_its_hash(tmp_path: Path, settings: Settings) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.js").write_text('import { b } from "./b.js";\nb();\n')
    (source / "b.js").write_text("export function b() {}\n")
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "yimen.config.storage.PortalStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    (module,) = (tmp_path / "collected").glob("a.????????????.js")
    assert re.search(r'from "\./b\.[0-9a-f]{12}\.js"', module.read_text())
