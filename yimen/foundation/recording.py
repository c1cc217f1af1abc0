"""What a page shows, noted while it is rendered, so that a store of pages can throw it away when that changes.

Rows note themselves when they are read (`records.TrackedModel`, pool entries, pages of the tree); whoever reads a list
notes the list, since a row that is not there yet cannot; whoever reads the clock notes until when its answer holds.
Outside a recording everything here does nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

Answerer = TypeVar("Answerer", bound=Callable[..., Any])


@dataclass
class Recording:
    """What one answer was made of."""

    tags: set[str] = field(default_factory=set)
    holds_until: datetime | None = None
    # Parameters of the query by which the address answers differently; no other is ever looked at.
    parameters: tuple[str, ...] = ()
    shows_entrances: bool = False  # the visitor's chosen entrance changes the answer
    is_for_all: bool = False  # asked for by a canonical name, so that it may be kept at all


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording() -> Iterator[Recording]:
    """While inside, what is shown is noted in the recording that is handed out."""
    made = Recording()
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)


def shows(*tags: str) -> None:
    """The answer being made shows what these tags name (`foundation.tags`)."""
    current = _current.get()
    if current is not None:
        current.tags.update(tags)


def is_recording() -> bool:
    return _current.get() is not None


def holds_until(moment: datetime) -> None:
    """The answer being made says something that is no longer true from this moment on; the earliest counts."""
    current = _current.get()
    if current is not None and (current.holds_until is None or moment < current.holds_until):
        current.holds_until = moment


def differs_by(*parameters: str) -> None:
    """The answer being made differs by these parameters of the query, in this order, and by no other."""
    current = _current.get()
    if current is not None:
        current.parameters = tuple(dict.fromkeys((*current.parameters, *parameters)))


def differs_by_entrance() -> None:
    """The answer being made depends on the entrance that the visitor chose."""
    current = _current.get()
    if current is not None:
        current.shows_entrances = True


def is_for_all() -> None:
    """The answer being made was asked for by a canonical name of the portal."""
    current = _current.get()
    if current is not None:
        current.is_for_all = True


def bakeable(view: Answerer) -> Answerer:
    """Marks a view whose answer to a visitor without account is the same for everybody and notes what it shows."""
    view.is_bakeable = True  # type: ignore[attr-defined]
    return view


def is_bakeable(view: object) -> bool:
    return bool(getattr(view, "is_bakeable", False))
