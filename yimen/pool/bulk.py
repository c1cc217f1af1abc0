"""Many things into the pool at once: rows, log lines and events as one by one, in few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from yimen.foundation import tags
from yimen.foundation.events import announce
from yimen.foundation.rows import insert_rows
from yimen.pool.actions import Registration, facet, fill, tags_by
from yimen.pool.events import EntriesReaddressed, EntryRegistered, Move
from yimen.pool.models import Audience, Entry, EntryAudience, EntrySubject, Placement, Subject
from yimen.pool.rules import LASTING, PLACES
from yimen.records.models import Change
from yimen.subsites.rules import Address

_UPDATED_AT_ONCE = 200


@dataclass(frozen=True)
class Rewriting:
    """An entry that is there, what is said of it now, and what of it differs: columns, or the names of its rows
    beside it (`placements`, `audiences`, `subjects`).
    """

    entry: Entry
    registration: Registration
    differs: Collection[str]


@transaction.atomic
def register_new(registrations: Sequence[Registration]) -> list[Entry]:
    """Register things that are not in the pool yet. IntegrityError where one is, or an address is taken."""
    entries = [_entry(registration) for registration in registrations]
    insert_rows(Entry, entries)
    _find_keys(entries)
    both = list(zip(entries, registrations, strict=True))
    insert_rows(Placement, list(chain.from_iterable(_placements(*pair) for pair in both)))
    insert_rows(EntryAudience, list(chain.from_iterable(_audiences(*pair) for pair in both)))
    insert_rows(EntrySubject, list(chain.from_iterable(_subjects(*pair) for pair in both)))
    codes = _Codes()
    _tell(Change.Action.PUBLISHED, [(entry, codes.tags_of(entry, said)) for entry, said in both])
    return entries


@transaction.atomic
def register_again(these: Sequence[Rewriting]) -> None:
    """Rewrite entries in what differs; the rows beside them have been fetched with them.

    IntegrityError where an address is another's.
    """
    codes = _Codes()
    touched = [codes.tags_now(one.entry) for one in these]
    former = [Address(one.entry.host, one.entry.path) for one in these]
    for one in these:
        fill(one.entry, one.registration)
    beside = {"placements", "audiences", "subjects"}
    columns = sorted({name for one in these for name in one.differs} - beside)
    if columns:
        Entry.objects.bulk_update([one.entry for one in these], columns, batch_size=_UPDATED_AT_ONCE)
    _replace(Placement, _placements, [one for one in these if "placements" in one.differs])
    _replace(EntryAudience, _audiences, [one for one in these if "audiences" in one.differs])
    _replace(EntrySubject, _subjects, [one for one in these if "subjects" in one.differs])
    told = [
        (one.entry, before | codes.tags_of(one.entry, one.registration))
        for one, before in zip(these, touched, strict=True)
    ]
    _tell(Change.Action.CHANGED, [pair for pair in told if not pair[0].is_restricted])
    # For everybody they are public no more: nobody keeps a former copy.
    _tell(Change.Action.WITHDRAWN, [pair for pair in told if pair[0].is_restricted])
    moves = [
        Move(one.entry.content_type_id, one.entry.object_id, address, one.registration.address)
        for one, address in zip(these, former, strict=True)
        if address != one.registration.address
    ]
    if moves:
        announce(EntriesReaddressed(tuple(moves)))


def _entry(registration: Registration) -> Entry:
    content_type = ContentType.objects.get_for_model(registration.thing, for_concrete_model=True)
    entry = Entry(content_type=content_type, object_id=registration.thing.pk)
    fill(entry, registration)
    return entry


def _find_keys(entries: list[Entry]) -> None:
    of_things: dict[int, dict[tuple[int, str], Entry]] = defaultdict(dict)
    for entry in entries:
        of_things[entry.content_type_id][entry.object_id, entry.language] = entry
    for content_type, known in of_things.items():
        ids = {object_id for object_id, _language in known}
        found = Entry.objects.filter(content_type_id=content_type, object_id__in=ids)
        for object_id, language, pk in found.values_list("object_id", "language", "pk"):
            if (object_id, language) in known:
                known[object_id, language].pk = pk
                known[object_id, language]._state.adding = False


def _replace(model: type[models.Model], rows_of: Any, these: Sequence[Rewriting]) -> None:
    model._default_manager.filter(entry_id__in=[one.entry.pk for one in these]).delete()
    insert_rows(model, list(chain.from_iterable(rows_of(one.entry, one.registration) for one in these)))


def _placements(entry: Entry, registration: Registration) -> list[Placement]:
    return [
        Placement(
            entry=entry,
            column_id=pk,
            is_home=pk == registration.home_column_id,
            published_at=entry.published_at,
            is_listed=entry.is_listed,
        )
        for pk in registration.column_ids
    ]


def _audiences(entry: Entry, registration: Registration) -> list[EntryAudience | EntrySubject]:
    return [facet(EntryAudience, entry, "audience_id", pk) for pk in registration.audience_ids]


def _subjects(entry: Entry, registration: Registration) -> list[EntryAudience | EntrySubject]:
    return [facet(EntrySubject, entry, "subject_id", pk) for pk in registration.subject_ids]


class _Codes:
    """The codes that tags are spelt with, read once for many entries."""

    def __init__(self) -> None:
        self.audiences = dict(Audience.objects.values_list("pk", "code"))
        self.subjects = dict(Subject.objects.values_list("pk", "code"))

    def tags_of(self, entry: Entry, registration: Registration) -> set[str]:
        """Of an entry as the registration says."""
        return self._tags(entry, registration.column_ids, registration.audience_ids, registration.subject_ids)

    def tags_now(self, entry: Entry) -> set[str]:
        """Of an entry as it is stored; the rows beside it have been fetched with it."""
        return self._tags(
            entry,
            [row.column_id for row in entry.placements.all()],
            [row.audience_id for row in entry.entryaudience_set.all()],
            [row.subject_id for row in entry.entrysubject_set.all()],
        )

    def _tags(
        self, entry: Entry, columns: Iterable[int], audiences: Iterable[int], subjects: Iterable[int]
    ) -> set[str]:
        found = tags_by(
            entry,
            columns=columns,
            audiences=[self.audiences[pk] for pk in audiences],
            subjects=[self.subjects[pk] for pk in subjects],
        )
        return found if entry.kind in PLACES | LASTING else found | {tags.loaded()}


def _tell(action: Change.Action, touched: list[tuple[Entry, set[str]]]) -> None:
    """Change log, then subscribers."""
    Change.objects.append_many(action, [(entry.subject_name, found) for entry, found in touched])
    for entry, found in touched:
        announce(EntryRegistered(entry.pk, tuple(sorted(found))))
