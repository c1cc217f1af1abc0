"""Verbs of the pool: register, withdraw, readdress. Each stands in the change log in the caller's
transaction.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from yimen.foundation import tags
from yimen.foundation.events import announce
from yimen.pool.events import EntriesReaddressed, EntryRegistered, EntryWithdrawn, Move
from yimen.pool.models import Audience, Entry, EntryAudience, EntrySubject, Placement
from yimen.pool.queries import standing_beside
from yimen.pool.rules import AUDIENCES, LASTING, PLACES, parent_path, part_of_register
from yimen.records.models import Change
from yimen.subsites.rules import Address


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What an app says of something public when it goes into the pool."""

    kind: str
    thing: models.Model
    title: str
    address: Address
    language: str
    published_at: datetime
    changed_at: datetime
    summary: str = ""
    translation_key: UUID | None = None
    valid_until: datetime | None = None
    validity: str = ""
    subsite_id: int | None = None
    agency_id: int | None = None
    image_id: int | None = None
    is_listed: bool = True
    is_restricted: bool = False
    is_alias: bool = False
    home_column_id: int | None = None
    other_column_ids: frozenset[int] = field(default_factory=frozenset)
    audience_ids: frozenset[int] = field(default_factory=frozenset)
    subject_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def column_ids(self) -> frozenset[int]:
        """Its own column, where it has one, and the others."""
        return self.other_column_ids | ({self.home_column_id} if self.home_column_id else frozenset())


def ensure_audiences(**kwargs: Any) -> None:
    """The five audiences exist from the first migration on; the office may change their words."""
    manager = Audience.objects.using(kwargs.get("using", "default"))
    known = set(manager.values_list("code", flat=True))
    for order, (code, (name, english_name, line, english_line)) in enumerate(AUDIENCES.items()):
        if code not in known:
            Audience(
                code=code,
                name=name,
                english_name=english_name,
                line=line,
                english_line=english_line,
                order=order,
            ).save()


def _known(registration: Registration) -> Entry | None:
    """The entry of this edition, if it is public."""
    thing = registration.thing
    found = Entry.objects.filter(
        content_type=_content_type(thing), object_id=thing.pk, language=registration.language
    )
    return found.select_related("subsite", "agency").first()


@transaction.atomic
def register(registration: Registration) -> Entry:
    """Write or rewrite the entry of something public, log all that showed or will show it, and announce it.

    What stands below a place that moved goes along.
    """
    known = _known(registration)
    touched = tags_of(known) | _beside(known) if known else set()
    entry = known or Entry(content_type=_content_type(registration.thing), object_id=registration.thing.pk)
    moved_from = Address(entry.host, entry.path) if known else None
    _write(entry, registration, is_new=known is None)
    touched |= _tags_after(entry, registration) | _beside(entry)
    if moved_from and moved_from != registration.address:
        touched.add(tags.address(moved_from.host, moved_from.path))
        move = Move(entry.content_type_id, entry.object_id, moved_from, registration.address)
        announce(EntriesReaddressed((move,)))
        if registration.kind in PLACES:
            _readdress_below(moved_from, registration.address)
    action = Change.Action.CHANGED if known else Change.Action.PUBLISHED
    if known is None and registration.kind == "home":  # every page's header names the editions
        touched.add(tags.frame(""))
    if registration.is_restricted:  # for everybody it is public no more
        action = Change.Action.WITHDRAWN
    Change.objects.append(action, entry.subject_name, touched)
    announce(EntryRegistered(entry.pk, tuple(sorted(touched))))
    return entry


@transaction.atomic
def withdraw(thing: models.Model, *, pk: int | None = None) -> bool:
    """Take something out of the pool in every language; False when it was not in it. `pk` serves where the row
    is already deleted.
    """
    entries = list(Entry.objects.filter(content_type=_content_type(thing), object_id=pk or thing.pk))
    for entry in entries:
        withdraw_entry(entry)
    return bool(entries)


@transaction.atomic
def withdraw_entry(entry: Entry) -> None:
    """Take an entry out of the pool, logging all that showed it."""
    touched, entry_id, subject = tags_of(entry) | _beside(entry), entry.pk, entry.subject_name
    entry.delete()
    if entry.kind == "home":
        touched.add(tags.frame(""))
    Change.objects.append(Change.Action.WITHDRAWN, subject, touched)
    announce(
        EntryWithdrawn(
            entry_id,
            tuple(sorted(touched)),
            content_type_id=entry.content_type_id,
            object_id=entry.object_id,
            address=Address(entry.host, entry.path),
            title=entry.title,
        )
    )


def tags_of(entry: Entry) -> set[str]:
    """Tags of everything that shows this entry now."""
    return tags_by(
        entry,
        columns=entry.placements.values_list("column_id", flat=True),
        audiences=entry.audiences.values_list("code", flat=True),
        subjects=entry.subjects.values_list("code", flat=True),
    )


def _tags_after(entry: Entry, registration: Registration) -> set[str]:
    """The same for an entry just written, without reading again what the registration says."""
    return tags_by(
        entry,
        columns=registration.column_ids,
        audiences=entry.audiences.values_list("code", flat=True) if registration.audience_ids else (),
        subjects=entry.subjects.values_list("code", flat=True) if registration.subject_ids else (),
    )


def _beside(entry: Entry) -> set[str]:
    """Texts that offer this one to read next, or would if it were there: two queries."""
    if entry.kind in PLACES | LASTING:
        return set()
    return {tags.beside(kind, object_id) for kind, object_id in standing_beside(entry)}


