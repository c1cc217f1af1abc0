"""Reads of the pool: every list, home block, entrance, feed and sitemap comes from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from yimen.foundation import tags
from yimen.foundation.recording import shows
from yimen.pool.models import Audience, Entry, EntryQuerySet, EntrySubject, Placement
from yimen.pool.rules import parent_path, paths_above
from yimen.subsites.rules import Address

# From, and up to but not including.
Span = tuple[datetime, datetime]

# What a list line shows beside the entry's own columns.
_SHOWN = ("agency", "subsite")


def entry_at(host: str, path: str) -> Entry | None:
    """What is public at an address: one indexed look-up."""
    shows(tags.address(host, path))
    return (
        Entry.objects.filter(host=host, path=path)
        .select_related("content_type", "agency", "subsite__agency", "subsite__theme", "subsite__root_page")
        .first()
    )


def surroundings(entry: Entry) -> tuple[list[Entry], list[Entry]]:
    """The places above an entry from the home page down, and the same text in each language: one query for
    both.
    """
    shows(*(tags.address(entry.host, path) for path in paths_above(entry.path)))
    if entry.translation_key is not None:
        shows(tags.translations(entry.translation_key))
    wanted = Q(host=entry.host, path__in=paths_above(entry.path))
    if entry.translation_key is not None:
        wanted |= Q(translation_key=entry.translation_key)
    found = list(Entry.objects.filter(wanted).order_by("path"))
    editions = [
        other for other in found if entry.translation_key and other.translation_key == entry.translation_key
    ]
    return [other for other in found if other not in editions], editions


def nearest_edition(above: Sequence[Entry], language: str) -> Entry | None:
    """Of the places above an entry, given from the home page down, the lowest that everybody may read in a
    language, in that edition: one query.
    """
    keys = [place.translation_key for place in above if place.translation_key]
    shows(*(tags.translations(key) for key in keys))
    editions = Entry.objects.filter(
        translation_key__in=keys, language=language, is_restricted=False, is_alias=False
    )
    by_key = {edition.translation_key: edition for edition in editions}
    return next((by_key[key] for key in reversed(keys) if key in by_key), None)


def subsite_editions(language: str) -> dict[int, Address]:
    """Where the sub-sites that have an edition in a language have it, by their keys: one query."""
    shows(tags.kind("subsite", language))
    homes = Entry.objects.filter(
        kind="subsite", language=language, is_restricted=False, subsite__isnull=False
    )
    return {home.subsite_id: Address(home.host, home.path) for home in homes if home.subsite_id}


MOST_PLACES = 100
"""More than a navigation can show; a column where lasting pages pile up must not slow each of them down."""


def around(address: Address) -> tuple[list[Entry], list[Entry]]:
    """The columns and lasting pages beside a place, itself included, and those below it, each in the order of the
    page tree: one query for both.
    """
    above = parent_path(address.path)
    shows(tags.below(address.host, above), tags.below(address.host, address.path))
    in_tree = Page.objects.filter(pk=OuterRef("object_id")).values("path")[:1]
    found = (
        Entry.objects.filter(
            host=address.host,
            parent_path__in=[above, address.path] if above else [address.path],
            kind__in=("column", "information"),
            is_restricted=False,
        )
        .annotate(tree=Subquery(in_tree))
        .order_by("tree")
    )
    places = list(found[:MOST_PLACES])
    return (
        [place for place in places if above and place.parent_path == above],
        [place for place in places if place.parent_path == address.path],
    )


def in_column(column_id: int, *, span: Span | None = None) -> EntryQuerySet:
    """Entries placed in a column (in a span of time), newest first, along the placement index."""
    shows(tags.column(column_id))
    placed = Q(placements__column_id=column_id, placements__is_listed=True)
    if span is not None:
        placed &= Q(placements__published_at__gte=span[0], placements__published_at__lt=span[1])
    return _listed().filter(placed).order_by("-placements__published_at", "-placements__entry_id")


def listed_in_column(column_id: int | OuterRef) -> QuerySet[Placement]:
    """The placements that a column's list shows, newest first."""
    listed = Placement.objects.filter(column_id=column_id, is_listed=True)
    return listed.order_by("-published_at", "-entry_id")


