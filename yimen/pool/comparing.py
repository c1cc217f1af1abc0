"""The pool held against its sources: what differs, and how it is mended."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from yimen.foundation import tags
from yimen.pool.actions import Registration, fill, register, withdraw_entry
from yimen.pool.models import Entry, EntryAudience, EntrySubject
from yimen.pool.sources import content_type_ids, registered
from yimen.subsites.rules import Address

BATCH = 500
"""Things compared, and mended in one transaction: other writers wait some tenths of a second for it."""
# No address is spelt so: an entry put aside here is in nobody's way and is found by nobody.
_ASIDE = "?"

Key = tuple[int, int]
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


class AddressTaken(RuntimeError):
    """Two public things claim one address; the message names both."""


def differences(*, progress: Progress = lambda count: None) -> Iterator[Difference]:
    """Everything in which the pool differs from what its sources tell now; nothing is written."""
    for batch in _batches(progress):
        for _registration, difference in _compared(batch):
            yield difference
    told, clashes = _told()
    yield from clashes
    for entry in _left_over(told):
        yield Difference(entry.subject_name, entry.title, "left over")


def rebuild(*, progress: Progress = lambda count: None) -> list[Difference]:
    """Mend what differs, each batch in a transaction with its lines in the change log; what was mended.

    Raises AddressTaken, before anything is written, where two things claim one address.
    """
    told, clashes = _told()
    if clashes:
        raise AddressTaken("; ".join(str(clash) for clash in clashes))
    mended: list[Difference] = []
    for entry in _left_over(told):
        withdraw_entry(entry)
        mended.append(Difference(entry.subject_name, entry.title, "left over"))
    for batch in _batches(progress):
        with transaction.atomic():
            for registration, difference in _compared(batch):
                _mend(registration)
                mended.append(difference)
    return mended


def _mend(registration: Registration) -> None:
    """Register without moving what stands below: that is told, and mended, for itself."""
    claimed = Q(host=registration.address.host, path=registration.address.path)
    for other in Entry.objects.filter(claimed).exclude(_is(registration)):
        Entry.objects.filter(pk=other.pk).update(path=f"{_ASIDE}{other.pk}{_ASIDE}")
    register(registration, with_below=False)


def _is(registration: Registration) -> Q:
    content_type_id, object_id = key_of(registration)
    return Q(content_type_id=content_type_id, object_id=object_id)


def key_of(registration: Registration) -> Key:
    """Content type and identity: what an entry is found by."""
    thing = registration.thing
    return ContentType.objects.get_for_model(thing, for_concrete_model=True).pk, thing.pk


def _batches(progress: Progress) -> Iterator[list[Registration]]:
    count = 0
    for source in registered():
        told = iter(source.registrations())
        while batch := list(islice(told, BATCH)):
            count += len(batch)
            yield batch
            progress(count)


def _told() -> tuple[set[Key], list[Difference]]:
    """What all sources tell of, and what claims an address that another thing has claimed."""
    keys: set[Key] = set()
    claimed: dict[Address, str] = {}
    clashes: list[Difference] = []
    for source in registered():
        for registration in source.registrations():
            keys.add(key_of(registration))
            subject = tags.entry(registration.kind, registration.thing.pk)
            first = claimed.setdefault(registration.address, subject)
            if first != subject:
                where = registration.address.host + registration.address.path
                clashes.append(
                    Difference(subject, registration.title, "clash", (f"{first} has {where} too",))
                )
    return keys, clashes


def _left_over(told: set[Key]) -> list[Entry]:
    ours = Entry.objects.filter(content_type_id__in=content_type_ids())
    keys = ours.values_list("pk", "content_type_id", "object_id").iterator()
    gone = [pk for pk, *key in keys if tuple(key) not in told]
    return list(Entry.objects.filter(pk__in=gone))


def _compared(batch: list[Registration]) -> Iterator[tuple[Registration, Difference]]:
    known = _entries(batch)
    for registration in batch:
        entry = known.get(key_of(registration))
        subject = tags.entry(registration.kind, registration.thing.pk)
        if entry is None:
            yield registration, Difference(subject, registration.title, "missing")
            continue
        told, stored = _as_told(registration), _as_stored(entry)
        fields = tuple(name for name in told if told[name] != stored[name])
        if fields:
            yield registration, Difference(subject, registration.title, "stale", fields)


def _entries(batch: list[Registration]) -> dict[Key, Entry]:
    ids = [registration.thing.pk for registration in batch]
    found: Iterable[Entry] = Entry.objects.filter(object_id__in=ids).prefetch_related(
        "placements", "entryaudience_set", "entrysubject_set"
    )
    return {(entry.content_type_id, entry.object_id): entry for entry in found}


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
