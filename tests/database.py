"""A migrated database in a tenth of a second, at the start of a run and again after each test that commits.

Applying Wagtail's 200 migrations takes some 15 s, and Django's own flush leaves tables empty that migrations had
filled (root page, locales, permissions). SQLite starts from a file that was migrated once, by an earlier run or
worker, and goes back to it. PostgreSQL migrates once in a run, keeps a copy in a schema beside, and goes back to that.
"""

import fcntl
import hashlib
import os
import sqlite3
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

ROOT = Path(__file__).resolve().parents[1]
IN_MEMORY = "file:yimen_tests?mode=memory&cache=shared"  # shared: the live server's threads see it too


def commits(item: pytest.Item) -> bool:
    """Whether this test's writes are committed, so that the database must be restored after it."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        fixtures & {"transactional_db", "live_server"} or (marker and marker.kwargs.get("transaction"))
    )


def digest_of_schema() -> str:
    """Changes with whatever can change a freshly migrated database: packages, migrations, post_migrate."""
    digest = hashlib.sha256()
    for file in [ROOT / "requirements.lock", *sorted(ROOT.glob("yimen/**/*.py"))]:
        text = file.read_bytes()
        if file.suffix == ".lock" or "migrations" in file.parts or b"post_migrate" in text:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + text)
    return digest.hexdigest()[:16]


def migrated_template(folder: Path) -> Path:
    """The file with the migrated database for the code as it stands; made if it is not there yet."""
    template = folder / f"{digest_of_schema()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several pytest workers one migrates, the others wait
        if not template.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            _migrate(template)
    return template


def _migrate(template: Path) -> None:
    unfinished = template.with_suffix(f".sqlite3-{os.getpid()}")
    connection.settings_dict["NAME"] = str(unfinished)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    unfinished.replace(template)


class SqliteCopy:
    """The test database in memory, a copy of the template."""

    def __init__(self, folder: Path) -> None:
        self.template = migrated_template(folder)

    def restore(self) -> None:
        _copy_into_memory(self.template)


class PostgresCopy:
    """The test database and, in the schema `initial`, what was in it after its migrations."""

    def __init__(self) -> None:
        self.tables = connection.introspection.table_names()
        with transaction.atomic(), connection.cursor() as cursor:
            self.initial = self._filled(cursor)
            cursor.execute("CREATE SCHEMA initial")
            for table in self.initial:
                cursor.execute(f'CREATE TABLE initial."{table}" AS TABLE "{table}"')

    def restore(self) -> None:
        # Foreign keys are checked at commit, so the order of tables does not matter.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role TO replica")  # the log refuses deletion else
            for table in self._filled(cursor):
                cursor.execute(f'DELETE FROM "{table}"')
            for table in self.initial:
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM initial."{table}"')

    def _filled(self, cursor: CursorWrapper) -> list[str]:
        questions = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in self.tables]
        cursor.execute(" UNION ALL ".join(questions))
        return [row[0] for row in cursor.fetchall()]


def _copy_into_memory(template: Path) -> None:
    connection.settings_dict["NAME"] = IN_MEMORY
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{template}?mode=ro", uri=True)
    try:
        source.backup(connection.connection)
    finally:
        source.close()
