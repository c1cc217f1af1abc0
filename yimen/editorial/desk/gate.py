"""Who may ask for which of Wagtail's screens about which page, file or row.

Wagtail asks for a right on most screens and forgets it on some: a page of another department can be copied, browsed
in the chooser or read through its internal API. Here each address of the desk that names a thing is asked first
whether the person reaches that thing; what is not reached is not there (404).
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied
from wagtail.documents.permissions import permission_policy as documents_policy
from wagtail.images.permissions import permission_policy as images_policy
from wagtail.models import Page, TaskState

from yimen.accounts.models import User
from yimen.editorial.models.previews import PreviewLink
from yimen.editorial.models.reviews import UrgentPublication
from yimen.editorial.models.withdrawals import Withdrawal
from yimen.media.models import PortalDocument, PortalImage
from yimen.records.requests import note_hidden
from yimen.subsites.areas import choosable_files, choosable_pages, opens, passes
from yimen.subsites.desks import is_of_the_portal

# Screens over the whole portal: names and drafts of all departments side by side.
PORTAL_SCREENS = frozenset(
    f"wagtailadmin_reports:{name}{part}"
    for name in ("site_history", "page_types_usage")
    for part in ("", "_results")
)
# Wagtail's internal API: its screens use the list of pages alone, and nothing checks who acts or reads files there.
UNUSED = frozenset(
    {"wagtailadmin_api:pages:action"}
    | {f"wagtailadmin_api:{kind}:{view}" for kind in ("images", "documents")
       for view in ("listing", "detail", "find")}
)  # fmt: skip
# Wagtail asks for no right where steps of workflows are chosen.
WORKFLOW_SCREENS = frozenset(
    f"wagtailadmin_workflows:{name}"
    for name in ("task_chooser", "task_chooser_results", "task_chooser_create", "task_chosen")
)
BROWSED = frozenset({"wagtailadmin_explore", "wagtailadmin_explore_results"})
CHOSEN_FROM = frozenset({"wagtailadmin_choose_page_child"})
_PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
# Rows that belong to a page, and the way to it.
_THROUGH: dict[str, tuple[Any, str]] = {
    "withdrawal_id": (Withdrawal, "page"),
    "urgent_id": (UrgentPublication, "page"),
    "link_id": (PreviewLink, "page"),
    "task_state_id": (TaskState, "workflow_state__object_id"),
}
_IMAGE_VIEWS = frozenset({"preview", "select_format", "chosen"})
_FILES: dict[str, type[PortalImage] | type[PortalDocument]] = {
    "wagtailimages": PortalImage,
    "wagtailimages_chooser": PortalImage,
    "wagtaildocs_chooser": PortalDocument,
}


class DeskGateMiddleware:
    """Asks before any of the desk's views runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match, user = request.resolver_match, request.user
        if match is None or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if not user.is_authenticated and request.method == "POST" and _asks_for_json(request):
            return _signed_out()
        if not isinstance(user, User) or user.is_superuser:
            return None
        if match.view_name in UNUSED or not reaches(request, match, user):
            note_hidden()
            raise Http404
        return None if _may_see(match.view_name, user) else permission_denied(request)


def _asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _signed_out() -> JsonResponse:
    """What an open editor shows beside its button when it tries to save for somebody whose session is over. Wagtail
    shows words of ours under this code alone; else it speaks of a fault of the server.
    """
    words = _("You are signed out. Copy what is not saved yet, then sign in again.")
    return JsonResponse(
        {"success": False, "error_code": "locked", "error_message": words},
        status=HTTPStatus.UNAUTHORIZED,
        headers={"Cache-Control": "no-store"},
    )


def _may_see(name: str, user: User) -> bool:
    """Whether a screen that names no single thing is for this person."""
    if name in PORTAL_SCREENS:
        return is_of_the_portal(user)
    if name in WORKFLOW_SCREENS:
        return user.has_perm("wagtailcore.add_workflow") or user.has_perm("wagtailcore.change_workflow")
    return True


