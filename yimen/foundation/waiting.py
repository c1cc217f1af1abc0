"""What waits for a member of staff: each app tells of its own matters, the desk's first screen shows them together.

An app registers its teller in its `apps.py`, as it subscribes to events; nobody imports the screen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Waiting:
    """One kind of matter that waits for a person."""

    text: str
    """What waits, in the reader's language and without its number."""
    count: int
    url: str
    """Where the matters are listed."""
    since: datetime | None = None
    """When the oldest of them began to wait; None where waiting has no beginning."""
    due: datetime | None = None
    """When the first of them happens by itself."""
    is_pressing: bool = False
    """Whether the oldest has waited longer than it should."""


Teller = Callable[[Any, datetime], Iterable[Waiting]]
"""Given a member of staff and the time: what waits for this person, with permission already looked at."""

_tellers: list[Teller] = []


def register_teller(teller: Teller) -> None:
    """Have `teller` asked from now on; registering twice counts once."""
    if teller not in _tellers:
        _tellers.append(teller)


def waiting_for(user: Any, *, now: datetime) -> list[Waiting]:
    """All that waits for this person: what presses first, then what has waited longest, then what comes of itself."""
    told = [matter for teller in _tellers for matter in teller(user, now) if matter.count]
    return sorted(
        told, key=lambda matter: (not matter.is_pressing, matter.since is None, matter.since or now)
    )
