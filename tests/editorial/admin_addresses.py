"""Every address below /admin/, from the resolver, with real things for its arguments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Locale, Site, Task, Workflow

from tests.editorial.two_departments import Department, Desks
from yimen.editorial import manual
from yimen.editorial.models import ArticlePage
from yimen.editorial.models.previews import PreviewLink
from yimen.editorial.models.reviews import UrgentPublication
from yimen.editorial.models.withdrawals import Withdrawal


@dataclass(frozen=True)
class AdminAddress:
    """One pattern: its name with namespaces, and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]
    route: str


def admin_addresses() -> list[AdminAddress]:
    found = [row for row in _walk(get_resolver().url_patterns, "", "") if row.route.startswith("admin/")]
    return sorted(set(found), key=lambda row: (row.name, row.arguments))


def _walk(patterns: Any, route: str, namespace: str) -> Iterator[AdminAddress]:
    for pattern in patterns:
        below = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _walk(pattern.url_patterns, below, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join(part for part in (namespace, pattern.name or str(pattern.pattern)) if part)
            yield AdminAddress(name, tuple(pattern.pattern.converters), below)


def path_of(address: AdminAddress, target: Department, desks: Desks) -> str | None:
    """The address with things of this department for its arguments; None where it cannot be asked for."""
    if address.name == "wagtailadmin_pages:revisions_compare":
        return reverse(address.name, args=(target.draft.pk, "earliest", "latest"))
    values = _values(address, target, desks)
    if address.name.endswith("/"):  # nameless: its route is all there is
        return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(values[found[1]]), address.route)
    if any(values.get(argument) is None for argument in address.arguments):
        return None
    return reverse(address.name, kwargs={name: values[name] for name in address.arguments})


def _values(address: AdminAddress, target: Department, desks: Desks) -> dict[str, Any]:
    draft = target.draft
    page = ("editorial", "articlepage")
    settings = address.name.startswith("wagtailsettings")
    return {
        "page_id": draft.pk,
        "page_pk": draft.pk,
        "page_to_move_id": draft.pk,
        "parent_page_id": target.column.pk,
        "destination_id": target.column.pk,
        "revision_id": draft.latest_revision_id,
        "task_state_id": target.task_state.pk,
        "task_id": target.task_state.task_id,
        "workflow_state_id": target.workflow_state.pk,
        "workflow_pk": Workflow.objects.latest("pk").pk,
        "action_name": "publish" if "api" in address.name else "approve",
        "content_type_app_name": page[0],
        "content_type_model_name": page[1],
        "app_name": "subsites" if settings else "taggit",
        "model_name": "portalsettings" if settings else "tag" if "tag" in address.name else page[1],
        "app_label": page[0],
        "action": "delete",
        "image_id": target.image.pk,
        "document_id": target.document.pk,
        "doc_id": target.document.pk,
        "collection_id": target.subsite.collection_id,
        "filter_spec": "width-10",
        "object_id": draft.pk,
        "session_id": 1,
        "redirect_id": 1,
        "uploaded_file_id": 1,
        "task": uuid4(),
        "desk_pk": target.writer.groups.all()[0].desk.pk,
        "withdrawal_id": _of_page(Withdrawal, target.article),
        "link_id": _of_page(PreviewLink, target.draft),
        "urgent_id": _of_page(UrgentPublication, target.draft),
        "slug": manual.tasks()[0].slug,
        "pk": _key(address.name, target),
    }


def _of_page(model: Any, page: ArticlePage) -> Any:
    return model.objects.filter(page=page.pk).values_list("pk", flat=True).first()


def _key(name: str, target: Department) -> Any:
    space = name.rpartition(":")[0]
    keys = {
        "wagtailadmin_api:pages": target.draft.pk,
        "wagtailadmin_api:images": target.image.pk,
        "wagtailadmin_api:documents": target.document.pk,
        "wagtailimages_chooser": target.image.pk,
        "wagtaildocs_chooser": target.document.pk,
        "wagtailadmin_collections": target.subsite.collection_id,
        "wagtailadmin_workflows": Task.objects.latest("pk").pk
        if "task" in name
        else Workflow.objects.latest("pk").pk,
        "wagtailusers_users": target.writer.pk,
        "wagtailusers_groups": target.writer.groups.all()[0].pk,
        "wagtaillocales": Locale.objects.all()[0].pk,
        "wagtailsites": Site.objects.all()[0].pk,
        "wagtailsettings": 1,
    }
    if name.startswith(("account_deactivated", "account_second", "subsites_")):
        return target.writer.pk
    if name == "page_checks":
        return target.draft.pk
    if space in keys:
        return keys[space]
    for start in ("wagtailsnippets_", "wagtailsnippetchoosers_"):
        if space.startswith(start):
            return _row_of(space.removeprefix(start), target)
    return None


def _row_of(label: str, target: Department) -> Any:
    own = {
        "agencies_agency": target.agency.pk,
        "subsites_menuitem": target.menu_item.pk,
        "subsites_subsite": target.subsite.pk,
    }
    if label in own:
        return own[label]
    app, _, model = label.partition("_")
    return apps.get_model(app, model)._default_manager.values_list("pk", flat=True).first()
