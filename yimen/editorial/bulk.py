"""Many new articles at once: from an old site, or for a load test.

Page by page with `publish_new` costs some hundred queries each. Here the two tables of an article, its pool
rows and its line in the change log are written in few statements, so that what stands afterwards is what
publishing by hand would have left: editors change, move and withdraw each like any other. Two things differ:
there is no revision until somebody edits, and the audit log has one line a column instead of two a page.

Wagtail's search and reference indexes follow saves, and there are none here: `settle_indexes` afterwards.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count, islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.models import F
from wagtail.log_actions import log
from wagtail.models import Page

from yimen.accounts.models import User
from yimen.editorial.models import ArticlePage, ArticlePlacement, ColumnPage, Source
from yimen.editorial.models.base import Standing
from yimen.editorial.rules import GRACE, is_backdated, to_the_minute
from yimen.foundation.pinyin import pinyin_slug
from yimen.pool.bulk import register_new
from yimen.pool.models import Audience, Subject
from yimen.subsites.queries import Addressing, addressing, subsite_above
from yimen.subsites.rules import Address

BATCH = 500
"""Articles written in one transaction: other writers wait some tenths of a second for it."""
_AUDIENCES = ArticlePage.audiences.through
_SUBJECTS = ArticlePage.subjects.through


class CannotLoad(ValueError):
    """An article that cannot be written as it is; its batch was not written."""


@dataclass(frozen=True, kw_only=True)
class NewArticle:
    """An article to be loaded. `body` holds (block name, value) as for ArticlePage.body."""

    column: ColumnPage
    title: str
    body: Sequence[tuple[str, Any]]
    released_at: datetime
    summary: str = ""
    slug: str = ""
    author: str = ""
    editor: str = ""
    source: Source | None = None
    agency_id: int | None = None
    image_id: int | None = None
    audiences: tuple[Audience, ...] = ()
    subjects: tuple[Subject, ...] = ()
    also_in: tuple[ColumnPage, ...] = ()


Written = Callable[[Sequence[ArticlePage]], None]


def load_articles(
    articles: Iterable[NewArticle],
    *,
    now: datetime,
    reason: str,
    by: User | None = None,
    batch: int = BATCH,
    written: Written | None = None,
) -> int:
    """Publish articles; the number of them. `reason` explains past publish times.

    Each batch is a transaction of its own; `written` is called at its end, inside it, with the batch's pages in
    their order, for rows that must stand or fall with them. Raises CannotLoad, naming the article, before its
    batch is written.
    """
    waiting = iter(articles)
    columns: dict[int, _Place] = {}
    total = 0
    while chunk := list(islice(waiting, batch)):
        for article in chunk:
            _check(article, now=now)
        with transaction.atomic():
            pages = _write(chunk, columns, now=now, reason=reason, by=by)
            if written:
                written(pages)
        total += len(pages)
    return total


def settle_indexes() -> None:
    """After a load: the desk's search, the list of what refers to what, and the planner's figures."""
    call_command("wagtail_update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    gather_statistics()


def gather_statistics() -> None:
    """Let the database count its rows, so that it picks the right index for a list; after any large load."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _check(article: NewArticle, *, now: datetime) -> None:
    title = article.title.strip()
    limits = {"title": 255, "summary": 300, "author": 60, "editor": 60}
    too_long = [name for name, limit in limits.items() if len(getattr(article, name)) > limit]
    unknown = {name for name, _ in article.body} - set(ArticlePage.body.field.stream_block.child_blocks)
    if not title:
        raise CannotLoad("An article has no title.")
    if too_long:
        raise CannotLoad(
            f"{title[:40]}: {', '.join(too_long)} is longer than {limits[too_long[0]]} characters."
        )
    if unknown:
        raise CannotLoad(f"{title[:40]}: no block is called {', '.join(sorted(unknown))}.")
    if article.released_at > now + GRACE:
        raise CannotLoad(
            f"{title[:40]}: the publish time {article.released_at:%Y-%m-%d %H:%M} is in the future."
        )


