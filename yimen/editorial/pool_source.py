"""Public pages as the pool should know them, many at once: the desk's source for `yimen pool`, and what it tells when
a whole part of the tree moved.
"""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageViewRestriction, get_page_models

from yimen.editorial.models import PublicPage
from yimen.editorial.models.base import Standing
from yimen.editorial.models.notices import validities
from yimen.pool.actions import Registration
from yimen.pool.models import Entry, EntryQuerySet
from yimen.pool.rules import PLACES
from yimen.pool.sources import Source
from yimen.subsites.models import Subsite
from yimen.subsites.queries import addressing

_CHUNK = 500


def source() -> Source:
    """Called when all models are known."""
    return Source(name="pages", models=tuple(page_types()), registrations=registrations)


def page_types() -> list[type[PublicPage]]:
    """Every type of public page."""
    return [model for model in get_page_models() if issubclass(model, PublicPage)]


def entries_below(top: Page) -> EntryQuerySet:
    """What the pool holds of a page and everything below it."""
    types = ContentType.objects.get_for_models(*page_types(), for_concrete_models=True)
    pages = Page.objects.descendant_of(top, inclusive=True)
    return Entry.objects.filter(content_type__in=types.values(), object_id__in=pages.values("pk"))


def registrations(below: Page | None = None) -> Iterator[Registration]:
    """One registration a live page that has an address; `below` a page and itself, where one is given.

    The tree is read once, the pages in chunks.
    """
    tree = _Tree()
    for model in page_types():
        pages = model._default_manager.filter(live=True).order_by("pk")
        if below is not None:
            pages = pages.descendant_of(below, inclusive=True)
        pages = pages.select_related("locale").prefetch_related(*model.told_with)
        for page in pages.iterator(chunk_size=_CHUNK):
            standing = tree.standing(page)
            if standing is not None:
                yield page.registration(standing)


class _Tree:
    """What pages are by their place in the tree, for many pages in few queries."""

    def __init__(self) -> None:
        self.found = addressing()
        rows = Subsite.objects.values_list("root_page__translation_key", "pk", "agency_id")
        by_key = {key: (pk, agency_id) for key, pk, agency_id in rows}
        homes = Page.objects.filter(translation_key__in=Subsite.objects.values("root_page__translation_key"))
        self.subsites = {  # each with the other language's edition, which stands in a tree of its own
            path: by_key[key] for path, key in homes.values_list("path", "translation_key") if key in by_key
        }
        self.private = self._private_paths()
        self.validities = validities()
        self.keys = dict(Page.objects.filter(numchild__gt=0).values_list("path", "pk"))

    def standing(self, page: PublicPage) -> Standing | None:
        address = self.found.address(page.url_path)
        if address is None:
            return None
        above = [page.path[: page.steplen * n] for n in range(page.depth, 0, -1)]
        subsite_id, agency_id = next(
            (self.subsites[path] for path in above if path in self.subsites), (None, None)
        )
        is_text = page.pool_kind not in PLACES and page.depth > 1
        return Standing(
            address=address,
            language=page.locale.language_code,
            subsite_id=subsite_id,
            agency_id=agency_id,
            column_id=self.keys[above[1]] if is_text else None,
            is_restricted=not self.private.isdisjoint(above),
            validity=self.validities.get(page.pk, ""),
        )

    def _private_paths(self) -> set[str]:
        """Paths at and below which nobody reads unasked: of restricted pages and of their aliases."""
        private = set(PageViewRestriction.objects.values_list("page__path", flat=True))
        aliases = dict(Page.objects.filter(alias_of__isnull=False).values_list("path", "alias_of__path"))
        grown = True
        while grown:  # an alias may be of an alias
            more = {path for path, original in aliases.items() if original in private} - private
            private |= more
            grown = bool(more)
        return private
