"""One machine of the portal in a test: a store in a folder of its own, the layer before the application, a follower
that reads the log when the story says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils import timezone

from tests.cast import HOST
from yimen.baking import following
from yimen.baking.generations import Generations
from yimen.baking.rendering import Application, Environ
from yimen.baking.serving import Choices, PageLayer
from yimen.baking.store import Store


@dataclass
class Got:
    """What a visitor received."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def note(self) -> str:
        """The Cache-Status without the cache's name; empty where the application answered."""
        return self.headers.get("Cache-Status", "").removeprefix("yimen; ")

    @property
    def is_hit(self) -> bool:
        return self.note.startswith("hit")


@dataclass
class Machine:
    """A node. `renders` are the addresses that the application was asked for."""

    folder: Path
    application: Application = field(default_factory=WSGIHandler)
    stale_hours: float = 1.0
    renders: list[str] = field(default_factory=list)
    before_render: Callable[[Environ], None] | None = None
    after_render: Callable[[Environ], None] | None = None

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new process over the same folder."""
        self.generations = Generations(self.folder, limit=64 * 1024 * 1024)
        self.layer = PageLayer(
            self._counted,
            self.generations,
            choices=Choices(frozenset({"sessionid"}), self.stale_hours * 3600),
            comes_by=lambda environ: environ["wsgi.url_scheme"],
        )

    @property
    def store(self) -> Store:
        return self.generations.current()

    def follow(self) -> int:
        """Read the log to its end, as the follower does a few times a second."""
        return following.catch_up(self.store, now=timezone.now())

    def empty(self) -> None:
        """Throw everything away and go on from here."""
        following.begin(self.store)

    def _counted(self, environ: Environ, start_response: Any) -> Any:
        self.renders.append(environ["PATH_INFO"])
        if self.before_render:
            self.before_render(environ)
        answered = self.application(environ, start_response)
        if self.after_render:
            self.after_render(environ)
        return answered

    def get(self, path: str, *, host: str = HOST, method: str = "GET", **headers: str) -> Got:
        """Ask for an address; headers as `accept_encoding="gzip"`."""
        environ = RequestFactory().generic(method, path).environ
        environ["HTTP_HOST"] = host
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        environ.pop("HTTP_COOKIE") if "cookie" not in headers else None
        started: list[Any] = []
        parts = self.layer(environ, lambda *said: started.append(said))
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Got(int(started[-1][0].split()[0]), dict(started[-1][1]), body)
