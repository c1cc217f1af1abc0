"""The pool held against what is said to be public: what differs."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType

from yimen.foundation import tags
from yimen.pool.actions import Registration, fill
from yimen.pool.models import Entry, EntryAudience, EntryQuerySet, EntrySubject
from yimen.pool.sources import content_type_ids, registered
from yimen.subsites.rules import Address

BATCH = 500
"""Things compared, and mended in one transaction: other writers wait some tenths of a second for it."""

Key = tuple[int, int, str]
"""Content type, identity, language: what an entry is found by."""
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Difference:
    """One thing of which pool and source say different things."""

    subject: str
    title: str
    # missing: public but not in the pool; left over: the other way round; stale: told otherwise; clash: public at
    # an address that is another's, so that one of the two must be moved before the pool can be whole
    kind: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind:<9} {self.subject} {self.title}" + (
            f" ({', '.join(self.fields)})" if self.fields else ""
        )


@dataclass(frozen=True)
class Compared:
    """What is said of one thing, its entry if there is one, and in what the two differ."""

    registration: Registration
    entry: Entry | None
    differs: tuple[str, ...]

    @property
    def difference(self) -> Difference:
        kind = "stale" if self.entry else "missing"
        return Difference(subject_of(self.registration), self.registration.title, kind, self.differs)


def differences(*, progress: Progress = lambda count: None) -> Iterator[Difference]:
    """Everything in which the pool differs from what its sources tell now; nothing is written."""
    for batch in batches(progress):
        for compared in differing(batch):
            yield compared.difference
    told, clashes = everything_told()
    yield from clashes
    for entry in left_over(told):
        yield difference_of_left_over(entry)


def differing(batch: list[Registration]) -> Iterator[Compared]:
    """Those that are not in the pool as they are said to be; four queries."""
    known = _entries(batch)
    for registration in batch:
        entry = known.get(key_of(registration))
        if entry is None:
            yield Compared(registration, None, ())
            continue
        told, stored = _as_told(registration), _as_stored(entry)
        fields = tuple(name for name in told if told[name] != stored[name])
        if fields:
            yield Compared(registration, entry, fields)


def key_of(registration: Registration) -> Key:
    """What the entry of a registration is found by."""
    thing = registration.thing
    content_type = ContentType.objects.get_for_model(thing, for_concrete_model=True)
    return content_type.pk, thing.pk, registration.language


def subject_of(registration: Registration) -> str:
    """Kind and identity for the change log."""
    return tags.entry(registration.kind, registration.thing.pk)


def batches(progress: Progress) -> Iterator[list[Registration]]:
    """Everything that all sources tell, in batches."""
    count = 0
    for source in registered():
        told = iter(source.registrations())
        while batch := list(islice(told, BATCH)):
            count += len(batch)
            yield batch
            progress(count)


def everything_told() -> tuple[set[Key], list[Difference]]:
    """What all sources tell of, and what claims an address that another thing has claimed."""
    keys: set[Key] = set()
    claimed: dict[Address, str] = {}
    clashes: list[Difference] = []
    for source in registered():
        for registration in source.registrations():
            keys.add(key_of(registration))
            subject = subject_of(registration)
            first = claimed.setdefault(registration.address, subject)
            if first != subject:
                where = registration.address.host + registration.address.path
                clashes.append(
                    Difference(subject, registration.title, "clash", (f"{first} has {where} too",))
                )
    return keys, clashes


def left_over(told: Set[Key], among: EntryQuerySet | None = None) -> list[Entry]:
    """Entries that nobody told of; among all things that some source tells of, where it is not said."""
    ours = Entry.objects.filter(content_type_id__in=content_type_ids()) if among is None else among
    keys = ours.values_list("pk", "content_type_id", "object_id", "language").iterator()
    gone = [pk for pk, *key in keys if tuple(key) not in told]
    return list(Entry.objects.filter(pk__in=gone))


def difference_of_left_over(entry: Entry) -> Difference:
    return Difference(entry.subject_name, entry.title, "left over")


def _entries(batch: list[Registration]) -> dict[Key, Entry]:
    ids = [registration.thing.pk for registration in batch]
    found: Iterable[Entry] = Entry.objects.filter(object_id__in=ids).prefetch_related(
        "placements", "entryaudience_set", "entrysubject_set"
    )
    return {(entry.content_type_id, entry.object_id, entry.language): entry for entry in found}


_COLUMNS = tuple(
    field.attname
    for field in Entry._meta.concrete_fields
    if field.name not in ("id", "content_type", "object_id")
)


def _as_told(registration: Registration) -> dict[str, Any]:
    entry = Entry()
    fill(entry, registration)
    at = registration.published_at
    return {name: getattr(entry, name) for name in _COLUMNS} | {
        "placements": {
            (pk, pk == registration.home_column_id, at, registration.is_listed)
            for pk in registration.column_ids
        },
        "audiences": {(pk, at, entry.language, entry.is_listed) for pk in registration.audience_ids},
        "subjects": {(pk, at, entry.language, entry.is_listed) for pk in registration.subject_ids},
    }


def _as_stored(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _COLUMNS} | {
        "placements": {(p.column_id, p.is_home, p.published_at, p.is_listed) for p in entry.placements.all()},
        "audiences": {(row.audience_id, *_repeated(row)) for row in entry.entryaudience_set.all()},
        "subjects": {(row.subject_id, *_repeated(row)) for row in entry.entrysubject_set.all()},
    }


def _repeated(row: EntryAudience | EntrySubject) -> tuple[Any, ...]:
    return row.published_at, row.language, row.is_listed
