"""The scripts in bin/ on machines that lack something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.reading import ROOT

SCRIPTS = sorted(file for file in [*(ROOT / "bin").iterdir(), ROOT / ".ci/run"] if file.is_file())
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-setup.lock", "pyproject.toml")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_can_be_called_and_read(script: Path) -> None:
    assert os.access(script, os.X_OK)
    head = script.read_text(encoding="utf-8").splitlines()
    assert head[0] == "#!/usr/bin/env bash"
    assert head[1].startswith("# "), "says what it is for"
    assert any(line.startswith("set -") and "u" in line for line in head[:20])
    subprocess.run(["bash", "-n", script], check=True)


@pytest.fixture
def fresh_checkout(tmp_path: Path) -> Path:
    """A checkout without an environment, and a folder `programs` that is all its PATH."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin/setup", tmp_path / "bin/setup")
    for name in LOCKS:
        shutil.copy(ROOT / name, tmp_path / name)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("bash", "cat", "cksum", "dirname", "flock", "rm", "sed", "tail", "tr"):
        found = shutil.which(name)
        if found:
            (programs / name).symlink_to(found)
    return tmp_path


def setup_in(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", checkout / "bin/setup"],
        env={"PATH": str(checkout / "programs"), "HOME": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def give(checkout: Path, program: str, code: str) -> None:
    file = checkout / "programs" / program
    file.write_text(f"#!{shutil.which('bash')}\n{code}\n")
    file.chmod(0o755)


def test_without_python_the_command_that_brings_it_is_told(fresh_checkout: Path) -> None:
    give(fresh_checkout, "apt-get", "exit 1")
    refused = setup_in(fresh_checkout)
    assert refused.returncode == 1
    assert "Python 3.11 or newer is needed" in refused.stderr
    assert "sudo apt-get install python3" in refused.stderr


def test_a_python_without_venv_names_its_package(fresh_checkout: Path) -> None:
    give(fresh_checkout, "apt-get", "exit 1")
    give(fresh_checkout, "python3", f'case "$*" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"')
    refused = setup_in(fresh_checkout)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert refused.returncode == 1
    assert f"sudo apt-get install python{version}-venv" in refused.stderr
    assert not (fresh_checkout / ".venv").exists()


def test_an_old_python_is_passed_over(fresh_checkout: Path) -> None:
    give(fresh_checkout, "python3", "exit 1  # every question about its version is answered: too old")
    assert "none was found" in setup_in(fresh_checkout).stderr