def tags_by(
    entry: Entry,
    *,
    columns: Iterable[int],
    audiences: Iterable[str],
    subjects: Iterable[str],
) -> set[str]:
    """Tags of an entry whose related codes are known."""
    found = {entry.subject_name, tags.thing(entry.content_type_id, entry.object_id)}
    found |= {tags.address(entry.host, entry.path), tags.sitemap(entry.host)}
    if entry.pk:
        found.add(tags.sitemap_part(entry.host, part_of_register(entry.pk)))
    if entry.translation_key is not None:
        found.add(tags.translations(entry.translation_key))
    if entry.kind in PLACES | LASTING:
        found |= {tags.kind(entry.kind, entry.language), tags.below(entry.host, entry.parent_path)}
    else:
        found |= {tags.newest(entry.language), tags.texts_of_subsite(entry.subsite_id)}
    if entry.valid_until is not None:
        found.add(tags.still_open(entry.language))
    if entry.agency_id:
        found.add(tags.texts_of_agency(entry.agency_id))
    found |= {tags.column(pk) for pk in columns}
    found |= {tags.audience(code) for code in audiences}
    found |= {tags.subject(code) for code in subjects}
    return found


def _content_type(thing: models.Model) -> ContentType:
    return ContentType.objects.get_for_model(thing, for_concrete_model=True)


_COPIED = (
    "kind", "title", "summary", "language", "translation_key", "published_at", "changed_at", "valid_until", "validity",
    "subsite_id", "agency_id", "image_id", "is_listed", "is_restricted", "is_alias",
)  # fmt: skip


_UNLAWFUL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 §2.2


def _visible(text: str) -> str:
    """Without control characters: XML forbids them, and one would take a whole feed down."""
    return _UNLAWFUL_IN_XML.sub("", text)


def fill(entry: Entry, registration: Registration) -> None:
    """Give an entry its own columns; nothing is written."""
    for name in _COPIED:
        setattr(entry, name, getattr(registration, name))
    entry.title, entry.summary = _visible(registration.title), _visible(registration.summary)
    entry.host, entry.path = registration.address.host, registration.address.path
    entry.parent_path = parent_path(entry.path)


def _write(entry: Entry, registration: Registration, *, is_new: bool) -> None:
    fill(entry, registration)
    entry.save(force_insert=is_new)
    _write_placements(entry, registration.column_ids, registration.home_column_id, is_new=is_new)
    _write_facet(EntryAudience, "audience_id", entry, registration.audience_ids, is_new=is_new)
    _write_facet(EntrySubject, "subject_id", entry, registration.subject_ids, is_new=is_new)


def _write_placements(entry: Entry, columns: Iterable[int], home: int | None, *, is_new: bool) -> None:
    wanted = {pk: (pk == home, entry.published_at, entry.is_listed) for pk in columns}
    stored = () if is_new else entry.placements.all()
    rows = {p.column_id: (p.is_home, p.published_at, p.is_listed) for p in stored}
    if rows == wanted:
        return
    if rows:
        entry.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(entry=entry, column_id=pk, is_home=is_home, published_at=at, is_listed=listed)
        for pk, (is_home, at, listed) in wanted.items()
    )


def _write_facet(
    model: type[EntryAudience] | type[EntrySubject],
    name: str,
    entry: Entry,
    wanted: Iterable[int],
    *,
    is_new: bool,
) -> None:
    of_entry = model._default_manager.filter(entry=entry)
    repeated = (entry.published_at, entry.language, entry.is_listed)
    rows = set() if is_new else set(of_entry.values_list(name, "published_at", "language", "is_listed"))
    aim = {(pk, *repeated) for pk in wanted}
    if rows == aim:
        return
    if rows:
        of_entry.delete()
    rows_to_be: list[Any] = [facet(model, entry, name, pk) for pk, *_repeated in aim]
    model._default_manager.bulk_create(rows_to_be)


def facet(
    model: type[EntryAudience] | type[EntrySubject], entry: Entry, name: str, pk: int
) -> EntryAudience | EntrySubject:
    """A facet row, not yet written, with what it repeats of its entry."""
    return model(
        entry=entry,
        published_at=entry.published_at,
        language=entry.language,
        is_listed=entry.is_listed,
        **{name: pk},
    )


def _readdress_below(old: Address, new: Address) -> None:
    """Entries below an address that changed follow it.

    By the first characters, not by `LIKE` or a range: SQLite's LIKE takes A for a, and PostgreSQL sorts by the
    rules of a language.
    """
    start = Substr("path", 1, len(old.path))
    below = Entry.objects.alias(start=start).filter(host=old.host, start=old.path).exclude(path=old.path)
    below = below.exclude(host=new.host, path=new.path)
    moves: list[Move] = []
    rows: list[tuple[str, list[str]]] = []
    named = below.values_list("pk", "kind", "content_type_id", "object_id", "path")
    for entry_id, kind, content_type_id, pk, path in named:
        current = Address(new.host, new.path + path[len(old.path) :])
        moves.append(Move(content_type_id, pk, Address(old.host, path), current))
        spots = [Address(old.host, path), current]
        touched = [tags.thing(content_type_id, pk), *(tags.address(spot.host, spot.path) for spot in spots)]
        touched += [
            tags.below(spot.host, parent_path(spot.path)) for spot in spots if kind in PLACES | LASTING
        ]
        touched += [tags.sitemap(spot.host) for spot in spots]
        touched += [tags.sitemap_part(spot.host, part_of_register(entry_id)) for spot in spots]
        rows.append((tags.entry(kind, pk), touched))
    if not rows:
        return
    below.update(
        host=new.host,
        path=Concat(Value(new.path), Substr("path", len(old.path) + 1)),
        parent_path=Concat(Value(new.path), Substr("parent_path", len(old.path) + 1)),
    )
    Change.objects.append_many(Change.Action.MOVED, rows)
    announce(EntriesReaddressed(tuple(moves)))
