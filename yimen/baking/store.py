"""One machine's store of pages: kept answers as files, found by key, thrown away by tag (docs/adr/0040, 0042).

Reading asks the file system alone. Writing and throwing away go through the index, one writer at a time, so that an
answer whose rendering began before a change that concerns it is never kept.
"""

import contextlib
import hashlib
import json
import logging
import os
import secrets
import shutil
import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import brotli

from yimen.baking import files
from yimen.baking.files import Filed
from yimen.baking.ledger import Ledger, set_fact
from yimen.baking.rules import (
    BROTLI,
    GZIP,
    IDENTITY,
    MOST_WITHOUT_PAGE,
    Copy,
    Key,
    is_worth_compressing,
)

logger = logging.getLogger(__name__)
Connection = sqlite3.Connection
MEMORY = 48 * 1024 * 1024  # bytes of kept answers that each process holds ready
APPLIED_KEPT = 20_000
"""Changes whose tags are remembered. A rendering that began before the oldest of them is not kept."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Purge:
    """One line of the change log as the store takes it. What was withdrawn leaves no former copy behind."""

    position: int
    tags: tuple[str, ...]
    is_withdrawal: bool = False


@dataclass(frozen=True)
class Rendered:
    """An answer that may be kept, with what it was made of and the position of the log at which that began."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    tags: frozenset[str]
    began_at: int
    holds_until: float | None = None
    parameters: tuple[str, ...] = ()
    shows_entrances: bool = False