def reach_of_column(column_id: int) -> Span | None:
    """When the oldest and the newest text of a column's list were published; None where it has none. Two steps
    into the index.
    """
    shows(tags.column(column_id))
    times = listed_in_column(column_id).values("published_at")
    oldest, newest = Subquery(times.reverse()[:1]), Subquery(times[:1])
    found = Page.objects.filter(pk=column_id).values_list(oldest, newest).first()
    return (found[0], found[1]) if found and found[0] else None


def count_in_spans(column_id: int, spans: Sequence[Span]) -> list[int]:
    """How many texts of a column fall into each span: one query, counted along the index."""
    placed = listed_in_column(column_id).order_by()
    counts = [
        Coalesce(
            Subquery(
                placed.filter(published_at__gte=since, published_at__lt=until)
                .values("column")
                .annotate(count=Count("pk"))
                .values("count")
            ),
            0,
        )
        for since, until in spans
    ]
    found = Page.objects.filter(pk=column_id).values_list(*counts).first()
    return list(found) if found else []


def window(entries: EntryQuerySet, start: int, stop: int, *, count: int) -> list[Entry]:
    """A part of a list of `count` entries, read from its nearer end: the last page of a long list costs what the
    first does.
    """
    stop = min(stop, count)
    if start <= count - stop:
        return list(entries[start:stop])
    return list(entries.reverse()[count - stop : count - start])[::-1]


def for_audience(audience: Audience, language: str) -> EntryQuerySet:
    """Entries that concern an audience, newest first."""
    shows(tags.audience(audience.code))
    return (
        _listed()
        .filter(
            entryaudience__audience=audience,
            entryaudience__language=language,
            entryaudience__is_listed=True,
        )
        .order_by("-entryaudience__published_at", "-entryaudience__entry_id")
    )


def open_to_all(language: str, *, now: datetime) -> EntryQuerySet:
    """What readers can still take part in, the nearest deadline first."""
    shows(tags.still_open(language))
    return (
        _listed()
        .filter(language=language, is_listed=True, valid_until__gte=now)
        .order_by("valid_until", "pk")
    )


def of_subsite(subsite_id: int, language: str) -> EntryQuerySet:
    """A sub-site's own entries, newest first."""
    shows(tags.texts_of_subsite(subsite_id))
    return _listed().filter(subsite_id=subsite_id, is_listed=True, language=language).newest_first()


def of_agency(agency_id: int, language: str) -> EntryQuerySet:
    """What an agency published, wherever it stands, newest first."""
    shows(tags.texts_of_agency(agency_id))
    return _listed().filter(agency_id=agency_id, is_listed=True, language=language).newest_first()


def newest(language: str) -> EntryQuerySet:
    """Everything in one language, newest first."""
    shows(tags.newest(language))
    return _listed().filter(language=language, is_listed=True).newest_first()


@dataclass(frozen=True)
class Neighbours:
    """What a text stands beside: older and newer in its column, the same subject, further columns."""

    previous: Entry | None
    next: Entry | None
    related: list[Entry]
    also_in: list[Entry]


RELATED = 5


def beside_in_column(entry: Entry, column_id: int | OuterRef) -> dict[str, Subquery]:
    """For annotating a query that is made anyway: the numbers of the entries before and after this one in a
    column's list, each one step in the index.
    """
    placed = listed_in_column(column_id).values("entry_id")
    at = entry.published_at
    older = placed.filter(Q(published_at__lt=at) | Q(published_at=at, entry_id__lt=entry.pk))
    newer = placed.filter(Q(published_at__gt=at) | Q(published_at=at, entry_id__gt=entry.pk)).reverse()
    # The plain bound is what the index is entered by; the alternatives only settle texts of one minute.
    return {
        "previous_id": Subquery(older.filter(published_at__lte=at)[:1]),
        "next_id": Subquery(newer.filter(published_at__gte=at)[:1]),
    }


