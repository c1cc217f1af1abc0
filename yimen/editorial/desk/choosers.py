"""Choosers and filters of the desk offer what the person may choose, and the names of colleagues alone."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.pages import listing
from wagtail.admin.views.reports import locked_pages, workflows
from wagtail.models import Page

from yimen.accounts.models import User
from yimen.media.models import PortalDocument, PortalImage
from yimen.subsites.areas import choosable_files, choosable_pages, colleagues

# Where Wagtail builds filters by person; the lists of single page types inherit them.
FILTERED = (listing.PageFilterSet, workflows.WorkflowReportFilterSet, locked_pages.LockedPagesReportFilterSet)
# Filters of Wagtail's lists and reports that would name everybody who ever owned, edited, locked or submitted.
PEOPLE = frozenset({"owner", "edited_by", "locked_by", "requested_by", "user"})


def pages_to_choose(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.filter(choosable_pages(_person(request)))


def images_to_choose(images: QuerySet[PortalImage], request: HttpRequest) -> QuerySet[PortalImage]:
    return images.filter(choosable_files(_person(request), PortalImage))


def documents_to_choose(
    documents: QuerySet[PortalDocument], request: HttpRequest
) -> QuerySet[PortalDocument]:
    return documents.filter(choosable_files(_person(request), PortalDocument))


def narrow_choices() -> None:
    """Narrow the choosers and the filters by person; called once, when the desk's hooks are read."""
    hooks.register("construct_page_chooser_queryset", pages_to_choose)
    hooks.register("construct_image_chooser_queryset", images_to_choose)
    hooks.register("construct_document_chooser_queryset", documents_to_choose)
    for filterset in [one for parent in FILTERED for one in (parent, *_below(parent))]:
        for name in PEOPLE & filterset.base_filters.keys():
            for kept in (filterset.base_filters, filterset.declared_filters):
                _narrow(kept.get(name))


def _person(request: HttpRequest) -> User:
    """Whoever sees the desk is signed in as one of our users."""
    person = request.user
    if not isinstance(person, User):
        raise PermissionDenied
    return person


def _below(parent: type[Any]) -> list[type[Any]]:
    return [child for direct in parent.__subclasses__() for child in (direct, *_below(direct))]


def _narrow(found: Any) -> None:
    everybody = getattr(found, "queryset", None)
    if not callable(everybody) or getattr(everybody, "is_narrowed", False):
        return
    found.queryset = _among_colleagues(everybody)


def _among_colleagues(everybody: Callable[[HttpRequest], QuerySet[Any]]) -> Callable[..., QuerySet[Any]]:
    def people(request: HttpRequest) -> QuerySet[Any]:
        return everybody(request).filter(pk__in=colleagues(_person(request)).values("pk"))

    people.is_narrowed = True  # type: ignore[attr-defined]  # a mark on the function
    return people
