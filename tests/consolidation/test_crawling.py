"""The crawler against a real server: GBK pages, files, a trap, a page behind robots.txt, a kill in the middle."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consolidation import old_site
from yimen.consolidation.sources.opening import open_source
from yimen.consolidation.sources.records import Fetched
from yimen.consolidation.sources.traps import Traps

YEAR = 2026
ROOT = Path(__file__).resolve().parents[2]
PAGES = 12


class OldServer(BaseHTTPRequestHandler):
    """The water bureau's server: honest pages, an endless calendar, a loop, an error."""

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path == "/robots.txt":
            self._answer(b"User-agent: *\nDisallow: /private/\n", "text/plain")
        elif path == "/":
            links = "".join(f'<a href="/a/{n}.html">第{n}篇通知</a>' for n in range(PAGES))
            more = "".join(
                f'<a href="{to}">其他</a>' for to in ("/private/x.html", "/cal?year=2025", "/loop1", "/500")
            )
            self._answer(
                f"<html><body>{links}{more}</body></html>".encode("gb18030"), "text/html; charset=gb2312"
            )
        elif path == "/cal":
            year = int(query["year"][0])
            self._answer(
                f'<a href="/cal?year={year + 1}">下一年</a><a href="/cal?year={year - 1}">上一年</a>'.encode()
            )
        elif path.startswith("/a/"):
            body = f'<h1>通知{path}</h1><img src="/pic.png"><a href="/plan.doc">附件</a>'
            self._answer(body.encode("gb18030"), "text/html; charset=gb2312")
        elif path == "/pic.png":
            self._answer(old_site.picture(), "image/png")
        elif path == "/plan.doc":
            self._answer(b"\xd0\xcf\x11\xe0 plan", "application/msword")
        elif path in ("/loop1", "/loop2"):
            self.send_response(302)
            self.send_header("Location", "/loop2" if path == "/loop1" else "/loop1")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._answer(b"error", "text/html", status=500)

    def _answer(self, body: bytes, kind: str = "text/html", *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), OldServer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def archived(folder: Path) -> Iterator[Fetched]:
    """What whole answers a crawl has left so far."""
    if any(folder.glob("*.warc.gz")):
        for one in open_source(folder, base_url="http://127.0.0.1").read():
            if isinstance(one, Fetched):
                yield one


def started(address: str, folder: Path, *, delay: float = 0.0) -> subprocess.Popen[bytes]:
    code = (
        "from pathlib import Path; from yimen.consolidation.sources.crawling import Crawl, crawl;"
        f"crawl(Crawl(start={address + '/'!r}, folder=Path({str(folder)!r}), hosts=frozenset(['127.0.0.1']),"
        f"this_year={YEAR}, delay={delay}))"
    )
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT)


@pytest.fixture(scope="module")
def crawled(address: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Fetched]]:
    folder = tmp_path_factory.mktemp("crawl")
    assert started(address, folder).wait(timeout=60) == 0
    return folder, {one.url.removeprefix(address): one for one in archived(folder)}


@pytest.mark.slow
def test_pages_pictures_and_attachments_are_fetched_with_all_the_server_said(
    crawled: tuple[Path, dict[str, Fetched]],
) -> None:
    _, found = crawled
    assert {f"/a/{n}.html" for n in range(PAGES)} <= set(found)
    assert found["/a/1.html"].declared_charset == "gb2312"
    assert found["/pic.png"].data == old_site.picture()
    assert found["/plan.doc"].content_type == "application/msword"
    assert found["/500"].status == 500
    assert found["/loop1"].headers["location"] == "/loop2"


@pytest.mark.slow
def test_a_calendar_ends_and_what_robots_forbids_is_left(crawled: tuple[Path, dict[str, Fetched]]) -> None:
    folder, found = crawled
    assert "/private/x.html" not in found
    assert "/cal?year=2027" in found
    assert "/cal?year=2028" not in found
    told = (folder / "troubles.jsonl").read_text(encoding="utf-8")
    assert "a calendar beyond the years of the site" in told
    assert "robots.txt" in told


@pytest.mark.slow
def test_killed_half_way_and_started_again_the_archive_is_the_same(
    address: str, tmp_path: Path, crawled: tuple[Path, dict[str, Fetched]]
) -> None:
    child = started(address, tmp_path, delay=0.05)
    limit = time.monotonic() + 30
    while time.monotonic() < limit and sum(1 for _ in archived(tmp_path)) < 5:
        if child.poll() is not None:
            break
    child.send_signal(signal.SIGKILL)
    child.wait()
    before = sum(1 for _ in archived(tmp_path))
    last = sorted(tmp_path.glob("*.warc.gz"))[-1]
    last.write_bytes(last.read_bytes()[:-20])  # the kill fell into a record
    assert started(address, tmp_path).wait(timeout=60) == 0
    whole = {one.url.removeprefix(address): one.checksum for one in archived(tmp_path)}
    assert 0 < before < len(whole)
    assert whole == {path: one.checksum for path, one in crawled[1].items()}


def test_paths_that_grow_and_queries_without_end_are_traps() -> None:
    traps = Traps(this_year=YEAR)
    assert not traps.why_not("http://a.example/zwgk/2006/1.html?id=3")
    assert "repeats" in traps.why_not("http://a.example/b/b/b/b/1.html")
    assert "deeper" in traps.why_not("http://a.example" + "".join(f"/{n}" for n in range(20)))
    assert "calendar" in traps.why_not("http://a.example/rili.asp?year=2150")
    told = [traps.why_not(f"http://a.example/list.asp?page={n}") for n in range(500)]
    assert not any(told[:400])
    assert all(told[400:])


@given(st.text(max_size=80))
def test_no_address_upsets_the_traps(tail: str) -> None:
    assert isinstance(Traps(this_year=YEAR).why_not(f"http://a.example/{tail}"), str)
