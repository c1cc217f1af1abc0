"""What of the portal a member of staff may open at the desk, and what may be chosen from it.

One opens what one's roles reach: a department's editor the department's own pages, drafts and files. One chooses
(links, places, shows) also what is public, whoever made it (docs/adr/0025).
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permissions import page_permission_policy

from yimen.accounts.models import User
from yimen.media.models import PortalDocument, PortalImage
from yimen.subsites.desks import desks_of, is_of_the_portal, subsites_of
from yimen.subsites.models import Desk, Subsite
from yimen.subsites.queries import restricted_paths


# ── Pages ──
def _roots(user: User) -> list[str]:
    """The places (`Page.path`) that the person's roles reach; the whole tree for the superuser."""
    if user.is_superuser:
        return [""]
    rows = page_permission_policy.get_cached_permissions_for_user(user)
    return sorted({row.page.path for row in rows})


def opens(user: User, page: Page) -> bool:
    """Whether the person's roles reach this page: its drafts, history and preview."""
    return any(page.path.startswith(root) for root in _roots(user))


def passes(user: User, page: Page) -> bool:
    """Whether the page lies on the way down to what the person's roles reach."""
    return any(root.startswith(page.path) for root in _roots(user))


def choosable_pages(user: User) -> Q:
    """The pages that the person may link to: what the roles reach, and what every visitor may read."""
    reached = Q(pk__in=[])
    for root in _roots(user):
        reached |= Q(path__startswith=root)
    return reached | _for_everybody()


def _for_everybody() -> Q:
    public = Q(live=True)
    for closed in restricted_paths(None):
        public &= ~Q(path__startswith=closed)
    return public


# ── Pictures and files ──
def choosable_files(user: User, model: type[PortalImage] | type[PortalDocument]) -> Q:
    """The pictures or files that the person may show: the sub-site's own, the portal's, and what others show to
    every visitor; never what lies private in another's collection or in a restricted one.
    """
    if is_of_the_portal(user):
        return Q()
    own = _below(Subsite.objects.filter(pk__in=subsites_of(user)))
    others = _below(Subsite.objects.exclude(pk__in=subsites_of(user)))
    restricted = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        restricted |= Q(path__startswith=path)
    closed = Collection.objects.filter(restricted)
    shown = Q(pk__in=_shown_to_everybody(model)) | ~Q(collection__in=others)
    if model is PortalDocument:
        shown |= Q(is_public=True)
    return Q(collection__in=own) | ~Q(collection__in=closed) & shown


def _below(subsites: QuerySet[Subsite]) -> QuerySet[Collection]:
    inside = Q(pk__in=[])
    for path in subsites.values_list("collection__path", flat=True):
        inside |= Q(path__startswith=path)
    rows: QuerySet[Collection] = Collection.objects.filter(inside)
    return rows


def _shown_to_everybody(model: type[PortalImage] | type[PortalDocument]) -> QuerySet[Any]:
    """Keys of the files that stand on a page which is for everybody."""
    public = Page.objects.filter(_for_everybody(), pk=Cast(OuterRef("object_id"), IntegerField()))
    uses = ReferenceIndex.objects.filter(
        Exists(public),
        to_content_type=ContentType.objects.get_for_model(model),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    keys: QuerySet[Any] = uses.values_list(Cast("to_object_id", IntegerField()), flat=True)
    return keys


# ── People ──
def colleagues(user: User) -> QuerySet[User]:
    """Those with a role in the same sub-sites, oneself included; the portal office sees everybody."""
    if is_of_the_portal(user):
        return User.objects.all()
    beside = Q(subsite__in=subsites_of(user))
    if desks_of(user).filter(subsite=None).exists():  # administrators stand in for one another
        beside |= Q(subsite=None)
    groups = Desk.objects.filter(beside).values("group")
    return User.objects.filter(Q(groups__in=groups) | Q(pk=user.pk)).distinct()
