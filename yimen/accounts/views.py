"""The account pages that are the house's own; the others are allauth's in the house's frame."""

from allauth.account import views as allauth_views
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.accounts import queries, standing
from yimen.accounts.actions import invitations
from yimen.accounts.forms import AcceptanceForm
from yimen.accounts.models import User


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The one door of staff. Who is in already goes on, or is told what is lacking."""
    if isinstance(request.user, User):
        lacks = standing.what_lacks(request, request.user, now=timezone.now())
        if lacks:
            return redirect(lacks)
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return render(request, "accounts/no_desk.html", status=403)
    answer: HttpResponseBase = allauth_views.login(request)
    return answer


@never_cache
@require_safe
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """One page on one's own account: password, second factors, sessions, browsers."""
    assert isinstance(request.user, User)
    return render(request, "accounts/security.html", queries.own_security(request, request.user))


@never_cache
@require_safe
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sessions.html", {"sessions": queries.own_sessions(request)})


@require_POST
@login_required
def ended_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One of one's own sessions is ended; another's is not found."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session.end()
    assert isinstance(request.user, User)
    standing.log("accounts.session_ended", request.user, by=request.user, request=request)
    messages.success(request, _("That session was signed out."))
    return redirect("usersessions_list")


@require_POST
@login_required
def ended_sessions(request: HttpRequest) -> HttpResponse:
    """All one's sessions but this."""
    assert isinstance(request.user, User)
    standing.end_all(request.user, but=request.session.session_key)
    messages.success(request, _("All other sessions were signed out."))
    return redirect("usersessions_list")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Whoever holds an open invitation sets a password, and goes on to the second factor."""
    now = timezone.now()
    found = queries.open_invitation(token, now=now)
    if found is None:
        return render(request, "accounts/invitation_closed.html", status=410)
    form = AcceptanceForm(request.POST or None, invitation=found)
    if request.method == "POST" and form.is_valid():
        try:
            person = invitations.accept(found, password=form.cleaned_data["password1"], now=now)
        except invitations.InvitationClosed as reason:
            form.add_error(None, str(reason))
        else:
            return invitations.sign_in(request, person)
    return render(request, "accounts/invitation.html", {"form": form, "invitation": found})
