"""The gate: what a signed-in session may do follows from how it stands, at every address."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.accounts import standing
from yimen.accounts.models import User

# Where a session may go that still lacks its second factor or a new password: to get them, or to leave.
ACCOUNT_PAGES = "/-/account/"


class StaffGateMiddleware:
    """Ends sessions that are over, and makes those that lack something nobody's outside the account pages.

    No list of staff addresses has to be complete: desk, private pages and files, and any API that believes a session
    see an anonymous visitor (docs/adr/0024).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without the cookie nothing may touch the session: pages for everybody would vary by cookie.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            self._judge(request, request.user)
        return self.get_response(request)

    def _judge(self, request: HttpRequest, person: User) -> None:
        now = timezone.now()
        if standing.is_over(request, now=now):
            logout(request)
            messages.info(request, _("You were signed out, since nothing was done for a while."))
            return
        standing.note_seen(request, now=now)
        is_outside = not request.path.startswith(ACCOUNT_PAGES)
        if standing.is_unproven(request.session, person) or (
            is_outside and standing.what_lacks(request, person, now=now)
        ):
            request.user = AnonymousUser()
