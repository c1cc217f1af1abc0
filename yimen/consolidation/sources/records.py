"""What every source gives: one address as it was fetched, or a sentence about what could not be read."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

PAGE_BYTES = 5 * 1024 * 1024
MOST_BYTES = 100 * 1024 * 1024  # one attachment


class UnusableSource(ValueError):
    """A source cannot be read at all; the message says why and what to give."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One address with what its server answered. `status` 0 means that no answer came; `lacks` what the source
    does not keep (a folder keeps no headers, a table no files)."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    fetched_at: datetime | None
    lacks: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)  # title, date … where the source says them itself

    @property
    def checksum(self) -> str:
        """SHA-256 of the bytes, by which attachments are proved later."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def declared_charset(self) -> str | None:
        """The charset of the HTTP header, or None."""
        _, mark, value = self.headers.get("content-type", "").lower().partition("charset=")
        return value.strip(" \"';") or None if mark else None


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing of a source that could not be read: where, and why in a sentence."""

    where: str
    why: str


class Source(Protocol):
    """Gives its records in an order that does not change, one at a time, so that memory stays flat."""

    def read(self) -> Iterator[Fetched | Trouble]:
        """Every record or trouble."""
