"""A polite crawler: robots.txt, one host at a time, a rate; each answer goes into a WARC at once.

What was fetched is known from the WARCs alone: a crawl that was killed is started again by the same call, reads what
its archives hold, and goes on with what their pages link to. An answer cut off by the kill is fetched again.
"""

import io
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from yimen.consolidation.extraction.page import OldPage, UnreadablePage
from yimen.consolidation.sources.archives import archived
from yimen.consolidation.sources.pages import is_page, links_of
from yimen.consolidation.sources.records import MOST_BYTES, PAGE_BYTES, Fetched
from yimen.consolidation.sources.traps import Traps
from yimen.foundation.decoding import UndecodableBytes, decode_page

_UNSAID = ("content-encoding", "transfer-encoding", "content-length")  # the archive holds what was unpacked
_TIMEOUT = 30  # seconds until a host counts as one that never answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """What to fetch: from a first address, on these hosts; `delay` in seconds, at most `most` addresses."""

    start: str
    folder: Path
    hosts: frozenset[str]
    this_year: int
    delay: float = 0.5
    most: int = 200_000


def crawl(wanted: Crawl) -> None:
    """Fetch a site, or go on fetching it. Once in a process: Twisted's reactor cannot be started again."""
    wanted.folder.mkdir(parents=True, exist_ok=True)
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "USER_AGENT": "yimen-consolidation (the city's portal office moves this site)",
            "DOWNLOAD_DELAY": wanted.delay,
            "AUTOTHROTTLE_ENABLED": wanted.delay > 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
            "DOWNLOAD_TIMEOUT": _TIMEOUT,
            "DOWNLOAD_MAXSIZE": MOST_BYTES,
            "RETRY_TIMES": 2,
            "REDIRECT_ENABLED": False,
            "HTTPERROR_ALLOW_ALL": True,
            "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
        }
    )
    process.crawl(_OldSiteSpider, wanted=wanted)
    process.start()


class _OldSiteSpider(Spider):
    """Follows links, redirects, pictures and attachments on the site's own hosts."""

    name = "old-site"

    def __init__(self, *, wanted: Crawl) -> None:
        super().__init__()
        self._wanted = wanted
        self._traps = Traps(this_year=wanted.this_year)
        self._seen: set[str] = set()
        number = len(list(wanted.folder.glob("*.warc.gz"))) + 1
        self._archive = wanted.folder / f"site-{number:04}.warc.gz"
        self._troubles = wanted.folder / "troubles.jsonl"

    async def start(self) -> AsyncIterator[Request]:
        known, found = set(), [self._wanted.start]
        for fetched in archived(self._wanted.folder):
            if not isinstance(fetched, Fetched):
                continue
            known.add(fetched.url)
            found += self._targets(fetched)
        self._seen |= known
        for request in self._requests(found):
            yield request

    def parse(self, response: Any, **_: Any) -> Iterator[Request]:
        headers = {
            key.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for key, values in response.headers.items()
        }
        self._write(response.url, response.status, headers, response.body)
        fetched = Fetched(response.url, response.url, response.status, headers, response.body, None)
        yield from self._requests(self._targets(fetched))

    def _failed(self, failure: Any) -> None:
        self._tell(failure.request.url, failure.getErrorMessage() or failure.type.__name__)

    def _requests(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in urls:
            request = Request(url, callback=self.parse, errback=self._failed, dont_filter=True)
            if request.url in self._seen or len(self._seen) >= self._wanted.most:
                continue
            self._seen.add(request.url)
            why = self._traps.why_not(request.url)
            if why:
                self._tell(request.url, why)
            else:
                yield request

    def _targets(self, fetched: Fetched) -> list[str]:
        """Where an answer leads, on the site's own hosts."""
        found: list[str] = []
        if 300 <= fetched.status < 400 and fetched.headers.get("location"):
            found = [urljoin(fetched.url, fetched.headers["location"])]
        elif is_page(fetched) and len(fetched.data) <= PAGE_BYTES:
            try:
                text = decode_page(fetched.data, declared=fetched.declared_charset).text
                links, files = links_of(OldPage(text, url=fetched.url))
            except (UndecodableBytes, UnreadablePage):
                return []
            found = [*links, *files]
        return [
            url.partition("#")[0] for url in found if (urlsplit(url).hostname or "") in self._wanted.hosts
        ]

    def _write(self, url: str, status: int, headers: dict[str, str], body: bytes) -> None:
        said = [(key, value) for key, value in headers.items() if key not in _UNSAID]
        with self._archive.open("ab") as file:
            writer = WARCWriter(file, gzip=True)
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=StatusAndHeaders(f"{status} ", said, protocol="HTTP/1.1"),
            )
            writer.write_record(record)

    def _tell(self, url: str, why: str) -> None:
        with self._troubles.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"where": url, "why": why}, ensure_ascii=False) + "\n")
