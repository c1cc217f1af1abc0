"""What follows from allauth's signals: a second factor that was shown marks the session."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yimen.accounts import standing
from yimen.accounts.models import User
from yimen.records import audit

WORDS = {
    "accounts.sign_in_refused": _("Sign-in refused"),
    "accounts.second_factor_added": _("Second factor added"),
    "accounts.second_factor_removed": _("Second factor removed"),
    "accounts.second_factors_taken": _("Second factors taken away by an administrator"),
    "accounts.password_changed": _("Password changed"),
    "accounts.session_ended": _("Session ended elsewhere"),
    "accounts.invited": _("Invited"),
    "accounts.invitation_revoked": _("Invitation revoked"),
    "accounts.invitation_accepted": _("Invitation accepted"),
    "accounts.deputy_named": _("Deputy named"),
    "accounts.deputy_began": _("Roles lent to a deputy"),
    "accounts.deputy_ended": _("Roles taken back from a deputy"),
    "accounts.activated": _("Account activated"),
    "accounts.deactivated": _("Account deactivated"),
}


def connect() -> None:
    mfa_signals.authenticator_used.connect(_used)
    mfa_signals.authenticator_added.connect(_added)
    mfa_signals.authenticator_removed.connect(_removed)
    mfa_signals.authentication_failed.connect(_failed)
    for action, words in WORDS.items():
        audit.name_action(action, words)
    account_signals.password_changed.connect(_password_changed)
    account_signals.password_reset.connect(_password_changed)


def _used(request: HttpRequest, user: User, **kwargs: Any) -> None:
    standing.note_second_factor(request.session, user)


def _added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever adds a first second factor has just shown it. (To add another, a session must have shown one.)"""
    if authenticator.type in standing.SECOND_FACTORS:
        standing.note_second_factor(request.session, user)
    standing.log("accounts.second_factor_added", user, by=user, request=request, kind=authenticator.type)


def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Sessions elsewhere may have shown just this one."""
    standing.log("accounts.second_factor_removed", user, by=user, request=request, kind=authenticator.type)
    standing.end_all(user, but=request.session.session_key)


def _failed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    standing.log_refused(request, user.username, reason="second factor")


def _password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    standing.log("accounts.password_changed", user, by=user, request=request)
    standing.end_all(user, but=request.session.session_key)
