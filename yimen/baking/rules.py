"""What is kept under which name, and how a kept answer is handed out. Without Django and without files.

Sources: RFC 9110 (semantics: negotiation §12.5.3, validators §8.8, ranges §14), RFC 9111 (caching), RFC 9211
(Cache-Status), docs/adr/0040.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

PLAIN_LOOK = "plain"
GZIP, BROTLI, IDENTITY = "gzip", "br", "identity"
KEPT_STATUSES = frozenset({200, 301, 308, 404, 410})
# Answers that are no page: redirects and missing pages. They live a short time whatever the log says, because what
# they follow from (an editor's redirect, an old site's list) is not all in the change log.
SECONDS_WITHOUT_PAGE = 60.0
MOST_WITHOUT_PAGE = 2_000
LARGEST_BODY = 8 * 1024 * 1024  # bytes; a sitemap of 50,000 addresses has some 6 MB
LONGEST_PATH = 1_000

_HOST = re.compile(r"^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$")
_VALUE = re.compile(r"^[A-Za-z0-9_-]{1,32}$")
_PLAIN_PATH = re.compile(
    r"^/(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,120})?$"
)
_RANGE = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$")
# Headers that are said anew for each answer, or must never be kept.
_NOT_KEPT = frozenset(
    {
        "connection", "content-encoding", "content-length", "date", "etag", "last-modified", "set-cookie",
        "transfer-encoding", "vary",
    }
)  # fmt: skip
_SHRINKS = ("text/", "application/xml", "application/json", "application/atom+xml", "application/rss+xml",
            "application/feed+json", "application/javascript", "image/svg+xml")  # fmt: skip
_READ_BY_SERVERS = frozenset({"feed.xml", "rss.xml", "feed.json", "robots.txt", "sitemap.xml"})


@dataclass(frozen=True)
class Key:
    """Under what an answer is kept: host without port, path as decoded, the declared parameters in their one spelling,
    the look, and on pages that show entrances the chosen one.
    """

    host: str
    path: str
    query: str = ""
    look: str = PLAIN_LOOK
    entrance: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        spelt = "\0".join((self.host, self.path, self.query, self.look, self.entrance))
        return hashlib.sha256(spelt.encode("utf-8", "surrogatepass")).hexdigest()[:40]

    @property
    def served_as(self) -> str:
        """Where a web server in front finds the body: look, host and path; empty for what only we answer."""
        last = self.path.rpartition("/")[2]
        if self.query or self.entrance or not _PLAIN_PATH.match(self.path) or len(self.path) > 400:
            return ""
        if last and last not in _READ_BY_SERVERS and not re.fullmatch(r"sitemap-\d{1,6}\.xml", last):
            return ""
        return f"{self.look}/{self.host}{self.path}" + ("" if last else "index.html")


def host_name(header: str) -> str:
    """The name in a Host header, in lower case and without port; empty for what is none."""
    host = header.lower()
    return host.partition(":")[0] if _HOST.match(host) else ""


def declared_query(query: str, parameters: Iterable[str]) -> str | None:
    """The declared parameters of a query string in their order; empty where it has none of them, None where one is
    said twice or holds what no parameter of ours can: whoever renders decides what that is.
    """
    wanted = tuple(parameters)
    said: dict[str, str] = {}
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if name in wanted:
            if name in said or not _VALUE.match(value):
                return None
            said[name] = value
    return "&".join(f"{name}={said[name]}" for name in wanted if name in said)


@dataclass(frozen=True)
class Copy:
    """A kept answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    bodies: Mapping[str, bytes]  # by encoding; `identity` is always there
    mark: str  # of the plain body, in hexadecimal
    changed_at: float  # when this body was first rendered, seconds since 1970
    kept_at: float
    holds_until: float | None = None
    parameters: tuple[str, ...] = ()
    shows_entrances: bool = False

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())


def kept_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What is kept of an answer's headers."""
    kept = tuple((name, value) for name, value in headers if name.lower() not in _NOT_KEPT)
    if not any(name.lower() == "cache-control" for name, _ in kept):
        kept += (("Cache-Control", "no-cache"),)  # browsers ask each time, and get 304
    return kept


