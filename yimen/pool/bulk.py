"""Many new things into the pool at once: rows, log lines and events as one by one, in few statements."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from yimen.agencies.models import Agency
from yimen.foundation.events import announce
from yimen.foundation.rows import insert_rows
from yimen.pool.actions import Registration, facet, fill, tags_by
from yimen.pool.events import EntryRegistered
from yimen.pool.models import Audience, Entry, EntryAudience, EntrySubject, Placement, Subject
from yimen.records.models import Change
from yimen.subsites.models import Subsite


@transaction.atomic
def register_new(registrations: Sequence[Registration]) -> list[Entry]:
    """Register things that are not in the pool yet. IntegrityError where one is, or an address is taken."""
    entries = [_entry(registration) for registration in registrations]
    insert_rows(Entry, entries)
    _find_keys(entries)
    both = list(zip(entries, registrations, strict=True))
    insert_rows(Placement, list(chain.from_iterable(_placements(*pair) for pair in both)))
    insert_rows(
        EntryAudience,
        [facet(EntryAudience, entry, "audience_id", pk) for entry, said in both for pk in said.audience_ids],
    )
    insert_rows(
        EntrySubject,
        [facet(EntrySubject, entry, "subject_id", pk) for entry, said in both for pk in said.subject_ids],
    )
    _tell(both)
    return entries


def _entry(registration: Registration) -> Entry:
    content_type = ContentType.objects.get_for_model(registration.thing, for_concrete_model=True)
    entry = Entry(content_type=content_type, object_id=registration.thing.pk)
    fill(entry, registration)
    return entry


def _find_keys(entries: list[Entry]) -> None:
    of_things: dict[int, dict[int, Entry]] = defaultdict(dict)
    for entry in entries:
        of_things[entry.content_type_id][entry.object_id] = entry
    for content_type, by_id in of_things.items():
        found = Entry.objects.filter(content_type_id=content_type, object_id__in=list(by_id))
        for object_id, pk in found.values_list("object_id", "pk"):
            by_id[object_id].pk = pk
            by_id[object_id]._state.adding = False


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


def _tell(both: list[tuple[Entry, Registration]]) -> None:
    """Change log, then subscribers."""
    subsites = dict(Subsite.objects.values_list("pk", "code"))
    agencies = dict(Agency.objects.values_list("pk", "code"))
    audiences = dict(Audience.objects.values_list("pk", "code"))
    subjects = dict(Subject.objects.values_list("pk", "code"))
    touched = [
        (
            entry,
            tags_by(
                entry,
                subsite=subsites.get(entry.subsite_id or 0, ""),
                agency=agencies.get(entry.agency_id or 0, ""),
                columns=said.column_ids,
                audiences=[audiences[pk] for pk in said.audience_ids],
                subjects=[subjects[pk] for pk in said.subject_ids],
            ),
        )
        for entry, said in both
    ]
    Change.objects.append_many(
        Change.Action.PUBLISHED, [(entry.subject_name, found) for entry, found in touched]
    )
    for entry, found in touched:
        announce(EntryRegistered(entry.pk, tuple(sorted(found))))
