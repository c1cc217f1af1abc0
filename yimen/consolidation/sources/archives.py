"""Web archives: WARC (ISO 28500), gzipped or not, by `wget --warc-file` or a crawler; WACZ, which is WARCs in a zip."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from yimen.consolidation.sources.records import MOST_BYTES, Fetched, Trouble, UnusableSource
from yimen.consolidation.sources.zips import refused_member

_BROKEN = (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError, AttributeError, TypeError)
_KINDS = ("response", "resource")


@dataclass(frozen=True, slots=True)
class WarcSource:
    """One WARC file."""

    path: Path

    def read(self) -> Iterator[Fetched | Trouble]:
        try:
            with self.path.open("rb") as stream:
                yield from read_warc(stream, name=self.path.name)
        except OSError as error:
            raise UnusableSource(f"{self.path} cannot be read: {error.strerror or error}.") from error


@dataclass(frozen=True, slots=True)
class WaczSource:
    """The WARCs of a WACZ, in the order of their names."""

    path: Path

    def read(self) -> Iterator[Fetched | Trouble]:
        try:
            with ZipFile(self.path) as archive:
                members = sorted(
                    (one for one in archive.infolist() if one.filename.endswith((".warc", ".warc.gz"))),
                    key=lambda one: one.filename,
                )
                if not members:
                    raise UnusableSource(f"{self.path} holds no WARC below archive/; it is no WACZ.")
                for member in members:
                    why = refused_member(member)
                    if why:
                        yield Trouble(member.filename, why)
                        continue
                    with archive.open(member) as stream:
                        yield from read_warc(stream, name=member.filename)
        except BadZipFile as error:
            raise UnusableSource(f"{self.path} is no zip, or cut off: {error}.") from error


@dataclass(frozen=True, slots=True)
class CrawlSource:
    """The archives that our crawler left in a folder, and what it did not follow."""

    path: Path

    def read(self) -> Iterator[Fetched | Trouble]:
        yield from archived(self.path)
        troubles = self.path / "troubles.jsonl"
        if troubles.exists():
            for line in troubles.read_text(encoding="utf-8").splitlines():
                try:
                    told = json.loads(line)
                    yield Trouble(str(told["where"]), str(told["why"]))
                except (ValueError, KeyError, TypeError):
                    yield Trouble(troubles.name, "a line that a kill cut off")


def archived(folder: Path) -> Iterator[Fetched | Trouble]:
    """Everything in the archives of a folder, each address once, the oldest first; breaks are told."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for one in read_warc(stream, name=path.name):
                if isinstance(one, Trouble):
                    yield one
                elif one.url not in seen:
                    seen.add(one.url)
                    yield one


def read_warc(stream: Any, *, name: str) -> Iterator[Fetched | Trouble]:
    """Responses of a stream. Where it breaks off, what came before is kept and the break is told."""
    count = 0
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type not in _KINDS:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if not url.startswith(("http://", "https://")):
                continue
            count += 1
            yield _fetched(record, url)
    except _BROKEN as error:
        yield Trouble(name, f"broken off after {count} records: {error or type(error).__name__}")


def _fetched(record: Any, url: str) -> Fetched | Trouble:
    status, headers = 200, {}
    if record.http_headers is not None:
        code = record.http_headers.get_statuscode()
        status = int(code) if code and code.isdigit() else 0
        headers = {key.lower(): value for key, value in record.http_headers.headers}
    elif record.content_type:
        headers = {"content-type": record.content_type}
    data = _bounded(record.content_stream())
    if getattr(record.raw_stream, "limit", 0) > 0 and data is not None:
        return Trouble(url, "cut off: the archive ends, or is damaged, in the middle of it")
    if data is None:
        return Trouble(url, f"larger than {MOST_BYTES // 1024 // 1024} MB when unpacked; left out")
    target = headers.get("location", "")
    return Fetched(
        url, target or url, status, headers, data, _time(record.rec_headers.get_header("WARC-Date"))
    )


def _bounded(stream: BinaryIO) -> bytes | None:
    """The whole content, or None where it is too long: a few kilobytes can unpack to gigabytes."""
    parts, size = [], 0
    while part := stream.read(65_536):
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _time(told: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((told or "").replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        return None