class _Place:
    """A column that articles are loaded into: its standing, and the next free path and slugs below it."""

    def __init__(self, column: ColumnPage) -> None:
        self.column = column
        self._slugs: set[str] = set()
        self._last = 0
        self._suffixes: dict[str, count[int]] = defaultdict(lambda: count(2))

    def refresh(self, found: Addressing) -> None:
        """Read again what may have changed since the last batch: children, address, sub-site, restrictions."""
        column = self.column
        column.refresh_from_db(fields=["path", "depth", "url_path"])
        first, last = Page._get_children_path_interval(column.path)
        known = Page._get_path(column.path, column.depth + 1, self._last) if self._last else first
        new = Page.objects.filter(path__gt=known, path__lte=last, depth=column.depth + 1).order_by("path")
        for path, slug in new.values_list("path", "slug"):
            self._slugs.add(slug)
            self._last = Page._str2int(path[-Page.steplen :])
        subsite = subsite_above(column)
        self._found = found
        self._standing = Standing(
            address=Address("", ""),
            language=column.locale.language_code,
            subsite_id=subsite.pk if subsite else None,
            agency_id=subsite.agency_id if subsite else None,
            column_id=column.pk,
            is_restricted=column.get_view_restrictions().exists(),
        )

    def put(self, page: ArticlePage) -> None:
        """Give a page its place below the column."""
        self._last += 1
        page.path = Page._get_path(self.column.path, self.column.depth + 1, self._last)
        page.depth = self.column.depth + 1
        page.locale = self.column.locale
        page.slug = self._free(page.slug or pinyin_slug(page.title))
        page.url_path = f"{self.column.url_path}{page.slug}/"

    def _free(self, wanted: str) -> str:
        slug = wanted
        while slug in self._slugs:
            slug = f"{wanted}-{next(self._suffixes[wanted])}"
        self._slugs.add(slug)
        return slug

    def standing(self, page: ArticlePage) -> Standing:
        address = self._found.address(page.url_path)
        if address is None:
            raise CannotLoad(f"The column {self.column.title} stands outside every site.")
        return replace(self._standing, address=address)


def _write(
    chunk: list[NewArticle], places: dict[int, _Place], *, now: datetime, reason: str, by: User | None
) -> list[ArticlePage]:
    numbers = Counter(article.column.pk for article in chunk)
    found = addressing()
    for article in chunk:
        places.setdefault(article.column.pk, _Place(article.column))
    for pk in numbers:
        places[pk].refresh(found)
    pages = [_page(article, now=now, reason=reason, by=by) for article in chunk]
    for page, article in zip(pages, chunk, strict=True):
        places[article.column.pk].put(page)
    _insert(pages)
    _insert_related(pages, chunk)
    register_new(
        [
            page.registration(places[article.column.pk].standing(page))
            for page, article in zip(pages, chunk, strict=True)
        ]
    )
    for pk, number in numbers.items():
        Page.objects.filter(pk=pk).update(numchild=F("numchild") + number)
        log(
            instance=places[pk].column, action="yimen.load", user=by, data={"count": number, "reason": reason}
        )
    return pages


def _page(article: NewArticle, *, now: datetime, reason: str, by: User | None) -> ArticlePage:
    """The article as publishing leaves it, without its place."""
    title = article.title.strip()
    released = to_the_minute(article.released_at)
    return ArticlePage(
        title=title,
        draft_title=title,
        slug=article.slug,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        owner=by,
        live=True,
        first_published_at=now,
        last_published_at=now,
        summary=article.summary,
        body=list(article.body),
        source=article.source,
        author=article.author,
        editor=article.editor,
        agency_id=article.agency_id,
        image_id=article.image_id,
        released_at=released,
        backdating_reason=reason if is_backdated(released, now=now) else "",
    )


def _insert(pages: list[ArticlePage]) -> None:
    """Both tables: Django's bulk_create refuses models with a parent, so the second one is written by hand."""
    shared = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    parents = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in shared}) for page in pages], batch_size=BATCH
    )
    own = ArticlePage._meta.local_concrete_fields
    for page, parent in zip(pages, parents, strict=True):
        page.pk = parent.pk
        page._state.adding = False
    names = ", ".join(connection.ops.quote_name(field.column) for field in own)
    marks = ", ".join(["%s"] * len(own))
    rows = [
        [field.get_db_prep_save(field.value_from_object(page), connection) for field in own] for page in pages
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {ArticlePage._meta.db_table} ({names}) VALUES ({marks})",  # noqa: S608  own names
            rows,
        )


def _insert_related(pages: list[ArticlePage], chunk: list[NewArticle]) -> None:
    """Audiences, subjects and further columns: rows, and what the pages say of themselves."""
    audiences: list[models.Model] = []
    subjects: list[models.Model] = []
    placements: list[ArticlePlacement] = []
    for page, article in zip(pages, chunk, strict=True):
        page.audiences, page.subjects = article.audiences, article.subjects
        page.placements = [
            ArticlePlacement(column=column, sort_order=order) for order, column in enumerate(article.also_in)
        ]
        placements += [
            ArticlePlacement(article=page, column=column, sort_order=order)
            for order, column in enumerate(article.also_in)
        ]
        audiences += [_AUDIENCES(articlepage_id=page.pk, audience_id=one.pk) for one in article.audiences]
        subjects += [_SUBJECTS(articlepage_id=page.pk, subject_id=one.pk) for one in article.subjects]
    _AUDIENCES._default_manager.bulk_create(audiences, batch_size=BATCH)
    _SUBJECTS._default_manager.bulk_create(subjects, batch_size=BATCH)
    ArticlePlacement.objects.bulk_create(placements, batch_size=BATCH)
