"""Who sits where: appointing to a role of a sub-site or of the portal, and the rights that follow from it.

A desk's group has the rights that `yimen.accounts.roles` gives the role, on the home page of its place in each
language and on its collection; they are brought in line whenever one of these changes, and after each upgrade.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from yimen.accounts.actions import deputies
from yimen.accounts.models import User
from yimen.accounts.roles import (
    CHOOSES_FILES,
    FILE_RIGHTS,
    KEPT_BY_THE_PORTAL,
    NAMES,
    PAGE_RIGHTS,
    ROW_RIGHTS,
    SUBSITE_ROLES,
    Role,
    why_not_together,
)
from yimen.foundation.speech import said
from yimen.subsites.models import Desk, Subsite

# Wagtail asks for the rights of its own image and document models, whichever models stand in their place.
_FILE_APPS = ("wagtailimages", "wagtaildocs")
_APPOINTS = "subsites.change_desk"


class CannotAppoint(ValueError):
    """This person cannot be given this role; the message says why."""


# ── Reads ──
def desks_of(user: User) -> QuerySet[Desk]:
    """The desks that a person holds."""
    return Desk.objects.filter(group__user=user).select_related("subsite")


def has_role(user: User, role: Role, subsite: Subsite | None = None) -> bool:
    """Whether a person holds this very role here; the superuser, who may do everything, holds none."""
    return desks_of(user).filter(role=role, subsite=subsite).exists()


def subsites_of(user: User, *roles: Role) -> QuerySet[Subsite]:
    """The sub-sites in which a person holds one of these roles, or any role where none is named."""
    wanted = Desk.objects.filter(group__user=user, role__in=roles or SUBSITE_ROLES)
    return Subsite.objects.filter(pk__in=wanted.values("subsite"))


def is_of_the_portal(user: User) -> bool:
    """Whether a person edits the whole portal rather than a department's part of it."""
    if not user.is_active or user.kind != User.Kind.STAFF:
        return False
    return user.is_superuser or desks_of(user).filter(subsite=None, role__in=PAGE_RIGHTS).exists()


def why_not_appoint(user: User, role: Role, subsite: Subsite | None = None, *, by: User | None = None) -> str:
    """The reason why `by` (None: the house itself) cannot give this role; empty when nothing speaks against it."""
    if by is not None and not by.has_perm(_APPOINTS):
        return _("Roles are given by the security administrator.")
    if by is not None and by.pk == user.pk and not by.is_superuser:
        return _("Nobody gives a role to himself or herself.")
    if user.kind != User.Kind.STAFF:
        return _("Only staff have roles.")
    if (role in SUBSITE_ROLES) != (subsite is not None):
        return _("“%(role)s” is a role of a sub-site, or of the portal, and this is the other.") % {
            "role": said(NAMES[role])
        }
    held = [Role(name) for name in desks_of(user).values_list("role", flat=True)]
    return said(why_not_together(held, role)) if held else ""


def why_not_lend(deputy: User, groups: list[Group]) -> str:
    """The reason why these desks cannot be lent to a deputy; empty when nothing speaks against it."""
    held = [Role(name) for name in desks_of(deputy).values_list("role", flat=True)]
    for name in Desk.objects.filter(group__in=groups).values_list("role", flat=True):
        reason = why_not_together(held, Role(name))
        if reason:
            return said(reason)
        held.append(Role(name))
    return ""


# ── Verbs ──
@transaction.atomic
def appoint(user: User, role: Role, subsite: Subsite | None = None, *, by: User | None) -> Desk:
    """Give a person a role in a sub-site or, without one, in the portal. Raises CannotAppoint with the reason."""
    reason = why_not_appoint(user, role, subsite, by=by)
    if reason:
        raise CannotAppoint(reason)
    desk = _desk_for(role, subsite)
    user.groups.add(desk.group)
    deputies.keep(user, desk.group)
    return desk


@transaction.atomic
def dismiss(user: User, role: Role, subsite: Subsite | None = None, *, by: User | None) -> None:
    """Take a role from a person, who may not have it. Raises CannotAppoint where `by` may not."""
    if by is not None and not by.has_perm(_APPOINTS):
        raise CannotAppoint(_("Roles are taken by the security administrator."))
    for desk in Desk.objects.filter(role=role, subsite=subsite):
        user.groups.remove(desk.group)


