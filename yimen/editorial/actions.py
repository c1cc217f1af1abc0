"""Verbs of the desk that are more than one of Wagtail's."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page

from yimen.accounts.models import User
from yimen.agencies.models import Agency
from yimen.editorial.models import PublicPage, SubsiteHomePage, Usefulness
from yimen.editorial.reviewing import settle_review
from yimen.subsites.desks import settle_desks
from yimen.subsites.models import Subsite

PageType = TypeVar("PageType", bound=PublicPage)


class CannotOpenSubsite(ValueError):
    """The agency cannot be given a sub-site now; the message says why."""


def why_not_open_subsite(agency: Agency) -> str | None:
    """The reason why this agency cannot be given a sub-site now; None when it can."""
    if Subsite.objects.filter(agency=agency).exists():
        return _("%(agency)s has a sub-site already.") % {"agency": agency.name}
    if agency.is_closed:
        return _("%(agency)s is closed.") % {"agency": agency.name}
    return None


@transaction.atomic
def publish_new(page: PageType, *, parent: Page, by: User | None = None) -> PageType:
    """Add a page below `parent` and publish it as a person would: with revision, log entry and pool row.

    Raises ValidationError when the page may not be published as it is; nothing is left behind then.
    """
    page.live = False
    page.has_unpublished_changes = True
    if by is not None:
        page.owner = by
    parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    page.refresh_from_db()
    return page


@transaction.atomic
def publish_translation(page: PageType, *, of: Page, parent: Page, by: User | None = None) -> PageType:
    """Publish `page` below `parent` as the edition of another page in the language of its new place.

    Raises ValidationError as `publish_new` does, and where `of` has such an edition already.
    """
    if of.get_translations().filter(locale=parent.locale).exists():
        raise ValidationError(_("“%(title)s” has an edition in this language already.") % {"title": of.title})
    page.translation_key = of.translation_key
    return publish_new(page, parent=parent, by=by)


@transaction.atomic
def open_edition(
    subsite: Subsite, *, directory: Page, title: str = "", by: User | None = None
) -> SubsiteHomePage:
    """Open a sub-site's edition in another language, below that language's directory: the same desk writes it."""
    home = SubsiteHomePage(title=title or subsite.english_name or subsite.name, slug=subsite.code)
    made = publish_translation(home, of=subsite.root_page, parent=directory, by=by)
    settle_desks(subsite)
    settle_review(subsite)
    return made


@transaction.atomic
def open_subsite(subsite: Subsite, *, directory: Page, by: User | None = None) -> Subsite:
    """Open a sub-site not yet stored: its home page at `/bm/<code>/`, its row, and its collection of files.

    Code and, where none is given, name come from its agency. Raises CannotOpenSubsite with the reason when the
    agency has a sub-site or is closed.
    """
    agency = subsite.agency
    reason = why_not_open_subsite(agency)
    if reason:
        raise CannotOpenSubsite(reason)
    subsite.code = agency.code
    subsite.name = subsite.name or agency.name
    subsite.english_name = subsite.english_name or agency.english_name
    home = SubsiteHomePage(title=subsite.name, slug=agency.code, summary="", live=False)
    directory.add_child(instance=home)
    subsite.root_page = home
    subsite.save()
    home.save_revision(user=by).publish(user=by)
    settle_review(subsite)
    return subsite


def count_usefulness(page_id: int, *, is_useful: bool, on: date) -> None:
    """Count one visitor's word on a page, for the day alone."""
    row, _created = Usefulness.objects.get_or_create(page_id=page_id, day=on)
    field = "yes" if is_useful else "no"
    Usefulness.objects.filter(pk=row.pk).update(**{field: F(field) + 1})
