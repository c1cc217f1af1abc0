"""The request that is being answered, for the log: who asks, and from where."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass
class Asked:
    """A request, how many lines of the log it has caused, and whether it asked for what is hidden from this person."""

    request: HttpRequest
    lines: int = 0
    hides: bool = False


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[Asked]:
    """While inside, lines of the log are this request's."""
    asked = Asked(request)
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


def note_hidden() -> None:
    """What is asked for is there, and this person is told that it is not: reading it was refused."""
    asked = _asked.get()
    if asked is not None:
        asked.hides = True


def asked_now() -> Asked | None:
    """The request being answered; None in commands and tasks."""
    return _asked.get()
