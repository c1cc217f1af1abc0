"""allauth's account adapter: lock-out before a try, the device after it, mails as tasks, the log."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from yimen.accounts import door, mail, standing
from yimen.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Staff come by invitation, wait after failed tries, and are told of a browser that was not seen before."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Sign-in name and password do not fit together."),
        "too_many_login_attempts": _("Too many failed tries. Please try again later."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError where this try must wait; the password is then not even looked at."""
        now = timezone.now()
        name = credentials.get("username", "")
        wait = door.wait_of(door.try_of(request, name, now=now), now=now)
        if wait > timedelta(0):
            standing.log_refused(request, name, reason="wait")
            raise _please_wait(wait)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        now = timezone.now()
        name = credentials.get("username", "")
        door.note_failure(door.try_of(request, name, now=now), now=now)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        now = timezone.now()
        standing.begin(request, now=now)
        if door.greet_device(request, response, user, now=now):
            mail.tell_of_new_device(request, user, at=now)
        return response

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever has just signed in has just shown who they are."""
        return not standing.is_fresh(self.request, now=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_security")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By a task: a slow mail server must neither hold up a page nor tell who has an account."""
        message = self.render_mail(
            template_prefix, email, {"request": self.request, "email": email, **context}
        )
        mail.enqueue(subject=message.subject, text=str(message.body), to=email)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_client_ip(self, request: HttpRequest) -> str:
        """As TrustedProxyMiddleware left it."""
        return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


def _please_wait(wait: timedelta) -> ValidationError:
    minutes = max(1, round(wait.total_seconds() / 60))
    sentence = ngettext(
        "Too many failed tries. Please wait %(minutes)d minute.",
        "Too many failed tries. Please wait %(minutes)d minutes.",
        minutes,
    )
    return ValidationError(sentence % {"minutes": minutes}, code="wait")
