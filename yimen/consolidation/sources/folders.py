"""A mirrored folder, or a zip of one, by wget, HTTrack and their kin."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_type
from pathlib import Path

from yimen.consolidation.mirror import (
    Kind,
    MirrorFile,
    UnreadableFile,
    UnusableMirror,
    mirrored_from,
    open_mirror,
)
from yimen.consolidation.sources.records import Fetched, Trouble, UnusableSource
from yimen.consolidation.sources.zips import unpack

_LACKS = ("status", "headers")
_NOTE_WITHIN = 4096  # bytes in which HTTrack writes where a page came from


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder as a mirroring program left it. Raises UnusableSource when it is read."""

    path: Path
    base_url: str

    def read(self) -> Iterator[Fetched | Trouble]:
        try:
            mirror = open_mirror(self.path, base_url=self.base_url)
        except UnusableMirror as error:
            raise UnusableSource(str(error)) from error
        for file in mirror.files:
            try:
                yield _fetched(file, file.read())
            except UnreadableFile as error:
                yield Trouble(file.name, str(error))


@dataclass(frozen=True, slots=True)
class ZipSource:
    """A zip of such a folder, unpacked for the time of reading."""

    path: Path
    base_url: str

    def read(self) -> Iterator[Fetched | Trouble]:
        with tempfile.TemporaryDirectory(prefix="yimen-zip-") as scratch:
            yield from unpack(self.path, Path(scratch))
            yield from FolderSource(_top(Path(scratch)), self.base_url).read()


def _top(folder: Path) -> Path:
    """Below folders that hold nothing but one other folder."""
    inside = list(folder.iterdir())
    while len(inside) == 1 and inside[0].is_dir():
        folder, inside = inside[0], list(inside[0].iterdir())
    return folder


def _fetched(file: MirrorFile, data: bytes) -> Fetched:
    url = file.url
    if file.kind is Kind.PAGE:
        url = mirrored_from(data[:_NOTE_WITHIN].decode("latin-1"), file)
    kind = "text/html" if file.kind is Kind.PAGE else guess_type(file.name)[0] or "application/octet-stream"
    fetched_at = datetime.fromtimestamp(file.path.stat().st_mtime, tz=UTC)
    return Fetched(url, url, 200, {"content-type": kind}, data, fetched_at, lacks=_LACKS)
