"""Rules of publishing, without a database.

Source: 国办秘函〔2019〕19号 (检查指标): a forged publish time (伪造发稿日期) is a ground for failing a site,
so the time of publication is kept and cannot be rewritten; reference/norms.md §2.2 V1.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

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


def list_pages(count: int, *, size: int) -> list[Leaf]:
    """The pages of a list of `count` texts, newest first.

    Full pages are counted from the oldest text, so page 1 always holds the first `size` texts ever listed
    and its address never shows anything else. The front page holds what is left over and the newest full
    page.
    """
    full = max((count - 1) // size, 0)
    front = count - full * size
    if full and front < size // 2:
        full, front = full - 1, front + size
    leaves = [Leaf(None, 0, front)]
    leaves += [
        Leaf(name, front + (full - name) * size, front + (full - name + 1) * size)
        for name in range(full, 0, -1)
    ]
    return leaves


def page_asked_for(asked: str | None, leaves: list[Leaf]) -> int | None:
    """Where in `leaves` the page named by the address stands; None where there is no such page."""
    if asked is None:
        return 0
    if not (asked.isascii() and asked.isdigit()) or asked.startswith("0") or len(asked) > 6:
        return None  # one page has one address: 01 would be a second copy of 1 in every cache
    return next((place for place, leaf in enumerate(leaves) if leaf.name == int(asked)), None)


def leaf_url(place: int, leaves: list[Leaf]) -> str:
    """The address of a page of the list, relative to its column."""
    name = leaves[place].name
    return "./" if name is None else f"?page={name}"


# First parts of addresses that the portal's own views answer (config/urls.py); a test holds the two together.
TAKEN_AT_THE_TOP = frozenset({"-", "_util", "admin", "documents", "en", "jg", "media", "static"})
_TOPS = frozenset({"/", "/en/"})
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def why_not_slug(slug: str, *, parent_path: str) -> str:
    """The reason why a page below `parent_path` cannot have this slug; empty when it can."""
    if parent_path in _TOPS and slug in TAKEN_AT_THE_TOP:
        return noted("The portal itself answers at “%(slug)s”; choose another.", slug=slug)
    return ""


def is_left_over(slug: str, *, title: str) -> bool:
    """Whether a slug is only what is left of a title when its Chinese characters are dropped: nobody chose it."""
    return not title.isascii() and _NOT_PLAIN.sub("", slug.lower()) == _NOT_PLAIN.sub("", title.lower())
