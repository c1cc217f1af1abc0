"""Walking through a portal by its links, as somebody would who has time for every page."""

import re
from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.frontdoor.reading import Sheet

FILES = re.compile(r"\.(?:xml|json|csv|svg|png|jpg|txt)$|^/(?:documents|media|static|admin|-)/")


def read_whole(answer: Any) -> bytes:
    """The bytes of an answer. A file is read to its end, which closes it; closing it by hand would end the test's own
    connection to PostgreSQL, as the end of a request does outside tests.
    """
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@dataclass(frozen=True)
class Found:
    """A page that was walked to, and from where."""

    host: str
    path: str
    sheet: Sheet
    kind: str

    def __str__(self) -> str:
        return f"{self.host}{self.path}"


class Walk:
    """Every address that can be reached by links from where it starts, on each host of the portal."""

    def __init__(self, *hosts: str) -> None:
        self.clients = {host: Client(headers={"host": host}) for host in hosts}
        self.pages: list[Found] = []
        self.dead: list[str] = []
        self.seen: set[tuple[str, str]] = set()

    def go(self, *starts: tuple[str, str]) -> None:
        waiting = deque((start, "the start") for start in starts)
        self.seen.update(starts)
        while waiting:
            (host, path), source = waiting.popleft()
            answer = self.clients[host].get(path)
            if answer.status_code in (301, 302):
                self._meet(
                    urljoin(f"http://{host}{path}", answer.headers["Location"]), waiting, f"{host}{path}"
                )
                continue
            if answer.status_code != 200:
                self.dead.append(f"{host}{path} answered {answer.status_code}; {source} leads there")
                continue
            if not answer.headers["Content-Type"].startswith("text/html") or FILES.search(
                path.partition("?")[0]
            ):
                read_whole(answer)
                continue
            sheet = Sheet(self.clients[host], path, answer=answer)
            self.pages.append(Found(host, path, sheet, kind_of(sheet)))
            for link in sheet.tree.iter("a"):
                self._meet(urljoin(f"http://{host}{path}", link.get("href") or ""), waiting, f"{host}{path}")

    def _meet(self, address: str, waiting: deque[tuple[tuple[str, str], str]], source: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.hostname not in self.clients:
            return
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        place = (str(parts.hostname), path)
        if place not in self.seen:
            self.seen.add(place)
            waiting.append((place, source))


def kind_of(sheet: Sheet) -> str:
    entry = getattr(sheet.answer.wsgi_request, "entry", None)
    return entry.kind if entry is not None else ""
