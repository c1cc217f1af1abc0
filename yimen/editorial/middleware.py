"""Every write on the staff desk happens wholly or not at all."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from yimen.editorial.models.reviews import CannotApprove
from yimen.records.models import Change
from yimen.records.rules import PINGS, PREVIEWS

# Large uploads are read and measured for seconds; a picture or file is one row that logs itself with its save.
UPLOADS = frozenset({"wagtailimages", "wagtaildocs", "wagtailimages_chooser", "wagtaildocs_chooser"})
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class AtomicDeskMiddleware:
    """Wraps the desk's writing views in one transaction.

    Wagtail's views save the page, then its log entry, then send signals, each in a transaction of its own; a
    fault between two of them would leave page, pool, change log and audit log apart (docs/adr/0006).
    ATOMIC_REQUESTS would do the same for every request and make SQLite's readers wait for writers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method not in _WRITING or not is_desk(request):
            return None
        with transaction.atomic():
            Change.objects.take_turn()
            try:
                return view(request, *args, **kwargs)
            except CannotApprove as refusal:  # raised below Wagtail's own button
                messages.error(request, str(refusal))
                return redirect("wagtailadmin_pages:edit", refusal.page_id)


def is_desk(request: HttpRequest) -> bool:
    """Whether a member of staff asks for a screen that may write anything shown to visitors.

    Nobody who is not signed in can make others wait: passwords are tried outside the transaction. Previews only keep
    a form in the session and must not wait for other writers.
    """
    match = request.resolver_match
    if match is None or match.url_name in PREVIEWS or (UPLOADS | PINGS).intersection(match.namespaces):
        return False
    return request.path.startswith(reverse("wagtailadmin_home")) and request.user.is_authenticated
