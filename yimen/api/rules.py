"""What the interface takes and says, without a database: positions in lists, kinds of problems, limits."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from yimen.foundation.words import Noted, noted

LONGEST_BODY = 2 * 1024 * 1024
"""Bytes of JSON in one request: the longest laws of the country are a tenth of it."""
DEFAULT_PAGE, LARGEST_PAGE = 20, 100
DEFAULT_CHANGES, MOST_CHANGES = 100, 500
COUNTED_UP_TO = 10_000
"""A total is counted as far as this; a longer list has none."""


@dataclass(frozen=True)
class Cursor:
    """Where a list goes on: after the entry with this publish time and number. It names an entry, not a page
    number, so that what is published meanwhile moves nothing.
    """

    published_at: datetime
    pk: int

    def written(self) -> str:
        """As it stands in an address."""
        told = json.dumps([int(self.published_at.timestamp() * 1_000_000), self.pk])
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


_MOST_MICROSECONDS = (
    253_000_000_000_000_000  # in the year 9987: later ones overflow when they are given a zone
)
_MOST_PK = 2**63 - 1


def cursor_of(written: str) -> Cursor | None:
    """The position that an address names; None where it names none."""
    try:
        told = json.loads(base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)))
    except (binascii.Error, ValueError, RecursionError):  # ValueError: no base64, no UTF-8, no JSON
        return None
    if not (isinstance(told, list) and len(told) == 2 and all(type(part) is int for part in told)):
        return None
    moment, pk = told
    if not (0 <= moment <= _MOST_MICROSECONDS and 0 <= pk <= _MOST_PK):
        return None
    seconds, microseconds = divmod(moment, 1_000_000)
    return Cursor(datetime.fromtimestamp(seconds, UTC).replace(microsecond=microseconds), pk)


_IDENTITY = re.compile(r"[a-z_]{1,20}:[0-9]{1,18}")


def subject_parts(identity: str) -> tuple[str, int] | None:
    """Kind and number of `article:12`; None for what is not spelled so."""
    if not _IDENTITY.fullmatch(identity):
        return None
    kind, _, number = identity.partition(":")
    return kind, int(number)


# Kind of problem (the end of its `type`) → status and title; the documentation lists them from here.
PROBLEMS: dict[str, tuple[int, Noted]] = {
    "bad-request": (400, noted("The request cannot be read")),
    "no-token": (401, noted("A valid token is needed")),
    "not-allowed": (403, noted("The token does not allow this")),
    "not-found": (404, noted("There is nothing at this address")),
    "method-not-allowed": (405, noted("This address does not take that method")),
    "conflict": (409, noted("This cannot be done in the present state")),
    "position-unknown": (410, noted("The position is not known")),
    "changed-meanwhile": (412, noted("It has been changed meanwhile")),
    "too-large": (413, noted("Too large")),
    "wrong-type": (415, noted("Not the expected kind of body")),
    "invalid": (422, noted("Something in the request has to be mended")),
    "condition-needed": (428, noted("Say which version you have seen")),
    "too-many": (429, noted("Too many requests")),
    "failed": (500, noted("The portal failed")),
}

# What a token may be allowed, beyond asking what became of what was handed in.
SCOPES: dict[str, Noted] = {
    "write": noted("Write drafts and submit them for review"),
    "files": noted("Upload pictures and files"),
    "publish": noted("Publish without review, where the sub-site publishes by itself"),
}
LONGEST_VALIDITY = 731
"""Days for which a token is given out at most: systems and their keepers change."""
KEYS_KEPT = 7
"""Days for which a retry is recognised."""
_SECRET = re.compile(r"ym_([a-z0-9]{8})_([A-Za-z0-9_-]{43})")


def written_token(prefix: str, secret: str) -> str:
    """A token as it is shown once; the beginning lets secret scanners and people recognise it."""
    return f"ym_{prefix}_{secret}"


def prefix_of(written: str) -> str | None:
    """The part of a token by which its row is found; None for what is none."""
    found = _SECRET.fullmatch(written)
    return found[1] if found else None


def digest_of(written: str) -> str:
    """What is kept of a token. Its secret has 256 bits of chance: guessing is hopeless, so one round will do."""
    return sha256(written.encode()).hexdigest()


# State of a text that was handed in → what it means.
STATES: dict[str, Noted] = {
    "draft": noted("Not submitted, or changed since"),
    "in_review": noted("Waiting for review"),
    "returned": noted("Returned with a reason; mend it and submit it again"),
    "scheduled": noted("Approved, to be published later"),
    "published": noted("Open to the public"),
    "withdrawn": noted("No longer public"),
}


def why_not_until(day: date, *, today: date) -> str:
    """The reason why a token cannot be given out until that day; empty when it can."""
    if day < today:
        return noted("This day has passed.")
    if (day - today).days > LONGEST_VALIDITY:
        return noted("A token is given out for two years at most; choose an earlier day.")
    return ""
