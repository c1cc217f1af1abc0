"""Stores beside each other in one folder, of which one is in force: `current` leads to it, and is switched at once."""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from yimen.baking.store import Store

CURRENT = "current"
LOOK_SECONDS = 0.5
FIRST = "g1"


class Generations:
    """The stores of one machine. Raises OSError where the folder cannot be written."""

    def __init__(self, folder: Path, *, limit: int) -> None:
        self.folder = folder
        self.limit = limit
        self._looked_at = float("-inf")
        self._current: Store | None = None

    def current(self) -> Store:
        """The store in force; another process may have switched it a moment ago."""
        now = time.monotonic()
        if self._current is None or now - self._looked_at > LOOK_SECONDS:
            name = self._name()
            if self._current is None or self._current.folder.name != name:
                self._current = self.store(name)
            self._looked_at = now
        return self._current

    def _name(self) -> str:
        try:
            return (self.folder / CURRENT).readlink().name
        except OSError:
            return FIRST

    def store(self, name: str) -> Store:
        return Store(self.folder / name, limit=self.limit)

    def beside(self) -> Store:
        """A new store beside the one in force."""
        number = max((int(path.name[1:]) for path in self.folder.glob("g[0-9]*")), default=0) + 1
        return self.store(f"g{number}")

    def switch(self, store: Store) -> None:
        """Put a store in force; the others are thrown away but for the one before."""
        former = self._name()
        new = self.folder / f".{CURRENT}-{os.getpid()}"
        new.unlink(missing_ok=True)
        new.symlink_to(store.folder.name)
        new.replace(self.folder / CURRENT)
        self._looked_at = float("-inf")
        for path in self.folder.glob("g[0-9]*"):
            if path.name not in (former, store.folder.name):
                shutil.rmtree(path, ignore_errors=True)

    def settle(self) -> None:
        """`current` leads somewhere from the beginning, for web servers in front."""
        if not (self.folder / CURRENT).is_symlink():
            self.folder.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                (self.folder / CURRENT).symlink_to(FIRST)

    @contextlib.contextmanager
    def turn(self, name: str, *, patience: float) -> Iterator[bool]:
        """One holder on this machine at a time, whichever process; False when it was not had in `patience` seconds. A
        dead holder's turn ends with it.
        """
        folder = self.folder / "turns"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("a") as file:
            yield _taken(file.fileno(), until=time.monotonic() + patience)


def _taken(descriptor: int, *, until: float) -> bool:
    while True:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.01)
        else:
            return True
