"""Reads of the pool: every list, home block, entrance, feed and sitemap comes from here."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from yimen.pool.models import Audience, Entry, EntryQuerySet, Placement
from yimen.pool.rules import PLACES, paths_above
from yimen.subsites.rules import Address

# What a list line shows beside the entry's own columns.
_SHOWN = ("agency", "subsite")


def entry_at(host: str, path: str) -> Entry | None:
    """What is public at an address: one indexed look-up."""
    return (
        Entry.objects.filter(host=host, path=path)
        .select_related("content_type", "agency", "subsite__agency", "subsite__theme", "subsite__root_page")
        .first()
    )


def surroundings(entry: Entry) -> tuple[list[Entry], list[Entry]]:
    """The places above an entry from the home page down, and the same text in each language: one query for
    both.
    """
    wanted = Q(host=entry.host, path__in=paths_above(entry.path))
    if entry.translation_key is not None:
        wanted |= Q(translation_key=entry.translation_key)
    found = list(Entry.objects.filter(wanted).order_by("path"))
    editions = [
        other for other in found if entry.translation_key and other.translation_key == entry.translation_key
    ]
    return [other for other in found if other not in editions], editions


def places_below(address: Address) -> list[Entry]:
    """Columns and homes directly below a place, in the order of the page tree."""
    in_tree = Page.objects.filter(pk=OuterRef("object_id")).values("path")[:1]
    found = Entry.objects.filter(
        host=address.host, parent_path=address.path, kind__in=PLACES, is_restricted=False
    )
    return list(found.annotate(tree=Subquery(in_tree)).order_by("tree"))


def in_column(column_id: int) -> EntryQuerySet:
    """Entries placed in a column, newest first, along the placement index."""
    return (
        _listed()
        .filter(placements__column_id=column_id, placements__is_listed=True)
        .order_by("-placements__published_at", "-placements__entry_id")
    )


def count_in_column(column_id: int) -> int:
    """How many entries a column's list has: counted along the index, without touching the entries."""
    return listed_in_column(column_id).count()


def listed_in_column(column_id: int) -> QuerySet[Placement]:
    """The placements that a column's list shows, newest first."""
    listed = Placement.objects.filter(column_id=column_id, is_listed=True)
    return listed.order_by("-published_at", "-entry_id")


def for_audience(audience: Audience, language: str) -> EntryQuerySet:
    """Entries that concern an audience, newest first."""
    return (
        _listed()
        .filter(
            entryaudience__audience=audience,
            entryaudience__language=language,
            entryaudience__is_listed=True,
        )
        .order_by("-entryaudience__published_at", "-entryaudience__entry_id")
    )


def of_subsite(subsite_id: int, language: str) -> EntryQuerySet:
    """A sub-site's own entries, newest first."""
    return _listed().filter(subsite_id=subsite_id, is_listed=True, language=language).newest_first()


def of_agency(agency_id: int, language: str) -> EntryQuerySet:
    """What an agency published, wherever it stands, newest first."""
    return _listed().filter(agency_id=agency_id, is_listed=True, language=language).newest_first()


def newest(language: str) -> EntryQuerySet:
    """Everything in one language, newest first."""
    return _listed().filter(language=language, is_listed=True).newest_first()


def columns_of(entry: Entry) -> list[Entry]:
    """The columns that an entry stands in, as entries of their own: for "also in" lines."""
    ids = entry.placements.filter(is_home=False).values("column_id")
    return list(Entry.objects.filter(kind="column", object_id__in=ids, is_restricted=False))


def _listed() -> EntryQuerySet:
    return Entry.objects.select_related(*_SHOWN)