def group_for(role: Role, subsite: Subsite | None = None) -> Group:
    """The group of those who hold a role here, made with its rights where nobody held it yet."""
    return _desk_for(role, subsite).group


def settle_desks(subsite: Subsite | None = None) -> None:
    """Bring the rights of all desks of a sub-site, or of the portal, in line with its pages and its state."""
    for desk in Desk.objects.filter(subsite=subsite).select_related("group", "subsite__root_page"):
        _settle(desk)


def settle_every_desk(**_kwargs: Any) -> None:
    """The same for all, after an upgrade that may have changed what a role may do."""
    for desk in Desk.objects.select_related("group", "subsite__root_page"):
        _settle(desk)


@transaction.atomic
def _desk_for(role: Role, subsite: Subsite | None) -> Desk:
    desk = Desk.objects.filter(role=role, subsite=subsite).select_related("group").first()
    if desk is None:
        group = Group.objects.create(name=_group_name(role, subsite))
        desk = Desk.objects.create(role=role, subsite=subsite, group=group)
        _settle(desk)
    return desk


def _group_name(role: Role, subsite: Subsite | None) -> str:
    """What Wagtail's screens show; the code keeps two sub-sites of one name apart."""
    with override("zh-hans"):
        place = f"{subsite.name}（{subsite.code}）" if subsite else _("portal")
        return f"{place} · {said(NAMES[role])}"


def _settle(desk: Desk) -> None:
    role, subsite = Role(desk.role), desk.subsite
    name = _group_name(role, subsite)
    if desk.group.name != name:
        desk.group.name = name
        desk.group.save(update_fields=["name"])
    desk.group.permissions.set(_rights(("wagtailadmin.access_admin", *ROW_RIGHTS.get(role, ()))))
    _settle_pages(desk.group, _pages_of(subsite), _page_rights(role, subsite))
    every = Collection.get_first_root_node()
    collection = subsite.collection if subsite else every
    rights = FILE_RIGHTS.get(role, ())
    chosen = set(rights) & set(CHOOSES_FILES)
    _settle_files(desk.group, {every: chosen} | {collection: rights})


def _page_rights(role: Role, subsite: Subsite | None) -> set[str]:
    rights = set(PAGE_RIGHTS.get(role, ()))
    return rights - KEPT_BY_THE_PORTAL if subsite and not subsite.publishes_itself else rights


def _pages_of(subsite: Subsite | None) -> list[Page]:
    """The home pages of a place, one a language: each edition stands in a tree of its own."""
    if subsite is not None:
        return list(subsite.root_page.get_translations(inclusive=True))
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return list(site.root_page.get_translations(inclusive=True)) if site else []


def _rights(names: tuple[str, ...]) -> QuerySet[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(wanted)


def _settle_pages(group: Group, pages: list[Page], codenames: set[str]) -> None:
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    wanted = {(page.pk, right.pk) for page in pages for right in rights}
    rows = GroupPagePermission.objects.filter(group=group)
    there = {(row.page_id, row.permission_id): row.pk for row in rows}
    rows.filter(pk__in=[pk for pair, pk in there.items() if pair not in wanted]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=right)
        for page, right in sorted(wanted - there.keys())
    )


def _settle_files(group: Group, rights_on: dict[Collection, Iterable[str]]) -> None:
    of_files = Q(content_type__app_label__in=_FILE_APPS) | Q(
        content_type__app_label="wagtailcore", content_type__model="collection"
    )
    rights = dict(Permission.objects.filter(of_files).values_list("codename", "pk"))
    wanted = {(at.pk, rights[name]) for at, names in rights_on.items() for name in names}
    rows = GroupCollectionPermission.objects.filter(group=group)
    there = {(row.collection_id, row.permission_id): row.pk for row in rows}
    rows.filter(pk__in=[pk for pair, pk in there.items() if pair not in wanted]).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=at, permission_id=right)
        for at, right in sorted(wanted - there.keys())
    )
