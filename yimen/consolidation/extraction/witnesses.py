"""What was read of a page and who says so: every field with its witnesses and how sure it is.

How sure: the share of right answers among those with as many witnesses for and against, measured on real sites in all
settings of `bench/consolidation` (docs/benchmarks.md), not a guess of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yimen.consolidation.extraction.lines import squeezed


class Kind(StrEnum):
    """Where a value was seen."""

    META = "meta"  # standard tags of the page (网页标签规范)
    DATA = "data"  # JSON-LD
    TAG = "title tag"
    TEXT = "text"  # what visitors see
    PLACE = "place"  # the same place on other pages of the template
    LIST = "list"  # lists that link to the page
    TABLE = "table"  # the header table of an official document
    ADDRESS = "address"
    SIGNED = "signed"  # the line at the end of a text
    TAUGHT = "taught"  # a person said so


@dataclass(frozen=True, slots=True)
class Witness:
    """One place that says something about a field, and what."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A field as it was settled, from 0 (nothing known) to 1, with everybody who was heard."""

    value: str
    confidence: float
    witnesses: tuple[Witness, ...]


# Field → (least witnesses for, most against) → share that was right; read from the top, the first that fits counts.
_MEASURED: dict[str, tuple[tuple[int, int, float], ...]] = {
    "title": ((3, 0, 0.99), (2, 0, 0.99), (3, 9, 0.99), (2, 9, 0.97), (1, 0, 0.9), (1, 9, 0.8)),
    "date": ((3, 0, 0.99), (2, 0, 0.99), (2, 9, 0.97), (1, 0, 0.97), (1, 9, 0.75)),
    "source": ((2, 0, 0.99), (1, 0, 0.9), (1, 9, 0.7)),
    "column": ((2, 0, 0.99), (1, 0, 0.98), (1, 9, 0.9)),
}


def settled(name: str, value: str, witnesses: Iterable[Witness]) -> Finding:
    """A value with those who speak for it and against it; a person's word is certain."""
    heard = tuple(witness for witness in witnesses if witness.value)
    if not value:
        return Finding("", 0.0, heard)
    if any(witness.kind is Kind.TAUGHT for witness in heard):
        return Finding(value, 1.0, heard)
    wanted = squeezed(value)[: 10 if name == "date" else None]
    agree = sum(1 for witness in heard if _says(witness.value, wanted, name))
    against = len(heard) - agree
    sure = next((share for least, most, share in _MEASURED[name] if agree >= least and against <= most), 0.5)
    return Finding(value, sure, heard)


def _says(value: str, wanted: str, name: str) -> bool:
    said = squeezed(value)
    if name == "date":
        return said[:10] == wanted
    return said == wanted or (name == "title" and len(said) >= 6 and (said in wanted or wanted in said))
