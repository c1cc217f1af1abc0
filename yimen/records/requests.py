"""The request that is being answered, for the log: who asks, and from where."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass
class Asked:
    """A request, and how many lines of the log it has caused."""

    request: HttpRequest
    lines: int = 0


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


def asked_now() -> Asked | None:
    """The request being answered; None in commands and tasks."""
    return _asked.get()