def reaches(request: HttpRequest, match: ResolverMatch, user: User) -> bool:
    """Whether the person reaches every page, file and row that the address names."""
    name = match.view_name
    if name == "wagtail_bulk_action":
        return _reaches_bulk(request, match.kwargs, user)
    if name == "wagtailadmin_choose_page_chosen_multiple":
        return _may_choose(_numbers(request.GET.getlist("id")), user)
    if match.namespace.startswith("wagtailsnippets_"):
        return _reaches_row(match, user)
    if match.namespace.startswith("wagtailusers_users"):
        return not User.objects.filter(pk=match.kwargs.get("pk", 0), is_superuser=True).exists()
    if match.namespace in _FILES:
        return _reaches_file(match, user)
    return all(_reaches_page(name, pk, user) for pk in _pages_named(match))


def _pages_named(match: ResolverMatch) -> list[int]:
    named = [match.kwargs[key] for key in _PAGES if key in match.kwargs]
    for key, (model, way) in _THROUGH.items():
        if key in match.kwargs:
            named.extend(model.objects.filter(pk=match.kwargs[key]).values_list(way, flat=True))
    if match.view_name == "wagtailadmin_pages:revisions_compare":
        named.append(match.args[0])
    return [int(pk) for pk in named if pk is not None]


def _reaches_page(name: str, pk: int, user: User) -> bool:
    page = Page.objects.filter(pk=pk).first()
    if page is None or opens(user, page):
        return True
    if name in CHOSEN_FROM:
        return passes(user, page) or _may_choose([pk], user)
    return name in BROWSED and passes(user, page)


def _may_choose(pages: list[int], user: User) -> bool:
    there = Page.objects.filter(pk__in=pages)
    return bool(there.filter(choosable_pages(user)).count() == there.count())


def _reaches_row(match: ResolverMatch, user: User) -> bool:
    """A row of a model whose policy tells rows apart."""
    pk = match.kwargs.get("pk")
    if pk is None:
        return True
    app, _, model_name = match.namespace.removeprefix("wagtailsnippets_").partition("_")
    model = apps.get_model(app, model_name)
    row = model._default_manager.filter(pk=pk).first()
    policy = model.snippet_viewset.permission_policy
    verbs = ("view", "add", "change", "delete")
    return row is None or bool(policy.user_has_any_permission_for_instance(user, verbs, row))


def _reaches_file(match: ResolverMatch, user: User) -> bool:
    if match.url_name not in _IMAGE_VIEWS:
        return True
    pk = match.kwargs.get("image_id", match.kwargs.get("pk"))
    model = _FILES[match.namespace]
    stored = model.objects.filter(pk=pk)
    return not stored.exists() or stored.filter(choosable_files(user, model)).exists()


def _reaches_bulk(request: HttpRequest, kwargs: dict[str, Any], user: User) -> bool:
    """Wagtail lists the titles of what may not be touched; here such a list is not made."""
    ids = _numbers(request.GET.getlist("id"))
    kind = f"{kwargs['app_label']}.{kwargs['model_name']}"
    if kind == "wagtailcore.page":
        above = _numbers(request.GET.getlist("childOf"))
        return all(opens(user, page) for page in Page.objects.filter(pk__in=[*ids, *above]))
    if kind in ("media.portalimage", "media.portaldocument"):
        policy = images_policy if kind == "media.portalimage" else documents_policy
        own = policy.instances_user_has_any_permission_for(user, ["change", "delete"])
        return bool(own.filter(pk__in=ids).count() == policy.model.objects.filter(pk__in=ids).count())
    if kind == "accounts.user":
        return user.has_perm("accounts.change_user") and kwargs["action"] == "set_active_state"
    # Rows of the registers: lists are short, and Wagtail asks for the right on the model alone.
    return is_of_the_portal(user) or not kind.startswith(("agencies.", "subsites.menuitem"))


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit()]
