"""Rules of publishing, without a database.

Source: 国办秘函〔2019〕19号 (检查指标): a forged publish time (伪造发稿日期) is a ground for failing a site,
so the time of publication is kept and cannot be rewritten; reference/norms.md §2.2 V1.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from yimen.foundation.words import noted

# Between writing the minute and pressing the button some minutes pass; that is no back-dating.
GRACE = timedelta(minutes=10)


def to_the_minute(moment: datetime) -> datetime:
    """The moment as it is shown and kept: `YYYY-MM-DD HH:MM` (国办发〔2017〕47号)."""
    return moment.replace(second=0, microsecond=0)


def why_not_released_at(
    chosen: datetime | None, *, fixed: datetime | None, now: datetime, reason: str
) -> dict[str, str]:
    """Field → English reason why the publish time cannot be `chosen`; empty when it can.

    `fixed` is the time at which the text was first published, None before that.
    """
    if chosen is None:
        return {}
    if fixed is not None:
        if to_the_minute(chosen) == to_the_minute(fixed):
            return {}
        return {"released_at": noted("The publish time of a published text cannot be changed.")}
    if chosen > now + GRACE:
        future = noted("The publish time lies in the future; to publish later, set the go-live time.")
        return {"released_at": future}
    if chosen < now - GRACE and not reason.strip():
        past = noted("The publish time lies in the past: say why; the reason is recorded.")
        return {"backdating_reason": past}
    return {}


def is_backdated(chosen: datetime | None, *, now: datetime) -> bool:
    """Whether publishing now with this time needs a recorded reason."""
    return chosen is not None and chosen < now - GRACE


@dataclass(frozen=True)
class Leaf:
    """One page of a long list: its lasting number (from the oldest, the front page has none) and its
    slice, newest first.
    """

    name: int | None
    start: int
    stop: int


@dataclass(frozen=True)
class ListPages:
    """The pages of a list of `count` texts, newest first; places are counted from the front page, 0.

    Full pages are numbered from the oldest text, so page 1 always holds the first `size` texts ever listed
    and its address never shows anything else. The front page holds what is left over and the newest full
    page.
    """

    count: int
    size: int

    @property
    def total(self) -> int:
        """How many pages there are; an empty list has one."""
        full, _front = self._full_and_front()
        return 1 + full

    def leaf(self, place: int) -> Leaf:
        full, front = self._full_and_front()
        if place == 0:
            return Leaf(None, 0, front)
        start = front + (place - 1) * self.size
        return Leaf(full + 1 - place, start, start + self.size)

    def place_of(self, asked: str | None) -> int | None:
        """The place of the page named by the address; None where there is no such page."""
        if asked is None:
            return 0
        if not (asked.isascii() and asked.isdigit()) or asked.startswith("0") or len(asked) > 6:
            return None  # one page has one address: 01 would be a second copy of 1 in every cache
        return self.total - int(asked) if int(asked) < self.total else None

    def url(self, place: int, *, within: str = "") -> str:
        """The address of a page of the list, relative to its column; `within` is the query of a part of it."""
        name = self.leaf(place).name
        query = "&".join(part for part in (within, f"page={name}" if name is not None else "") if part)
        return f"?{query}" if query else "./"

    def _full_and_front(self) -> tuple[int, int]:
        full = max((self.count - 1) // self.size, 0)
        front = self.count - full * self.size
        if full and front < self.size // 2:
            return full - 1, front + self.size
        return full, front


PARTS = ("year", "month", "page")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class Asked:
    """Which part of a column's list an address names: a year, a month of it, a page."""

    year: int | None = None
    month: int | None = None
    page: str | None = None

    @property
    def within(self) -> str:
        """The query that names year and month; empty for the whole list."""
        if self.year is None:
            return ""
        return f"year={self.year}" if self.month is None else f"year={self.year}&month={self.month}"


def asked_for(query: str) -> Asked | None:
    """The part of a list that a query string names; None where it names nothing that could be.

    Each part has one spelling, since every other would be a second copy of the same page in each cache: numbers
    without leading zeros, year before month before page, each once. Other people's parameters are passed over.
    """
    pairs = [pair.partition("=") for pair in query.split("&")]
    named = [(name, value) for name, _, value in pairs if name in PARTS]
    if [name for name, _ in named] != [part for part in PARTS if part in dict(named)]:
        return None
    values = dict(named)
    if not all(_NUMBER.fullmatch(value) for value in values.values()):
        return None
    year, month = int(values.get("year", 0)), int(values.get("month", 0))
    if (year and not FIRST_YEAR <= year <= LAST_YEAR) or month > DECEMBER or (month and not year):
        return None
    return Asked(year or None, month or None, values.get("page"))


FIRST_YEAR, LAST_YEAR, DECEMBER = 1900, 9998, 12


def span_of(year: int, month: int | None, *, zone: tzinfo) -> tuple[datetime, datetime]:
    """A year's or month's beginning, and that of the next."""
    start = datetime(year, month or 1, 1, tzinfo=zone)
    if month is None:
        return start, start.replace(year=year + 1)
    return start, start.replace(year=year + month // DECEMBER, month=month % DECEMBER + 1)


# First parts of addresses that the portal's own views answer (config/urls.py); a test holds the two together.
TAKEN_AT_THE_TOP = frozenset(
    {"-", "_util", "admin", "api", "documents", "en", "feeds", "jg", "media", "search", "site-map", "static"}
)
_TOPS = frozenset({"/", "/en/"})
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def why_not_slug(slug: str, *, parent_path: str) -> str:
    """The reason why a page below `parent_path` cannot have this slug; empty when it can."""
    if parent_path in _TOPS and slug in TAKEN_AT_THE_TOP:
        return noted("The portal itself answers at “%(slug)s”; choose another.", slug=slug)
    return ""


def why_not_described(*, description: str, is_decorative: bool, reason: str) -> dict[str, str]:
    """Field → reason why a picture may not stand in a text with these words; empty when it may.

    Who does not see it is told what it shows, or somebody answers for there being nothing to tell (WCAG 2.2
    SC 1.1.1).
    """
    if not is_decorative:
        if description.strip():
            return {}
        return {"alt": noted("Describe the picture, or mark it as decoration only and say why.")}
    if not reason.strip():
        return {"reason": noted("Say why the picture is decoration only; what informs needs a description.")}
    return {}


LONGEST_PATH = 1000
"""Bytes of a page's path: what an index of PostgreSQL takes, with room for what is put in front."""


def why_not_path(path: str) -> str:
    """The reason why a page, or one below it, cannot stand at this path of the tree; empty when it can."""
    length = len(path.encode())
    if length > LONGEST_PATH:
        return noted(
            "The address would be %(length)s characters long, %(most)s are possible; choose a shorter one.",
            length=length,
            most=LONGEST_PATH,
        )
    return ""


def is_left_over(slug: str, *, title: str) -> bool:
    """Whether a slug is only what is left of a title when its Chinese characters are dropped: nobody chose it."""
    return not title.isascii() and _NOT_PLAIN.sub("", slug.lower()) == _NOT_PLAIN.sub("", title.lower())
