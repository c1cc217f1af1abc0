"""Reads of the interface: each costs the same number of queries, however much is public."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Page

from yimen.agencies.models import Agency
from yimen.api.problems import Mistake, invalid
from yimen.api.rules import COUNTED_UP_TO, Cursor, cursor_of, subject_parts
from yimen.api.schemas import EntryQuery
from yimen.editorial.models import ColumnPage
from yimen.foundation.words import noted
from yimen.frontdoor.finding import public_entries
from yimen.pool.models import Audience, Entry, EntryAudience, EntrySubject, Placement, Subject
from yimen.pool.rules import PLACES
from yimen.subsites.models import Subsite

AGENCY_PAGE = "agency_page"
"""Agencies' pages stand in the pool for sitemaps; programs read the register of agencies instead."""
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Listed:
    """A part of a list, where it goes on, and how long it is where that was asked."""

    entries: list[Entry]
    next: Cursor | None
    total: int | None


def public() -> QuerySet[Entry]:
    """Everything that everybody may read, at its own address."""
    return Entry.objects.filter(is_restricted=False, is_alias=False).exclude(kind=AGENCY_PAGE)


def listed(query: EntryQuery) -> Listed:
    """The entries that a query asks for. Raises Problem for codes and positions that there are not."""
    whole = _chosen(query)
    after = _position(query)
    at, number = f"{whole.by}published_at", f"{whole.by}entry_id" if whole.by else "pk"
    bounds = Q()
    if after is not None:
        side, edge = ("lt", "lte") if query.sort == "newest" else ("gt", "gte")
        # The plain bound is what the index is entered by; the alternatives only settle texts of one minute.
        bounds = Q(**{f"{at}__{edge}": after.published_at}) & (
            Q(**{f"{at}__{side}": after.published_at})
            | Q(**{at: after.published_at, f"{number}__{side}": after.pk})
        )
    order = ("-" + at, "-" + number) if query.sort == "newest" else (at, number)
    rows = public().select_related("agency", "subsite", "image")
    found = list(rows.filter(whole.where & bounds).order_by(*order)[: query.limit + 1])
    is_more, entries = len(found) > query.limit, found[: query.limit]
    return Listed(
        entries,
        Cursor(entries[-1].published_at, entries[-1].pk) if is_more else None,
        _count(public().filter(whole.where)) if query.total else None,
    )


@dataclass(frozen=True)
class _Chosen:
    """Conditions of a list, and the relation along whose index it is read (empty: the entries' own)."""

    where: Q
    by: str


def _chosen(query: EntryQuery) -> _Chosen:
    where = Q(language=query.language)
    # Without a kind: what lists show. A kind may be one that never stands in lists, such as columns.
    where &= Q(kind=query.kind) if query.kind else Q(is_listed=True)
    if query.subsite:
        where &= Q(subsite_id=_by_code(Subsite, query.subsite, "subsite"))
    if query.agency:
        where &= Q(agency_id=_by_code(Agency, query.agency, "agency"))
    where &= _in_span(query)
    if query.q:
        where &= Q(pk__in=public_entries(query.q, language=query.language))
    return _along(query, where)


def _along(query: EntryQuery, where: Q) -> _Chosen:
    """The narrowest relation gives the order; further ones are conditions."""
    lists: list[tuple[str, type[models.Model], dict[str, Any]]] = []
    if query.column:
        lists.append(("placements__", Placement, {"column_id": _column(query.column)}))
    if query.subject:
        subject = _by_code(Subject, query.subject, "subject")
        lists.append(("entrysubject__", EntrySubject, {"subject_id": subject}))
    if query.audience:
        audience = _by_code(Audience, query.audience, "audience")
        lists.append(("entryaudience__", EntryAudience, {"audience_id": audience}))
    if not lists:
        return _Chosen(where, "")
    (by, _model, named), *further = lists
    where &= Q(**{f"{by}{name}": value for name, value in named.items()})
    if not query.kind:
        where &= Q(**{f"{by}is_listed": True})  # said of the relation too: its index is of listed ones alone
    for _by, model, also in further:
        where &= Q(Exists(model._default_manager.filter(entry=OuterRef("pk"), **also)))
    return _Chosen(where, by)


def _in_span(query: EntryQuery) -> Q:
    span = Q()
    if query.since:
        span &= Q(published_at__gte=timezone.make_aware(datetime.combine(query.since, time.min)))
    if query.until:
        after = query.until + timedelta(days=1)
        span &= Q(published_at__lt=timezone.make_aware(datetime.combine(after, time.min)))
    return span


def _position(query: EntryQuery) -> Cursor | None:
    if not query.cursor:
        return None
    cursor = cursor_of(query.cursor)
    if cursor is None:
        raise invalid(Mistake("query.cursor", noted("This position is not one of ours; begin without it.")))
    return cursor


def _by_code(model: type[Row], code: str, where: str) -> int:
    pk: int | None = model._default_manager.filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        sentence = noted(
            "There is no “%(code)s”; the registers and vocabularies name what there is.", code=code
        )
        raise invalid(Mistake(f"query.{where}", sentence))
    return pk


