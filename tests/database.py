"""A migrated database in a tenth of a second: migrations run once, then every run starts from a copy.

On SQLite only; PostgreSQL migrates its own in each run. Applying Wagtail's 200 migrations takes some 15 s.
"""

import fcntl
import hashlib
import os
import sqlite3
from pathlib import Path

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
IN_MEMORY = "file:yimen_tests?mode=memory&cache=shared"  # shared: the live server's threads see it too


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


def restore(template: Path) -> None:
    """Make the test database in memory a copy of the template."""
    connection.settings_dict["NAME"] = IN_MEMORY
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{template}?mode=ro", uri=True)
    try:
        source.backup(connection.connection)
    finally:
        source.close()
