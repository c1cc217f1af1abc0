"""Where a thing is placed and what leads to it: looked at before it is moved or removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from yimen.accounts.models import User
from yimen.editorial.models import Withdrawal
from yimen.pool.models import Entry, Placement
from yimen.subsites.models import MenuItem, OldAddress

SHOWN = 30
"""Lines of each kind that a screen shows; beyond them it gives the number."""


@dataclass(frozen=True)
class Use:
    """One place where something stands or from which something leads to it; without an address where `user` may
    not look.
    """

    what: str
    title: str
    url: str


@dataclass(frozen=True)
class Uses:
    """All uses of one kind, the first of them by name."""

    heading: str
    count: int
    shown: tuple[Use, ...]

    @property
    def others(self) -> int:
        return self.count - len(self.shown)


def uses_of(thing: models.Model, *, user: User) -> list[Uses]:
    """Everything that would be touched if this went, kind by kind; kinds without any are left out."""
    found = [_links_to(thing, user=user)]
    if isinstance(thing, Page):
        found += [_placements(thing), _menus(thing), _former(thing), _merged(thing)]
    elif thing._meta.label == "media.PortalImage":
        found.append(_in_lists(Entry.objects.filter(image_id=thing.pk)))
    return [uses for uses in found if uses.count]


def _links_to(thing: models.Model, *, user: User) -> Uses:
    """What the reference index knows: links in texts, pictures, files, home pages' sections."""
    references = ReferenceIndex.get_references_to(thing)
    if isinstance(thing, Page):  # its own picture, text and placements are no links from elsewhere
        references = references.exclude(
            object_id=str(thing.pk), base_content_type=thing.get_base_content_type()
        )
    grouped = references.group_by_source_object()
    finder = AdminURLFinder(user)

    def lines() -> Iterator[Use]:
        for source, its_references in grouped[:SHOWN]:
            yield Use(
                what=", ".join(dict.fromkeys(str(one.describe_source_field()) for one in its_references)),
                title=str(source),
                url=finder.get_edit_url(source) or "",
            )

    return Uses(_("What links here"), grouped.count(), tuple(lines()))


def _placements(page: Page) -> Uses:
    """The columns in which the pool places it."""
    placed = Placement.objects.filter(
        entry__object_id=page.pk, entry__content_type_id=page.content_type_id
    ).select_related("column")
    return _uses(
        _("Where it is placed"),
        placed,
        lambda row: Use(_("its own column") if row.is_home else _("column"), row.column.title, ""),
    )


def _in_lists(entries: models.QuerySet[Entry]) -> Uses:
    return _uses(_("Lists that show it"), entries, lambda entry: Use("", entry.title, entry.path))


def _menus(page: Page) -> Uses:
    items = MenuItem.objects.filter(page_id=page.pk)
    return _uses(_("Menus"), items, lambda item: Use(item.get_place_display(), item.title, ""))


def _former(page: Page) -> Uses:
    """Addresses that lead here: former ones, those of old sites, and redirects that somebody made."""
    redirects = Redirect.objects.filter(redirect_page_id=page.pk)
    old = OldAddress.objects.filter(page_id=page.pk)
    lines = [Use(_("a redirect"), row.old_path, "") for row in redirects[:SHOWN]]
    lines += [Use(_("old site"), str(row), "") for row in old[:SHOWN]]
    count = redirects.count() + old.count()
    return Uses(_("Addresses that lead here"), count, tuple(lines[:SHOWN]))


def _merged(page: Page) -> Uses:
    rows = Withdrawal.objects.open().filter(target_id=page.pk)
    return _uses(_("Pages that were merged into it"), rows, lambda row: Use("", row.title, row.path))


def _uses(heading: str, rows: models.QuerySet[Any], line: Any) -> Uses:
    return Uses(heading, rows.count(), tuple(line(row) for row in islice(rows, SHOWN)))