def _column(identity: str) -> int:
    found = public_entry(identity)
    if found is None or found.kind != "column":
        sentence = noted("There is no public column “%(code)s”; the page tree names them.", code=identity)
        raise invalid(Mistake("query.column", sentence))
    return found.object_id


def _count(entries: QuerySet[Entry]) -> int | None:
    counted = entries.order_by().values("pk")[: COUNTED_UP_TO + 1].count()
    return counted if counted <= COUNTED_UP_TO else None


# ── One thing ──
def _of_kind(kind: str) -> Q:
    """Things of a kind by the index that begins with their content type, which the first of them tells."""
    types = Entry.objects.filter(kind=kind).values("content_type")[:1]
    return Q(kind=kind, content_type=Subquery(types))


def public_entry(identity: str) -> Entry | None:
    """The public entry called `article:12`; None where there is none for everybody."""
    parts = subject_parts(identity)
    if parts is None:
        return None
    kind, number = parts
    rows = public().select_related("agency", "subsite", "image", "content_type")
    # Of a thing in several languages the Chinese edition.
    return rows.filter(_of_kind(kind), object_id=number).order_by("-language").first()


def public_among(identities: Iterable[str]) -> set[str]:
    """Which of these identities are public now: one query."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for identity in identities:
        parts = subject_parts(identity)
        if parts is not None:
            numbers[parts[0]].add(parts[1])
    if not numbers:
        return set()
    wanted = Q()
    for kind, some in numbers.items():
        wanted |= _of_kind(kind) & Q(object_id__in=some)
    return {f"{kind}:{number}" for kind, number in public().filter(wanted).values_list("kind", "object_id")}


def editions_of(entry: Entry) -> list[Entry]:
    """The same text in each language, itself included."""
    if entry.translation_key is None:
        return [entry]
    return list(public().filter(translation_key=entry.translation_key).order_by("-language"))


# ── What stands beside entries ──
@dataclass(frozen=True)
class Beside:
    """Columns, audiences and subjects of many entries, by the entries' numbers."""

    columns: dict[int, list[tuple[Entry, bool]]]
    audiences: dict[int, list[str]]
    subjects: dict[int, list[str]]


def beside(entries: Sequence[Entry]) -> Beside:
    """Four queries, however many entries; columns that are not for everybody are left out."""
    keys = [entry.pk for entry in entries]
    placed = list(
        Placement.objects.filter(entry__in=keys)
        .order_by("-is_home", "pk")
        .values_list("entry_id", "column_id", "is_home")
    )
    column_type = ContentType.objects.get_for_model(ColumnPage)
    columns = {
        column.object_id: column
        for column in public().filter(
            content_type=column_type, object_id__in={column for _entry, column, _home in placed}
        )
    }
    by_entry: dict[int, list[tuple[Entry, bool]]] = defaultdict(list)
    for entry_id, column_id, is_home in placed:
        if column_id in columns:
            by_entry[entry_id].append((columns[column_id], is_home))
    audiences = EntryAudience.objects.filter(entry__in=keys).order_by("audience__order", "audience__code")
    subjects = EntrySubject.objects.filter(entry__in=keys).order_by("subject__order", "subject__code")
    return Beside(
        by_entry,
        _grouped(audiences.values_list("entry_id", "audience__code")),
        _grouped(subjects.values_list("entry_id", "subject__code")),
    )


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


# ── Registers ──
def places(subsite_code: str | None, language: str) -> list[tuple[Entry, str]]:
    """The places of the portal or of a sub-site with their paths in the page tree, from above: one query more
    than the look-up of the sub-site.
    """
    whose = Q(subsite__isnull=True)
    if subsite_code:
        whose = Q(subsite_id=_by_code(Subsite, subsite_code, "subsite"))
    in_tree = Page.objects.filter(pk=OuterRef("object_id")).values("path")[:1]
    rows = (
        public()
        .filter(whose, language=language, kind__in=PLACES - {AGENCY_PAGE})
        .annotate(tree=Subquery(in_tree))
        .order_by("tree")
    )
    return [(row, vars(row)["tree"]) for row in rows if vars(row)["tree"]]


def subsite_homes() -> list[Entry]:
    """The home pages of sub-sites in each language, by the sub-sites' codes."""
    rows = public().filter(kind="subsite", subsite__isnull=False)
    return list(rows.select_related("subsite", "subsite__agency").order_by("subsite__code", "-language"))


def agencies(*, kind: str | None = None, with_closed: bool = True) -> QuerySet[Agency]:
    """Bodies with what is told of them: three queries however many."""
    rows = Agency.objects.in_order() if with_closed else Agency.objects.open().in_order()
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("parent", "subsite__root_page").prefetch_related("leaders", "successors")


def kinds() -> list[str]:
    """The kinds of what is public."""
    return sorted(public().order_by().values_list("kind", flat=True).distinct())
