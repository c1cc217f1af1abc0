"""Signing in and out stands in the log, whichever door was used: all of them send Django's signals."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yimen.records.audit import name_action, record, subject_of


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    user_logged_in.connect(signed_in, dispatch_uid="records.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="records.signed_out")
    user_login_failed.connect(sign_in_failed, dispatch_uid="records.sign_in_failed")
    name_action("accounts.signed_in", _("Signed in"))
    name_action("accounts.signed_out", _("Signed out"))
    name_action("accounts.sign_in_failed", _("Sign-in failed"))


def signed_in(*, user: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    record("accounts.signed_in", actor=user, subject=subject_of(user), request=request)


def signed_out(*, user: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    if user is not None:  # a visitor without account may well press the button
        record("accounts.signed_out", actor=user, subject=subject_of(user), request=request)


def sign_in_failed(
    *, credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any
) -> None:
    """The account is the object; who tried is not known. What was typed is not kept: at times it is a password."""
    record(
        "accounts.sign_in_failed",
        actor=None,
        subject=_subject(credentials),
        result="refused",
        request=request,
    )


def _subject(credentials: dict[str, Any]) -> str:
    model = get_user_model()
    for field in (model.USERNAME_FIELD, "email"):
        typed = credentials.get(field)
        if isinstance(typed, str) and typed and "\0" not in typed:
            account = model._default_manager.filter(**{f"{field}__iexact": typed}).first()
            if account is not None:
                return subject_of(account)
    return f"{model._meta.label_lower}:unknown"
