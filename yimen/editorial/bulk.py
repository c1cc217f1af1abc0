"""Many new articles at once: from an old site, or for a load test.

Page by page with `publish_new` costs some hundred queries each. Here the two tables of an article, its pool
rows and its line in the change log are written in few statements, so that what stands afterwards is what
publishing by hand would have left: editors change, move and withdraw each like any other. Two things differ:
there is no revision until somebody edits, and the audit log has one line a column instead of two a page.

Wagtail's search and reference indexes follow saves, and there are none here: see editorial.indexes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import F
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from yimen.accounts.models import User
from yimen.editorial.models import ArticlePage, ArticlePlacement, ColumnPage, Source
from yimen.editorial.models.base import Standing
from yimen.editorial.rules import GRACE, is_backdated, to_the_minute
from yimen.foundation.pinyin import pinyin_slug
from yimen.foundation.rows import insert_rows
from yimen.pool.bulk import register_new
from yimen.pool.models import Audience, Subject
from yimen.records.desk_history import carry_over_many
from yimen.subsites.models import Subsite
from yimen.subsites.queries import Addressing, addressing, subsites_above

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
    places: dict[int, _Places] = defaultdict(_Places)
    total = 0
    while chunk := list(islice(waiting, batch)):
        for article in chunk:
            _check(article, now=now)
        try:
            _write(chunk, places, now=now, reason=reason, by=by, written=written)
        except IntegrityError:  # somebody else took a place in one of the columns meanwhile: look again
            places = defaultdict(_Places)
            _write(chunk, places, now=now, reason=reason, by=by, written=written)
        total += len(chunk)
    return total


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


@dataclass(frozen=True)
class _Tree:
    """What columns are by their place, read once a batch."""

    found: Addressing
    subsites: dict[int, Subsite | None]
    restricted: list[str]
    columns: dict[int, ColumnPage]

    @classmethod
    def read(cls, column_ids: Iterable[int]) -> "_Tree":
        columns = ColumnPage.objects.select_related("locale").in_bulk(list(column_ids))
        return cls(
            found=addressing(),
            subsites=subsites_above(columns.values()),
            restricted=list(PageViewRestriction.objects.values_list("page__path", flat=True)),
            columns=columns,
        )

    def standing(self, page: ArticlePage, column: ColumnPage) -> Standing:
        address = self.found.address(page.url_path)
        if address is None:
            raise CannotLoad(f"The column {column.title} stands outside every site.")
        subsite = self.subsites[column.pk]
        return Standing(
            address=address,
            language=column.locale.language_code,
            subsite_id=subsite.pk if subsite else None,
            agency_id=subsite.agency_id if subsite else None,
            column_id=column.pk,
            is_restricted=any(page.path.startswith(path) for path in self.restricted),
        )


class _Places:
    """The next free path and slugs below a column."""

    def __init__(self) -> None:
        self._slugs: set[str] = set()
        self._last = 0
        self._children = 0
        self._suffixes: dict[str, count[int]] = defaultdict(lambda: count(2))

    def refresh(self, column: ColumnPage) -> None:
        """Read the column's children, unless they are as the last batch left them."""
        self._column = column
        if column.numchild == self._children:
            return
        for path, slug in column.get_children().order_by("path").values_list("path", "slug"):
            self._slugs.add(slug)
            self._last = Page._str2int(path[-Page.steplen :])
        self._children = column.numchild

    def give(self, page: ArticlePage) -> None:
        """Give a page its place below the column."""
        column = self._column
        self._last += 1
        self._children += 1
        page.depth = column.depth + 1
        page.path = Page._get_path(column.path, page.depth, self._last)
        page.locale = column.locale
        page.slug = self._free(page.slug or pinyin_slug(page.title))
        page.url_path = f"{column.url_path}{page.slug}/"

    def _free(self, wanted: str) -> str:
        slug = wanted
        while slug in self._slugs:
            slug = f"{wanted}-{next(self._suffixes[wanted])}"
        self._slugs.add(slug)
        return slug


@transaction.atomic
def _write(
    chunk: list[NewArticle],
    places: dict[int, _Places],
    *,
    now: datetime,
    reason: str,
    by: User | None,
    written: Written | None,
) -> None:
    numbers = Counter(article.column.pk for article in chunk)
    tree = _Tree.read(numbers)
    for pk in numbers:
        places[pk].refresh(tree.columns[pk])
    pages = [_page(article, now=now, reason=reason, by=by) for article in chunk]
    both = list(zip(pages, chunk, strict=True))
    for page, article in both:
        places[article.column.pk].give(page)
    _insert(pages)
    _insert_related(both)
    register_new([page.registration(tree.standing(page, tree.columns[a.column.pk])) for page, a in both])
    _settle_columns(numbers, tree, now=now, reason=reason, by=by)
    if written:
        written(pages)


def _settle_columns(
    numbers: Counter[int], tree: _Tree, *, now: datetime, reason: str, by: User | None
) -> None:
    """The columns' count of children, and a line a column in the log."""
    for number in set(numbers.values()):
        these = [pk for pk, one in numbers.items() if one == number]
        Page.objects.filter(pk__in=these).update(numchild=F("numchild") + number)
    lines = [
        PageLogEntry(
            content_type=ContentType.objects.get_for_model(ColumnPage),
            page=tree.columns[pk],
            label=tree.columns[pk].get_admin_display_title(),
            action="yimen.load",
            timestamp=now,
            user=by,
            data={"count": number, "reason": reason},
        )
        for pk, number in numbers.items()
    ]
    insert_rows(PageLogEntry, lines)
    carry_over_many(lines)


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
    """Both tables; the keys are found again by the path, which is nobody else's."""
    insert_rows(Page, pages)
    keys = dict(Page.objects.filter(path__in=[page.path for page in pages]).values_list("path", "pk"))
    for page in pages:
        page.pk = page.id = keys[page.path]
        page._state.adding = False
    insert_rows(ArticlePage, pages)


def _insert_related(both: list[tuple[ArticlePage, NewArticle]]) -> None:
    """Audiences, subjects and further columns: rows, and what the pages say of themselves."""
    audiences: list[models.Model] = []
    subjects: list[models.Model] = []
    placements: list[ArticlePlacement] = []
    for page, article in both:
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
    insert_rows(_AUDIENCES, audiences)
    insert_rows(_SUBJECTS, subjects)
    insert_rows(ArticlePlacement, placements)
