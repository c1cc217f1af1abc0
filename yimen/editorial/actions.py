"""Verbs of the desk that are more than one of Wagtail's."""

from typing import TypeVar

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from yimen.accounts.models import User
from yimen.agencies.models import Agency
from yimen.editorial.models import PublicPage, SubsiteHomePage
from yimen.subsites.models import Subsite

PageType = TypeVar("PageType", bound=PublicPage)

_PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
# Wagtail asks for the rights of its own image and document models, whichever models stand in their place.
_FILE_APPS = ("wagtailimages", "wagtaildocs")
_FILE_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)


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
def open_subsite(
    agency: Agency, *, directory: Page, state: str = Subsite.State.PREPARATION, by: User | None = None
) -> Subsite:
    """Give an agency its sub-site: a home page at `/bm/<code>/`, its row, and a group of editors.

    Raises CannotOpenSubsite with the reason when the agency has one or is closed.
    """
    reason = why_not_open_subsite(agency)
    if reason:
        raise CannotOpenSubsite(reason)
    home = SubsiteHomePage(title=agency.name, slug=agency.code, summary="", live=False)
    directory.add_child(instance=home)
    subsite = Subsite.objects.create(
        code=agency.code,
        name=agency.name,
        english_name=agency.english_name,
        agency=agency,
        root_page=home,
        state=state,
    )
    home.save_revision(user=by).publish(user=by)
    grant_desk(subsite)
    return subsite


def grant_desk(subsite: Subsite) -> Group:
    """The group whose members write and publish in this sub-site and keep its pictures and files."""
    group, _created = Group.objects.get_or_create(name=f"editors: {subsite.code}")
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for codename in _PAGE_RIGHTS:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=subsite.root_page, permission=right)
    grant_files(group, collection_named(subsite.name))
    return group


def collection_named(name: str) -> Collection:
    """The collection of pictures and files with this name, made where it is missing."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def grant_files(group: Group, collection: Collection) -> None:
    """Let a group add, change and choose the pictures and files of a collection."""
    for right in Permission.objects.filter(content_type__app_label__in=_FILE_APPS, codename__in=_FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
