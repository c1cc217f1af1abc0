"""No write of a signed-in person goes without a line in the log, and no list leaves the desk without one."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yimen.records.audit import Result, name_action, record
from yimen.records.requests import Asked, answering
from yimen.records.rules import PINGS, PREVIEWS

logger = logging.getLogger(__name__)

SPREADSHEETS = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NUMBERS = 200  # of chosen rows that a line names at most


class AuditMiddleware:
    """Writes one line for what nobody else has recorded of this request.

    What is recorded by itself (content by Wagtail's history, sign-ins, rights) needs none. The rest, such as
    redirects and settings, has method, view and status; so have exports, and what staff were refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering(request) as asked:
            response = self.get_response(request)
            action = _what_happened(request, response, asked)
            if action:
                _write(action, request, response)
            return response


def name_actions() -> None:
    """Called once by the app."""
    name_action("desk.changed", _("Changed in the desk"))
    name_action("desk.exported", _("List exported"))
    name_action("desk.refused", _("Refused"))


def _what_happened(request: HttpRequest, response: HttpResponse, asked: Asked) -> str:
    """The action to be recorded; empty where nothing happened, or somebody has recorded it."""
    match = request.resolver_match
    is_reading = request.method in _READING
    if match is None or match.url_name in PREVIEWS or PINGS.intersection(match.namespaces):
        return ""
    if is_reading and not request.path.startswith(reverse("wagtailadmin_home")):
        return ""  # before anything asks who it is: to ask makes a page for everybody vary by cookie
    if not request.user.is_authenticated:
        return ""
    if not is_reading:
        # What was recorded before a fault is gone with its transaction.
        unwritten = not asked.lines or response.status_code >= 400
        return ("desk.refused" if _result(response) == "refused" else "desk.changed") if unwritten else ""
    if _is_spreadsheet(response):
        return "desk.exported"
    is_refused = response.status_code == 403 or asked.hides or _is_sent_home(response)
    return "desk.refused" if is_refused else ""


def _write(action: str, request: HttpRequest, response: HttpResponse) -> None:
    try:
        record(
            action,
            actor=request.user,
            subject=_view_and_row(request),
            result=_result(response),
            request=request,
            detail={"method": request.method, "status": response.status_code, **_numbers(request)},
        )
    except DatabaseError:
        # An export without its line is not handed out; what is written stands, and its line goes to the journal.
        logger.critical("the log could not be written: %s %s", action, _view_and_row(request), exc_info=True)
        if action == "desk.exported":
            raise


def _result(response: HttpResponse) -> Result:
    if response.status_code >= 500:
        return "failed"
    refused = response.status_code >= 400 or _is_sent_home(response) or _has_mistakes(response)
    return "refused" if refused else "done"


def _is_sent_home(response: HttpResponse) -> bool:
    """Wagtail leads whoever may not see a screen to the desk's first page, with a word."""
    return response.status_code in _REDIRECTS and response.headers.get("Location") == reverse(
        "wagtailadmin_home"
    )


def _has_mistakes(response: HttpResponse) -> bool:
    """A form that comes back with mistakes has changed nothing."""
    context: Any = getattr(response, "context_data", None)
    form = context.get("form") if isinstance(context, dict) else None
    return bool(getattr(form, "errors", None))


def _is_spreadsheet(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return response.status_code == 200 and kind in SPREADSHEETS


def _view_and_row(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return request.path
    named = [*match.args, *match.kwargs.values()]
    return ":".join([match.view_name, *(str(value) for value in named)])


def _numbers(request: HttpRequest) -> dict[str, object]:
    """The rows that a bulk action was given, and the names of an export's filters; not what was typed into them."""
    rows = [
        int(value) for value in request.GET.getlist("id")[:_NUMBERS] if value.isascii() and value.isdigit()
    ]
    names = sorted(name[:40] for name in request.GET if name != "id")[:20]
    return {**({"rows": rows} if rows else {}), **({"filters": names} if names else {})}
