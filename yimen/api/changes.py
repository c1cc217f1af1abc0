"""The change log as harvesters may read it: what everybody may know of what became of public things."""

from dataclasses import dataclass, field
from datetime import datetime

from yimen.api.queries import AGENCY_PAGE, public_among
from yimen.api.rules import subject_parts
from yimen.records.models import Change

# Registers whose lists are fetched anew as a whole: kind in the change log → name of the address.
_REGISTERS = {
    "agency": "agency",
    "subsite": "subsites",
    "pool.audience": "vocabularies",
    "pool.subject": "vocabularies",
}


@dataclass(frozen=True)
class Told:
    """What became of one thing: its identity, and the name and values of the address to fetch it anew."""

    position: int
    at: datetime
    action: str
    identity: str
    address: str = ""
    named: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A part of the feed, and the position to ask from next."""

    changes: list[Told]
    position: int
    has_more: bool


def changes_since(position: int | None, *, limit: int) -> Part | None:
    """What happened after a position, of each thing the last; None for a position that the log never had. Two
    queries.

    Appends take turns until their commit (docs/adr/0008), so nothing can become visible below a position that was
    read already.
    """
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if position is None or position >= last:
        return None if position is not None and position > last else Part([], last, has_more=False)
    rows = list(Change.objects.filter(pk__gt=position).order_by("pk")[: limit + 1])
    has_more, rows = len(rows) > limit, rows[:limit]
    latest = {row.subject: row for row in rows}
    public = public_among(latest)
    told = (_told(row, public) for row in sorted(latest.values(), key=lambda row: row.pk))
    return Part([one for one in told if one is not None], rows[-1].pk if rows else last, has_more)


def _told(row: Change, public: set[str]) -> Told | None:
    """None for what is no thing of its own to programs: menus, themes, pictures."""
    kind, _, rest = row.subject.partition(":")
    if kind in _REGISTERS and not (kind == "subsite" and rest.isdigit()):  # with a number: its home page
        named = {"code": rest} if kind == "agency" else {}
        is_gone = row.action == Change.Action.WITHDRAWN and kind == "agency"
        action, address = ("withdrawn", "") if is_gone else ("changed", _REGISTERS[kind])
        return Told(
            row.pk, row.at, action, row.subject.removeprefix("pool."), address, named if address else {}
        )
    if "." in kind or kind in _NOT_TOLD or subject_parts(row.subject) is None:
        return None
    if row.subject in public:
        return Told(row.pk, row.at, "changed", row.subject, "entry", {"identity": row.subject})
    return Told(row.pk, row.at, "withdrawn", row.subject)


_NOT_TOLD = frozenset({AGENCY_PAGE, "image", "document", "source", "theme", "frame"})