class Store:
    """Every method that writes raises OSError or sqlite3.Error where the folder cannot be written."""

    def __init__(self, folder: Path, *, limit: int, brotli_quality: int = 5) -> None:
        self.folder = folder
        self.limit = limit  # bytes
        self.brotli_quality = brotli_quality
        self.ledger = Ledger(folder / "index.sqlite3")
        self._memory: OrderedDict[str, tuple[tuple[int, int, int], Copy]] = OrderedDict()
        self._memory_size = 0
        self._memory_lock = threading.Lock()
        self._used: set[str] = set()

    # ── reading ──
    def find(self, key: Key, *, now: float) -> Copy | None:
        """The kept answer that holds now."""
        copy = self._read(key.name)
        if copy is None or (copy.holds_until is not None and copy.holds_until <= now):
            return None
        self._used.add(key.name)
        return copy

    def former(self, key: Key) -> Copy | None:
        """The last good answer, though something in it has changed since; None after a withdrawal."""
        return self._read(key.name) or self._load(self._path(key.name, former=True))

    def _read(self, name: str) -> Copy | None:
        """Out of memory while the file is the same, else from the file."""
        path = self._path(name)
        try:
            stat = os.stat(path)  # noqa: PTH116  half the time of pathlib's, on the hottest line there is
        except OSError:
            return None
        seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        known = self._memory.get(name)
        if known is not None and known[0] == seen:
            return known[1]
        copy = self._load(path)
        if copy is not None and copy.size < MEMORY // 16:
            self._remember(name, seen, copy)
        return copy

    def _load(self, path: str) -> Copy | None:
        try:
            filed = files.from_bytes(Path(path).read_bytes())
        except OSError:
            return None
        return filed.copy if filed else None

    def _remember(self, name: str, seen: tuple[int, int, int], copy: Copy) -> None:
        with self._memory_lock:
            former = self._memory.pop(name, None)
            self._memory[name] = (seen, copy)
            self._memory_size += copy.size - (former[1].size if former else 0)
            while self._memory_size > MEMORY:
                _, (_, dropped) = self._memory.popitem(last=False)
                self._memory_size -= dropped.size

    def _path(self, name: str, *, former: bool = False) -> str:
        return f"{self.folder}/pages/{name[:2]}/{name}.{'former' if former else 'page'}"

    # ── keeping ──
    def position(self) -> int:
        """The last change that has been applied here."""
        return int(self.ledger.fact("position", "0"))

    def keep(self, key: Key, rendered: Rendered, *, now: float) -> Copy | None:
        """Keep an answer; None where something that it shows has changed since its rendering began."""
        copy = self._copy_of(key, rendered, now=now)
        tags = tuple(sorted(rendered.tags))
        filed = Filed(key, copy, tags, rendered.began_at)
        path = Path(self._path(key.name))
        new = files.write_beside(path, files.to_bytes(filed))
        try:
            token = secrets.token_hex(8)
            # The index knows of a file before it is there: a crash in between leaves a line without a file, which
            # harms nobody, and never a file that no change would find.
            with self.ledger.writing() as db:
                if _has_changed(db, tags, since=rendered.began_at):
                    return None
                self._enter(db, filed, token=token, now=now)
            with self.ledger.writing() as db:  # nobody throws away while it is put in its place
                held = db.execute(
                    "SELECT 1 FROM entry WHERE name = ? AND token = ?", (key.name, token)
                ).fetchone()
                if held is None:
                    return None
                new.replace(path)
                files.remove(Path(self._path(key.name, former=True)))
                self._serve(filed)
                if copy.status != 200:
                    self._bound_others(db)
        finally:
            new.unlink(missing_ok=True)
        return copy

    def _copy_of(self, key: Key, rendered: Rendered, *, now: float) -> Copy:
        mark = hashlib.sha256(rendered.body).hexdigest()[:32]
        before = self.former(key)
        kind = next((value for name, value in rendered.headers if name.lower() == "content-type"), "")
        return Copy(
            status=rendered.status,
            headers=rendered.headers,
            bodies=self._compressed(rendered.body, kind),
            mark=mark,
            changed_at=before.changed_at if before is not None and before.mark == mark else now,
            kept_at=now,
            holds_until=rendered.holds_until,
            parameters=rendered.parameters,
            shows_entrances=rendered.shows_entrances,
        )

    def _compressed(self, body: bytes, content_type: str) -> dict[str, bytes]:
        bodies = {IDENTITY: body}
        if is_worth_compressing(content_type, len(body)):
            packer = zlib.compressobj(6, zlib.DEFLATED, 31)
            shorter = {
                GZIP: packer.compress(body) + packer.flush(),
                BROTLI: brotli.compress(body, quality=self.brotli_quality),
            }
            bodies |= {name: packed for name, packed in shorter.items() if len(packed) < len(body)}
        return bodies

    def _enter(self, db: Connection, filed: Filed, *, token: str, now: float) -> None:
        name, copy = filed.key.name, filed.copy
        db.execute("DELETE FROM shown WHERE name = ?", (name,))
        db.execute(
            "INSERT OR REPLACE INTO entry (name, token, served_as, status, size, position, holds_until, used_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (name, token, filed.key.served_as, copy.status, copy.size, filed.position, copy.holds_until, now),
        )
        db.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", [(tag, name) for tag in filed.tags])

    def _serve(self, filed: Filed) -> None:
        """Lay the body out for a web server in front: compressed ones first, for the plain one lets them be found."""
        if filed.copy.status != 200 or not filed.key.served_as:
            return
        path = self.folder / "www" / filed.key.served_as
        for encoding, ending in ((GZIP, ".gz"), (BROTLI, ".br"), (IDENTITY, "")):
            target = path.with_name(path.name + ending)
            if encoding in filed.copy.bodies:
                files.replace(target, filed.copy.bodies[encoding])
                os.utime(target, (filed.copy.changed_at, filed.copy.changed_at))
            else:
                files.remove(target)

    # ── throwing away ──
    def apply(self, purges: Sequence[Purge], *, mark: str = "") -> int:
        """Throw away what shows what has changed, and remember how far the log has been read; how many answers."""
        if not purges:
            return 0
        with self.ledger.writing() as db:
            gone = sum(self._apply(db, purge) for purge in purges)
            last = purges[-1].position
            set_fact(db, "position", str(last))
            set_fact(db, "mark", mark)
            db.execute("DELETE FROM applied WHERE change <= ?", (last - APPLIED_KEPT,))
            set_fact(db, "horizon", str(max(int(_fact(db, "horizon", "0")), last - APPLIED_KEPT)))
        return gone

    def _apply(self, db: Connection, purge: Purge) -> int:
        if purge.position <= int(_fact(db, "position", "0")):
            return 0
        rows = db.execute(
            "SELECT DISTINCT entry.name, served_as FROM json_each(?) AS tag"
            " JOIN shown ON shown.tag = tag.value JOIN entry ON entry.name = shown.name"
            " WHERE (is_old = 0 AND position < ?) OR (is_old = 1 AND ?)",
            (json.dumps(purge.tags), purge.position, purge.is_withdrawal),
        ).fetchall()
        for name, served_as in rows:
            self._take_away(db, name, served_as, for_good=purge.is_withdrawal)
        db.executemany(
            "INSERT OR REPLACE INTO applied VALUES (?, ?)", [(tag, purge.position) for tag in purge.tags]
        )
        return len(rows)

    def _take_away(self, db: Connection, name: str, served_as: str, *, for_good: bool) -> None:
        """The plain body goes first: without it a web server asks the application."""
        if served_as:
            path = self.folder / "www" / served_as
            for ending in ("", ".gz", ".br"):
                files.remove(path.with_name(path.name + ending))
        former = self._path(name, former=True)
        if for_good:
            files.remove(Path(self._path(name)))
            files.remove(Path(former))
            db.execute("DELETE FROM entry WHERE name = ?", (name,))
            db.execute("DELETE FROM shown WHERE name = ?", (name,))
        else:
            with contextlib.suppress(FileNotFoundError):
                Path(self._path(name)).replace(former)
            db.execute("UPDATE entry SET is_old = 1, token = '' WHERE name = ?", (name,))

    def drop(self, key: Key) -> None:
        """Throw away one answer for good: its address answers otherwise now, and not for everybody."""
        with self.ledger.writing() as db:
            self._take_away(db, key.name, key.served_as, for_good=True)

    def sweep_by_clock(self, *, now: float) -> int:
        """Throw away what holds no more by the clock; how many answers."""
        wanted = "FROM entry WHERE holds_until <= ? AND is_old = 0"
        if self.ledger.connection().execute(f"SELECT 1 {wanted} LIMIT 1", (now,)).fetchone() is None:
            return 0
        with self.ledger.writing() as db:
            rows = db.execute(f"SELECT name, served_as {wanted}", (now,)).fetchall()
            for name, served_as in rows:
                self._take_away(db, name, served_as, for_good=False)
        return len(rows)

    def sweep(self) -> int:
        """Throw away what was used longest ago where there is too much; how many answers."""
        with self.ledger.writing() as db:
            return self._shrink(db)

    def _shrink(self, db: Connection) -> int:
        (size,) = db.execute("SELECT COALESCE(SUM(size), 0) FROM entry").fetchone()
        gone = 0
        if size <= self.limit:
            return gone
        for name, served_as, own in db.execute(
            "SELECT name, served_as, size FROM entry ORDER BY used_at"
        ).fetchall():
            if size <= self.limit * 0.9:
                break
            self._take_away(db, name, served_as, for_good=True)
            size -= own
            gone += 1
        return gone

    def _bound_others(self, db: Connection) -> None:
        """Missing pages and redirects never push pages out: past their own number the oldest go."""
        rows = db.execute(
            "SELECT name, served_as FROM entry WHERE status <> 200 ORDER BY used_at DESC LIMIT -1 OFFSET ?",
            (MOST_WITHOUT_PAGE,),
        ).fetchall()
        for name, served_as in rows:
            self._take_away(db, name, served_as, for_good=True)

    def note_use(self, *, now: float) -> None:
        """Write down what this process has handed out since it last did."""
        used, self._used = self._used, set()
        if used:
            with self.ledger.writing() as db:
                db.executemany("UPDATE entry SET used_at = ? WHERE name = ?", [(now, name) for name in used])

    # ── beginning ──
    def begin(self, *, position: int, mark: str) -> None:
        """Throw everything away and begin at this position of the log."""
        with self.ledger.writing() as db:
            for name in ("pages", "www"):
                shutil.rmtree(self.folder / name, ignore_errors=False, onerror=_unless_gone)
            for table in ("entry", "shown", "applied", "fact"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608  our own names
            set_fact(db, "position", str(position))
            set_fact(db, "horizon", str(position))
            set_fact(db, "mark", mark)
            set_fact(db, "boot", _boot())

    def is_begun(self) -> bool:
        """Whether it has been begun at all, by any process."""
        return self.ledger.fact("boot") != ""

    def is_of_this_boot(self) -> bool:
        """Whether the machine has run on since the index was begun or written anew."""
        return self.ledger.fact("boot") == _boot()

    def write_index_anew(self) -> int:
        """After the machine itself went down: what the disk kept of files and index need not agree, so the index is
        written from the files, torn ones go, and the log is applied again from the oldest file on; how many were kept.
        """
        with self.ledger.writing() as db:
            for table in ("entry", "shown", "applied"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608  our own names
            shutil.rmtree(self.folder / "www", ignore_errors=False, onerror=_unless_gone)
            oldest = int(_fact(db, "position", "0"))
            count = 0
            for path in (self.folder / "pages").glob("*/*"):
                filed = files.from_bytes(path.read_bytes()) if path.suffix == ".page" else None
                if filed is None or filed.key.name != path.stem:
                    files.remove(path)
                    continue
                self._enter(db, filed, token=secrets.token_hex(8), now=filed.copy.kept_at)
                self._serve(filed)
                oldest = min(oldest, filed.position)
                count += 1
            set_fact(db, "position", str(oldest))
            set_fact(db, "horizon", str(oldest))
            set_fact(db, "boot", _boot())
        return count


def _has_changed(db: Connection, tags: Sequence[str], *, since: int) -> bool:
    if since < int(_fact(db, "horizon", "0")):
        return True
    row = db.execute(
        "SELECT 1 FROM json_each(?) AS tag JOIN applied ON applied.tag = tag.value WHERE change > ? LIMIT 1",
        (json.dumps(tags), since),
    ).fetchone()
    return row is not None


def _fact(db: Connection, name: str, default: str) -> str:
    row = db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def _boot() -> str:
    """Another after each start of the machine; where it cannot be told, another for each process."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return f"process {os.getpid()}"


def _unless_gone(
    _function: object, _path: str, error: tuple[type[BaseException], BaseException, object]
) -> None:
    if not isinstance(error[1], FileNotFoundError):
        raise error[1]
