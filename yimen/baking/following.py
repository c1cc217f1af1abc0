"""Following the change log on one machine: whatever is committed is thrown away here within a moment, in the order of
the log, and a machine that was down catches up before it answers from its store (docs/adr/0041).
"""

import logging
import os
import sqlite3
import threading
import time
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Q
from django.utils import timezone

from yimen.baking.generations import Generations
from yimen.baking.store import Purge, Store
from yimen.records.models import CHANNEL, Change

logger = logging.getLogger(__name__)
POLL_SECONDS = 0.25
BOUND_SECONDS = 2.0
"""How old the last look at the log may be before whoever answers looks for himself."""
SWEEP_SECONDS = 5.0
_AT_ONCE = 500
FOLLOWER = "follower"


class LogUnreadable(Exception):
    """The change log cannot be read: the portal's database does not answer."""


def catch_up(store: Store, *, now: datetime) -> int:
    """Apply all that was committed since; how many answers were thrown away. Raises LogUnreadable, or OSError or
    sqlite3.Error where the store cannot be written.
    """
    gone = 0
    _settle(store)
    is_full = True
    while is_full:
        position, mark = store.position(), _Mark.of(store)
        changes = _read(position, mark.position)
        if mark.position and not any(mark.fits(change) for change in changes):
            logger.warning("the change log is not the one that the store of pages followed; it begins anew")
            begin(store)
            break
        is_full = len(changes) >= _AT_ONCE
        fresh = [change for change in changes if position < change.pk][:_AT_ONCE]
        if fresh:
            gone += store.apply([_purge(change) for change in fresh], mark=str(_Mark.at(fresh[-1])))
    _note_alive(store, now=now)
    return gone


class _Mark:
    """A line of the log that was read, by its number and time: if it is another one day, the database is another (a
    backup was restored), and nothing that was kept can be trusted.
    """

    def __init__(self, position: int, at: str) -> None:
        self.position, self.moment = position, at

    @classmethod
    def at(cls, change: Change) -> "_Mark":
        return cls(change.pk, change.at.isoformat())

    @classmethod
    def of(cls, store: Store) -> "_Mark":
        number, _, at = store.ledger.fact("mark").partition(" ")
        return cls(int(number or 0), at)

    def fits(self, change: Change) -> bool:
        return change.pk == self.position and change.at == datetime.fromisoformat(self.moment)

    def __str__(self) -> str:
        return f"{self.position} {self.moment}"


def _settle(store: Store) -> None:
    """A store that was never begun, or that outlived the machine's own fall."""
    if not store.is_begun():
        begin(store)
    elif not store.is_of_this_boot():
        count = store.write_index_anew()
        logger.info("the machine was started anew: %s kept pages were taken over", count)


def begin(store: Store) -> None:
    """Throw everything away and follow the log from where it is now. Raises as catch_up does."""
    try:
        newest = Change.objects.order_by("-pk").first()
    except DatabaseError as error:
        raise LogUnreadable(str(error)) from error
    store.begin(position=newest.pk if newest else 0, mark=str(_Mark.at(newest)) if newest else "")


def _read(position: int, mark: int) -> list[Change]:
    """The line of the mark and what came after the position, in the log's order: a query a look."""
    try:
        if mark <= position:
            return list(Change.objects.filter(Q(pk__gt=position) | Q(pk=mark)).order_by("pk")[: _AT_ONCE + 1])
        # The index was written anew and lines are applied again: the mark lies ahead.
        later = list(Change.objects.filter(pk__gt=position).order_by("pk")[:_AT_ONCE])
        return [*later, *Change.objects.filter(pk=mark).exclude(pk__in=[change.pk for change in later])]
    except DatabaseError as error:
        raise LogUnreadable(str(error)) from error


def _purge(change: Change) -> Purge:
    return Purge(change.pk, tuple(change.tags), is_withdrawal=change.action == Change.Action.WITHDRAWN)


# ── when the log was read last ──
def _note_alive(store: Store, *, now: datetime) -> None:
    file = _alive(store)
    file.touch()
    moment = now.timestamp()
    os.utime(file, (moment, moment))


def _alive(store: Store) -> Path:
    return store.folder / "alive"


def last_read(store: Store) -> float | None:
    """When the log was last read to its end, seconds since 1970; None for never."""
    try:
        return _alive(store).stat().st_mtime
    except OSError:
        return None


# ── the thread ──
class Follower(threading.Thread):
    """One in each server process; of those on a machine one follows, and another takes over when it dies."""

    def __init__(self, generations: Generations) -> None:
        super().__init__(name="follower of the change log", daemon=True)
        self.generations = generations
        self._stopped = threading.Event()
        self._swept_at = float("-inf")

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self.generations.turn(FOLLOWER, patience=0.0) as is_mine:
                    if is_mine:
                        self._follow()
                self._note_use()
            except (OSError, sqlite3.Error) as error:
                logger.warning("the store of pages cannot be kept: %s", error)
            self._stopped.wait(1.0)
        connection.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=5)

    def _follow(self) -> None:
        """For as long as this process lives and the store can be written."""
        self.generations.settle()
        while not self._stopped.is_set():
            close_old_connections()
            store = self.generations.current()
            try:
                catch_up(store, now=timezone.now())
            except LogUnreadable as error:
                logger.warning("the change log cannot be read: %s", error)
                connection.close()
                self._stopped.wait(1.0)
                continue
            self._sweep(store)
            wait_for_changes(self._stopped, seconds=POLL_SECONDS)

    def _sweep(self, store: Store) -> None:
        now = time.monotonic()
        store.sweep_by_clock(now=time.time())
        if now - self._swept_at > SWEEP_SECONDS:
            self._swept_at = now
            store.sweep()
            self._note_use()

    def _note_use(self) -> None:
        self.generations.current().note_use(now=time.time())


def wait_for_changes(stopped: threading.Event, *, seconds: float) -> None:
    """Until something is committed or the time is over: PostgreSQL tells, elsewhere it is looked."""
    if connection.vendor != "postgresql":
        stopped.wait(seconds)
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        for _ in connection.connection.notifies(timeout=seconds, stop_after=1):
            return
    except DatabaseError as error:
        logger.warning("the change log cannot be listened to: %s", error)
        connection.close()
        stopped.wait(seconds)
