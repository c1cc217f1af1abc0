"""pyproject.toml, the lock files and docs/dependencies.md agree on what the portal stands on."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.reading import ROOT, project, sources

DOCUMENT = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def declared(*, dev: bool) -> list[Requirement]:
    facts = project()["project"]
    names = facts["optional-dependencies"]["dev"] if dev else facts["dependencies"]
    return [Requirement(name) for name in names]


def locked(name: str) -> set[tuple[str, str]]:
    return {
        (canonicalize_name(package), version)
        for package, version in PINNED.findall((ROOT / name).read_text())
    }


def described(heading: str) -> set[str]:
    section = DOCUMENT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return {
        canonicalize_name(name) for name in re.findall(r"^\| \[?([A-Za-z0-9._-]+)", section, re.MULTILINE)
    } - {"package"}


@pytest.mark.parametrize(("heading", "dev"), [("Run time", False), ("Development", True)])
def test_each_dependency_has_its_reason_and_no_reason_is_left_over(heading: str, dev: bool) -> None:
    assert described(heading) == {canonicalize_name(requirement.name) for requirement in declared(dev=dev)}


# Installed under one name, imported under another, or named only in the settings.
IMPORTED_AS = {
    "django-allauth": "allauth",
    "django-ninja": "ninja",
    "django-tasks": "django_tasks",
    "django-tasks-db": "django_tasks_db",
    "dj-database-url": "dj_database_url",
    "charset-normalizer": "charset_normalizer",
    "pillow": "PIL",
    "python-dotenv": "dotenv",
}
NEVER_IMPORTED = {"psycopg", "redis"}  # Django does, where DATABASE_URL or REDIS_URL says so


@pytest.mark.parametrize("name", [canonicalize_name(requirement.name) for requirement in declared(dev=False)])
def test_what_nobody_imports_is_not_installed(name: str) -> None:
    if name in NEVER_IMPORTED:
        return
    module = IMPORTED_AS.get(name, name)
    statement = re.compile(rf"^\s*(?:from|import) {module}\b", re.MULTILINE)
    assert any(statement.search(file.read_text(encoding="utf-8")) for file in sources())


@pytest.mark.parametrize(("lock", "dev"), [("requirements.lock", False), ("requirements-dev.lock", True)])
def test_the_lock_holds_what_is_declared(lock: str, dev: bool) -> None:
    versions: dict[str, list[str]] = {}
    for name, version in locked(lock):
        versions.setdefault(name, []).append(version)
    for requirement in declared(dev=False) + (declared(dev=True) if dev else []):
        found = versions.get(canonicalize_name(requirement.name), [])
        assert any(requirement.specifier.contains(version) for version in found), (
            f"{requirement}: run bin/lock"
        )


def test_development_and_run_time_use_the_same_versions() -> None:
    assert locked("requirements.lock") <= locked("requirements-dev.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-setup.lock"])
def test_every_package_is_held_to_its_hashes_and_none_to_a_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert not [entry.partition(" ")[0] for entry in entries if "--hash=sha256:" not in entry]
