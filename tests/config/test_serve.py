"""`yimen serve` for real: a system administrator starts it, things die under it, he stops it."""

import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.config.test_supervisor import is_alive, wait_until

pytestmark = [pytest.mark.kill, pytest.mark.slow]


@pytest.fixture
def portal_environment(tmp_path: Path, request: pytest.FixtureRequest, repository: Path) -> dict[str, str]:
    """A portal of its own: its folder, its port, a migrated SQLite file."""
    request.getfixturevalue("django_db_setup")
    (template,) = request.config.cache.mkdir("database").glob("*.sqlite3")
    shutil.copy(template, tmp_path / "yimen.sqlite3")
    (tmp_path / "static").mkdir()
    outside = {name: value for name, value in os.environ.items() if not name.startswith("YIMEN_")}
    outside.pop("DATABASE_URL", None)
    return {
        **outside,
        "PYTHONPATH": str(repository),
        "DJANGO_SETTINGS_MODULE": "yimen.config.settings",
        "YIMEN_SECRET_KEY": "k" * 50,
        "YIMEN_DATA_DIR": str(tmp_path),
        "YIMEN_PORT": str(free_port()),
        "YIMEN_WORKERS": "1",
    }


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
        return port


def yimen(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yimen", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@dataclass
class Portal:
    process: subprocess.Popen[bytes]
    port: int

    def status(self, path: str) -> int | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def is_ready(self) -> bool:
        return self.status("/-/ready") == 200

    def child(self, name: str) -> int | None:
        """The process of the child whose command line ends like that, or None while there is none."""
        return next((pid for pid in self.children() if name in command_line(pid)), None)

    def children(self) -> list[int]:
        return children_of(self.process.pid)

    def family(self) -> list[int]:
        """Every process of the portal but the supervisor."""
        return [pid for child in self.children() for pid in [child, *children_of(child)]]


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def command_line(pid: int) -> str:
    path = Path(f"/proc/{pid}/cmdline")
    return path.read_text().replace("\0", " ") if path.exists() else ""


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Portal]:
    process = subprocess.Popen([sys.executable, "-m", "yimen", "serve"], env=environment)
    portal = Portal(process, int(environment["YIMEN_PORT"]))
    try:
        wait_until(portal.is_ready, seconds=60)
        yield portal
    finally:
        process.terminate()
        process.wait(timeout=40)


def test_killed_parts_come_back_and_sigterm_leaves_nothing(portal_environment: dict[str, str]) -> None:
    with serving(portal_environment) as portal:
        assert portal.status("/-/live") == 200
        worker, server = portal.child("work"), portal.child("server")
        assert worker is not None
        assert server is not None

        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: portal.child("work") not in (None, worker), seconds=20)
        assert portal.is_ready(), "visitors notice nothing of it"

        first_family = children_of(server)
        os.kill(server, signal.SIGKILL)
        wait_until(lambda: not any(is_alive(pid) for pid in first_family), seconds=20)
        wait_until(portal.is_ready, seconds=60)

        family = portal.family()
        portal.process.send_signal(signal.SIGTERM)
        assert portal.process.wait(timeout=40) == 0
        assert not any(is_alive(pid) for pid in family)


def test_kill_9_of_the_supervisor_leaves_no_orphan(portal_environment: dict[str, str]) -> None:
    with serving(portal_environment) as portal:
        family = portal.family()
        assert len(family) >= 3
        portal.process.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in family), seconds=30)


def test_readers_do_not_wait_behind_writers_that_wait_for_a_long_import(
    portal_environment: dict[str, str], tmp_path: Path
) -> None:
    token = "a" * 64
    form = f"login=chen&password=x&csrfmiddlewaretoken={token}"
    head = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token}"}
    with (
        serving(portal_environment) as portal,
        closing(sqlite3.connect(tmp_path / "yimen.sqlite3")) as importer,
    ):
        importer.execute("BEGIN IMMEDIATE")
        waiting = [http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30) for _ in range(2)]
        for connection in waiting:
            connection.request("POST", "/-/account/login/", body=form, headers=head)
        time.sleep(1.5)  # both have come as far as the lock
        begin = time.monotonic()
        assert portal.is_ready()
        assert time.monotonic() - begin < 5
        importer.rollback()
        assert [connection.getresponse().status for connection in waiting] == [200, 200]
        for connection in waiting:
            connection.close()


def test_an_empty_database_is_refused_with_the_command_that_fills_it(
    portal_environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "yimen.sqlite3").unlink()
    refused = yimen("serve", environment=portal_environment)
    assert refused.returncode == 1
    assert "migrations" in refused.stderr
    assert "Apply them: yimen migrate" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_taken_port_is_refused(portal_environment: dict[str, str]) -> None:
    with closing(socket.create_server(("127.0.0.1", int(portal_environment["YIMEN_PORT"])))):
        refused = yimen("serve", environment=portal_environment)
    assert refused.returncode == 1
    assert "Cannot listen at 127.0.0.1" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_mistaken_settings_are_sentences_without_a_traceback(portal_environment: dict[str, str]) -> None:
    refused = yimen(
        "serve",
        environment={**portal_environment, "YIMEN_WORKERS": "0", "YIMEN_SECRET_KEY": "", "YIMEN_X": "1"},
    )
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert refused.stderr.count("\n  - ") == 3


def test_help_needs_no_settings() -> None:
    told = yimen(
        "--help", environment={"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    )
    assert told.returncode == 0
    assert "serve  " in told.stdout
