"""Asking the application for an answer that is to be kept: a request that nobody sent, so that nothing of whoever
happened to come first can be in it.
"""

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve

from yimen.baking.rules import Key
from yimen.design.preferences import COOKIE_NAME, Preferences
from yimen.foundation.recording import Recording, is_bakeable, recording

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

NEVER = ("/admin/", "/static/", "/media/", "/documents/", "/api/", "/-/")
THEMES = "/-/theme/"


@dataclass(frozen=True)
class Answered:
    """What the application said, and what it was made of."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    made_of: Recording


def may_be_kept(path: str) -> bool:
    """Whether an address is one that the portal marks as the same for everybody, or none at all: a missing page is
    the same for everybody too.
    """
    if path.startswith(NEVER) and not path.startswith(THEMES):
        return False
    try:
        return is_bakeable(resolve(path).func)
    except Resolver404:
        return True


def render(application: Application, key: Key, *, scheme: str) -> Answered:
    """The application's answer to a visitor of whom nothing is known but the key."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        started.append((status, headers))

    with recording() as made_of:
        parts = application(request_of(key, scheme=scheme), start_response)
        try:
            body = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()
    status, headers = started[-1]
    number, _, reason = status.partition(" ")
    return Answered(int(number), reason, tuple(headers), body, made_of)


def request_of(key: Key, *, scheme: str) -> Environ:
    """A request with host, path, declared parameters and look, and nothing else."""
    environ: Environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": key.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": key.query,
        "SERVER_NAME": key.host,
        "SERVER_PORT": "443" if scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": key.host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    cookie = preferences_of_key(key).encode()
    if cookie:
        environ["HTTP_COOKIE"] = f"{COOKIE_NAME}={cookie}"
    return environ


def preferences_of_key(key: Key) -> Preferences:
    chosen = key.look.split("-")
    return Preferences(
        entrance=key.entrance or None,
        text="large" if "large" in chosen else None,
        contrast="high" if "high" in chosen else None,
        mode="elder" if "elder" in chosen else None,
    )
