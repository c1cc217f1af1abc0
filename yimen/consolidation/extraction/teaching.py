"""A correction to one page becomes a rule of its template, and is applied to the others at once.

A person says: this is the title, that is the body. The rule is where on the page it stands; pages that have something
in that place take it, unless a person has settled the field of that very page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from yimen.consolidation.extraction.bodies import signature
from yimen.consolidation.extraction.dates import dates_in
from yimen.consolidation.extraction.lines import Line, squeezed, tidy
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.profile import TAUGHT, SiteProfile
from yimen.consolidation.extraction.records import PageRecord
from yimen.consolidation.extraction.witnesses import Kind, Witness, settled

_INLINE = frozenset({"span", "font", "b", "strong", "a", "p"})
FIELDS = ("title", "date", "source", "column")


class CannotLearn(ValueError):
    """What a person pointed at does not stand on the page; the message says so."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Where a field stands: the place, the how manieth line there, and the words before and after the value."""

    field: str
    place: str
    number: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person said of one page; no lesson goes against it."""

    url: str
    field: str
    value: str


def learn_from(page: OldPage, *, field: str, value: str) -> Lesson:
    """The rule behind a correction; of a body, `value` is any one of its paragraphs. Raises CannotLearn."""
    wanted = tidy(value)
    counted: dict[str, int] = {}
    for line in page.lines:
        place = signature(line.element)
        number = counted.get(place, 0)
        counted[place] = number + 1
        found = _shown(line, field, wanted)
        if found is None:
            continue
        if field == "body":
            return Lesson("body", _holder(line))
        return Lesson(field, place, number, *found)
    raise CannotLearn(f"“{wanted[:40]}” does not stand on {page.url}; point at words that the page shows.")


def apply_to_profile(profile: SiteProfile, lessons: Iterable[Lesson]) -> None:
    """Lessons about bodies are votes that nothing outweighs; told before the pages are read."""
    for lesson in lessons:
        if lesson.field == "body":
            profile.containers[lesson.place] = TAUGHT
            profile.container_places[lesson.place.rpartition("/")[2]] += 1


def taught_values(page: OldPage, lessons: Iterable[Lesson]) -> dict[str, str]:
    """What the lessons find on a page; to be asked before the page is used up."""
    lines: dict[tuple[str, int], Line] = {}
    counted: dict[str, int] = {}
    for line in page.lines:
        place = signature(line.element)
        lines[place, counted.get(place, 0)] = line
        counted[place] = counted.get(place, 0) + 1
    found: dict[str, str] = {}
    for lesson in lessons:
        there = lines.get((lesson.place, lesson.number))
        value = _value(there, lesson) if there is not None and lesson.field != "body" else ""
        if value:
            found[lesson.field] = value
    return found


def corrected(record: PageRecord, taught: Mapping[str, str], said: Iterable[Settled] = ()) -> PageRecord:
    """The record with what was taught, and before all with what a person settled on this page."""
    own = {one.field: one.value for one in said if one.url == record.url}
    values = {**taught, **own}
    findings = dict(record.findings)
    for name in FIELDS:
        if name in values:
            heard = findings[name].witnesses if name in findings else ()
            findings[name] = settled(name, values[name], [*heard, Witness(Kind.TAUGHT, values[name])])
    day = next(dates_in(values.get("date", "")), None)
    return replace(
        record,
        title=values.get("title", record.title),
        day=day.value if day is not None else record.day,
        source=values.get("source", record.source),
        trail=[*record.trail[:-1], values["column"]] if values.get("column") else record.trail,
        findings=findings,
    )


def _shown(line: Line, field: str, wanted: str) -> tuple[str, str] | None:
    """The words before and after a value in a line, or None where the line does not show it."""
    if field == "date":
        day = next(dates_in(wanted), None)
        here = next((one for one in dates_in(line.text) if day and one.value.day == day.value.day), None)
        return (_label(line.text[: here.start]), "") if here else None
    if field in ("title", "body"):
        return ("", "") if squeezed(line.text) == squeezed(wanted) else None
    place = line.text.find(wanted)
    if place < 0 or not wanted:
        return None
    return _label(line.text[:place]), _label_after(line.text[place + len(wanted) :])


def _label(before: str) -> str:
    """The last word before a value: 来源： of 发布时间：2006-08-12 来源："""
    return before.rstrip().rpartition(" ")[2]


def _label_after(after: str) -> str:
    words = after.split()
    return words[0].partition("：")[0] if words else ""


def _value(line: Line, lesson: Lesson) -> str:
    rest = line.text
    if lesson.before:
        _, mark, rest = rest.partition(lesson.before)
        if not mark:
            return ""
    if lesson.field == "date":
        day = next(dates_in(rest), None)
        return str(day.value) if day is not None else ""
    if lesson.after:
        rest = rest.partition(lesson.after)[0]
    return rest.strip()


def _holder(line: Line) -> str:
    """The element that holds a paragraph and its neighbours."""
    around = (step for step in line.element.iterancestors() if step.tag not in _INLINE)
    return signature(line.element if line.element.tag not in _INLINE else next(around, line.element))