def neighbours(entry: Entry, *, column_id: int, previous_id: int | None, next_id: int | None) -> Neighbours:
    """Everything that an article's page offers to read next: one query.

    Related is what was published before it on its first subject, filled up with what was published before it in its
    column, never its neighbours in the column. Only what is older: a new text then changes no page but its
    neighbour's, however many stand in the column (docs/adr/0041).
    """
    shows(tags.beside(entry.kind, entry.object_id), tags.loaded())
    first = EntrySubject.objects.filter(entry=entry.pk).order_by("subject__order", "subject__code")
    alike = EntrySubject.objects.filter(
        subject=Subquery(first.values("subject")[:1]), language=entry.language, is_listed=True
    ).order_by("-published_at", "-entry_id")
    others = entry.placements.filter(is_home=False).values("column_id")
    wanted = (
        Q(pk__in=[pk for pk in (previous_id, next_id) if pk])
        | Q(pk__in=_before(alike, entry).values("entry_id")[:WIDEST])
        | Q(pk__in=_before(listed_in_column(column_id), entry).values("entry_id")[:WIDEST])
        | Q(kind="column", object_id__in=others)
    )
    is_alike = Exists(
        EntrySubject.objects.filter(entry=OuterRef("pk"), subject=Subquery(first.values("subject")[:1]))
    )
    rows = _listed().filter(wanted, is_restricted=False).annotate(is_alike=is_alike)
    found = {row.pk: row for row in rows}
    columns = [row for row in found.values() if row.kind == "column"]
    left_out = {entry.pk, previous_id, next_id}
    texts = [row for row in found.values() if row.kind != "column" and row.pk not in left_out]
    texts.sort(key=lambda row: (vars(row)["is_alike"], row.published_at, row.pk), reverse=True)
    return Neighbours(
        previous=found.get(previous_id or 0),
        next=found.get(next_id or 0),
        related=texts[:RELATED],
        also_in=columns,
    )


WIDEST = RELATED + 1
"""How far back what is related is looked for: the one before it is left out of it."""


def _before(rows: QuerySet[Any], entry: Entry) -> QuerySet[Any]:
    at = entry.published_at
    return rows.filter(published_at__lte=at).exclude(published_at=at, entry_id__gte=entry.pk)


def _after(rows: QuerySet[Any], entry: Entry) -> QuerySet[Any]:
    at = entry.published_at
    return rows.filter(published_at__gte=at).exclude(published_at=at, entry_id__lte=entry.pk).reverse()


def standing_beside(entry: Entry) -> list[tuple[str, int]]:
    """Kind and number of the texts whose page offers this one to read next, or would: in each of its columns the one
    before it and the next few after it, and the next few on its subjects.
    """
    found: set[int] = set()
    for column_id in entry.placements.values_list("column_id", flat=True):
        placed = listed_in_column(column_id).values_list("entry_id", flat=True)
        found.update(_before(placed, entry)[:1])
        found.update(_after(placed, entry)[:WIDEST])
    for subject_id in EntrySubject.objects.filter(entry=entry.pk).values_list("subject_id", flat=True):
        alike = EntrySubject.objects.filter(subject_id=subject_id, language=entry.language, is_listed=True)
        ordered = alike.order_by("-published_at", "-entry_id").values_list("entry_id", flat=True)
        found.update(_after(ordered, entry)[:WIDEST])
    return list(Entry.objects.filter(pk__in=found).values_list("kind", "object_id")) if found else []


def _listed() -> EntryQuerySet:
    return Entry.objects.select_related(*_SHOWN)
