"""The house keeps its shape: storeys, sizes, names, one migration for each app."""

import re

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.house.reading import PACKAGE, ROOT, apps, kept_files, named, ranks, sources

SCREENS = {"views", "forms", "admin", "urls"}
NO_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "lib"}
PYTHON_LINES, SETTINGS_LINES, STYLE_LINES = 500, 300, 150


@pytest.mark.slow
def test_every_import_goes_down() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


def test_every_app_has_its_storey() -> None:
    assert set(apps()) <= set(ranks())


def test_no_app_imports_the_screens_of_another() -> None:
    graph = grimp.build_graph("yimen", cache_dir=None)
    foreign = [
        f"{importer} imports {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if not importer.startswith("yimen.config") and _is_foreign_screen(importer, imported)
    ]
    assert not foreign, "screens are an app's own; share the query or action beneath"


def _is_foreign_screen(importer: str, imported: str) -> bool:
    whose, target = importer.split("."), imported.split(".")
    return len(target) > 2 and target[1] != whose[1] and target[2] in SCREENS


def test_files_stay_short_enough_to_read() -> None:
    limits = {PACKAGE / "config/settings.py": SETTINGS_LINES}
    long = [
        f"{named(file)} has {lines} lines"
        for file in [*sources(), *sorted((ROOT / "tests").rglob("*.py"))]
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > limits.get(file, PYTHON_LINES)
    ]
    assert not long


def test_each_style_sheet_is_one_short_layer() -> None:
    for file in sources("*.css"):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= STYLE_LINES, named(file)
        # Wagtail's styles have no layers and would win over any: the desk's own have none either.
        is_of_the_desk = "desk" in file.parts or file.stem.startswith("desk")
        if file.name != "_layers.css" and not is_of_the_desk:
            assert len(re.findall(r"^@layer [\w.-]+ \{", text, flags=re.MULTILINE)) == 1, named(file)


def test_no_module_is_named_for_nothing() -> None:
    assert not [named(file) for file in PACKAGE.rglob("*") if file.stem in NO_NAMES]


@pytest.mark.parametrize("app", apps())
def test_an_app_has_one_migration_of_its_models_until_the_first_release(app: str) -> None:
    changing_models = re.compile(r"migrations\.(?:Create|Delete|Add|Alter|Remove|Rename)[A-Z]")
    further = (
        file for file in (PACKAGE / app / "migrations").glob("0*.py") if file.name != "0001_initial.py"
    )
    assert not [named(file) for file in further if changing_models.search(file.read_text(encoding="utf-8"))]


def test_each_mark_safe_has_its_reason_beside_it() -> None:
    bare = []
    for file in sources():
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            bare_call = re.search(r'mark_safe\((?!""\))', line) and "#" not in line
            if bare_call and "#" not in lines[number - 1]:
                bare.append(f"{named(file)}:{number + 1}")
    assert not bare, "say in a comment why the text is safe"


def test_nothing_is_left_to_do_and_nothing_tells_of_a_machine() -> None:
    # Written so that the rule does not find itself.
    unwanted = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b|/[h]ome/|/[r]oot/")
    found = [
        f"{named(file)}: {match.group()}"
        for file in kept_files()
        if file.suffix in {".py", ".html", ".css", ".js", ".md", ".toml", ".sh", ".lock", ""}
        and (match := unwanted.search(file.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found


def test_every_app_is_installed() -> None:
    installed = (PACKAGE / "config/settings.py").read_text(encoding="utf-8")
    assert [app for app in apps() if f'"yimen.{app}"' not in installed] == ["foundation"]  # plain Python
