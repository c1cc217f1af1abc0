"""The index of one store of pages: which file shows what, how far the change log has been applied.

An SQLite file of its own beside the pages, because every process of a machine reads and writes it, with or without
the portal's database. It holds nothing that the pages' files do not say too.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS entry (
    name TEXT PRIMARY KEY, token TEXT NOT NULL, served_as TEXT NOT NULL, status INTEGER NOT NULL,
    size INTEGER NOT NULL, position INTEGER NOT NULL, holds_until REAL, used_at REAL NOT NULL,
    is_old INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS entry_used ON entry (used_at);
CREATE INDEX IF NOT EXISTS entry_until ON entry (holds_until) WHERE holds_until IS NOT NULL AND is_old = 0;
CREATE INDEX IF NOT EXISTS entry_without_page ON entry (used_at) WHERE status <> 200;
CREATE TABLE IF NOT EXISTS shown (tag TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (tag, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by ON shown (name);
CREATE TABLE IF NOT EXISTS applied (tag TEXT PRIMARY KEY, change INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS applied_change ON applied (change);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
PATIENCE = 10.0  # seconds that a writer waits for another


class Ledger:
    """Connections to the index, one a thread, opened anew when the file was replaced."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._own = threading.local()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection. Raises sqlite3.Error or OSError."""
        known: tuple[sqlite3.Connection, int, int] | None = getattr(self._own, "known", None)
        if known is not None:
            with contextlib.suppress(OSError):
                if (os.getpid(), self.file.stat().st_ino) == known[1:]:
                    return known[0]
            known[0].close()
            self._own.known = None
        self.file.parent.mkdir(parents=True, exist_ok=True)
        made = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("PRAGMA synchronous=OFF")  # what a power cut breaks is written anew from the pages
        made.executescript(_TABLES)
        self._own.known = made, os.getpid(), self.file.stat().st_ino
        return made

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Nobody else writes meanwhile; all of it or nothing."""
        db = self.connection()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def fact(self, name: str, default: str = "") -> str:
        row = self.connection().execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def close(self) -> None:
        """This thread's connection."""
        known: tuple[sqlite3.Connection, int, int] | None = getattr(self._own, "known", None)
        if known is not None:
            known[0].close()
            self._own.known = None


def set_fact(db: sqlite3.Connection, name: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))
