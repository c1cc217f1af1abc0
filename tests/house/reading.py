"""What the tests about the house itself read: the layers, the apps, the files that git keeps."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "yimen"


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def ranks() -> dict[str, int]:
    """Each app that may exist, with its storey: 0 is the top. Apps on one storey are strangers."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "layers")
    return {
        name.strip(" ()"): storey
        for storey, row in enumerate(layers)
        for name in row.replace(":", "|").split("|")
    }


def apps() -> list[str]:
    """The apps that do exist."""
    return sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file())


def may_use(app: str, other: str) -> bool:
    """Whether `app` may know `other`: itself and whatever lies on a lower storey."""
    return app == other or ranks()[other] > ranks()[app]


def sources(pattern: str = "*.py") -> list[Path]:
    """Our own files in the package that match; migrations are written by Django."""
    return sorted(file for file in PACKAGE.rglob(pattern) if "migrations" not in file.parts)


def kept_files() -> list[Path]:
    """Every file of the repository, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [file for name in names.split("\0") if name and (file := ROOT / name).is_file()]


def app_of(file: Path) -> str:
    """The app that a file in the package belongs to."""
    return file.relative_to(PACKAGE).parts[0]


def named(file: Path) -> str:
    """The file as it is called in a message."""
    return str(file.relative_to(ROOT))
