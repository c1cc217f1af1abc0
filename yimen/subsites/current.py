"""The request being answered, for code that Wagtail calls without one (links in rich text, a page's own
URL).

Only addresses are read from it: they are the same for every visitor of a host, so nothing of one visitor can
reach another's page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

_request: ContextVar[HttpRequest | None] = ContextVar("request_being_answered", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """While inside, `request` is the one being answered."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def request_being_answered() -> HttpRequest | None:
    """The request being answered; None in commands and tasks."""
    return _request.get()