def why_not_keep(status: int, headers: Iterable[tuple[str, str]], body: bytes) -> str:
    """The reason why an answer must not be kept for others; empty when it may."""
    said = {name.lower(): value for name, value in headers}
    if status not in KEPT_STATUSES:
        return f"status {status}"
    if "set-cookie" in said:
        return "it sets a cookie"
    if re.search(r"\b(private|no-store)\b", said.get("cache-control", "").lower()):
        return "it says so"
    if {one.strip().lower() for one in said.get("vary", "").split(",")} - {"", "cookie", "accept-encoding"}:
        return f"it varies by {said['vary']}"
    if "content-length" in said and said["content-length"] != str(len(body)):
        return "it is cut off"
    if len(body) > LARGEST_BODY:
        return "it is too large"
    return ""


def is_worth_compressing(content_type: str, length: int) -> bool:
    return length > 256 and content_type.lower().startswith(_SHRINKS)


@dataclass(frozen=True)
class Asked:
    """What a visitor's request says about how to hand out an answer."""

    method: str = "GET"
    accept_encoding: str = ""
    if_none_match: str = ""
    if_modified_since: str = ""
    byte_range: str = ""
    if_range: str = ""


@dataclass(frozen=True)
class Answer:
    """What is sent."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def answer(copy: Copy, asked: Asked, *, note: str) -> Answer:
    """A kept answer as this visitor gets it: whole, in part, only its marks, or that nothing changed. `note` is the
    Cache-Status.
    """
    span = _span_of(copy, asked)
    encoding = IDENTITY if span else chosen_encoding(asked.accept_encoding, copy.bodies)
    body = copy.bodies[encoding]
    tag = entity_tag(copy.mark, encoding)
    changed = format_datetime(datetime.fromtimestamp(int(copy.changed_at), UTC), usegmt=True)
    headers = [*copy.headers, ("ETag", tag), ("Last-Modified", changed), ("Cache-Status", f"yimen; {note}"),
               ("Vary", "Accept-Encoding, Cookie")]  # fmt: skip
    if copy.status == 200 and _is_known(copy, asked):
        return Answer(304, [pair for pair in headers if not pair[0].lower().startswith("content-")], b"")
    if copy.status == 200 and encoding == IDENTITY:
        headers.append(("Accept-Ranges", "bytes"))
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    status = copy.status
    if span is not None:
        start, stop = span
        if start >= len(body):
            return Answer(
                416, [*headers, ("Content-Range", f"bytes */{len(body)}"), ("Content-Length", "0")], b""
            )
        stop = min(stop, len(body))
        headers.append(("Content-Range", f"bytes {start}-{stop - 1}/{len(body)}"))
        body, status = body[start:stop], 206
    headers.append(("Content-Length", str(len(body))))
    return Answer(status, headers, b"" if asked.method == "HEAD" else body)


def entity_tag(mark: str, encoding: str) -> str:
    """Strong, so another for each encoding (RFC 9110 §8.8.3)."""
    return f'"{mark}"' if encoding == IDENTITY else f'"{mark}-{encoding}"'


def chosen_encoding(accepted: str, offered: Iterable[str]) -> str:
    """The smallest of the encodings that the visitor takes; identity where none is."""
    taken: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.strip().partition(";")
        weight = weight.strip()
        try:
            taken[name.strip()] = float(weight[2:]) if weight.startswith("q=") else 1.0
        except ValueError:
            continue
    there = set(offered)
    for encoding in (BROTLI, GZIP):
        if encoding in there and taken.get(encoding, taken.get("*", 0.0)) > 0:
            return encoding
    return IDENTITY


def _is_known(copy: Copy, asked: Asked) -> bool:
    """Whether the visitor has it already."""
    if asked.if_none_match:
        known = {one.strip().removeprefix("W/").strip('"') for one in asked.if_none_match.split(",")}
        return "*" in known or any(one.partition("-")[0] == copy.mark for one in known)
    since = _moment(asked.if_modified_since)
    return since is not None and int(copy.changed_at) <= since


def _moment(header: str) -> float | None:
    try:
        return parsedate_to_datetime(header).timestamp() if header else None
    except (ValueError, TypeError, OverflowError):
        return None


def _span_of(copy: Copy, asked: Asked) -> tuple[int, int] | None:
    """From and up to but not including; None for the whole. Several ranges at once are answered by the whole."""
    match = _RANGE.match(asked.byte_range)
    if match is None or asked.method != "GET" or copy.status != 200 or match.group() == "bytes=-":
        return None
    if asked.if_range and asked.if_range != entity_tag(copy.mark, IDENTITY):
        return None
    first, last = match[1], match[2]
    length = len(copy.bodies[IDENTITY])
    if not first:
        return (max(length - int(last), 0), length) if int(last) else (length, length)
    if last and int(last) < int(first):
        return None
    return int(first), int(last) + 1 if last else length
