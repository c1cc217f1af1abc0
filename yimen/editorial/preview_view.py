"""A draft, shown to whoever holds its link: never kept, never indexed, gone when its time is over."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.editorial.previewing import count_view, link_by


@require_safe
def preview_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The newest version as a page; for an unknown, expired or revoked link one and the same word."""
    now = timezone.now()
    link = link_by(secret, now=now)
    if link is None:
        return _kept_by_nobody(render(request, "editorial/no_preview.html", status=HTTPStatus.NOT_FOUND))
    if request.method == "GET":
        count_view(link, now=now)
    page = link.page.get_latest_revision_as_object()
    request.is_preview = True  # type: ignore[attr-defined]
    request.preview_mode = page.default_preview_mode  # type: ignore[attr-defined]
    request.page_notice = {  # type: ignore[attr-defined]
        "kind": "info",
        "title": _("Preview: this is not published"),
        "text": _("You read a draft by a link that was given to you. Please do not pass it on."),
    }
    response: HttpResponse = page.serve_preview(request, page.default_preview_mode)
    if hasattr(response, "render") and not getattr(response, "is_rendered", True):
        response = response.render()
    return _kept_by_nobody(response)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
