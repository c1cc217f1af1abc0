"""Mails of the door, sent by a task."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from yimen.accounts.models import Invitation, User


@task()
def deliver(subject: str, text: str, to: str) -> None:
    """Hand one mail to the server; a failure is retried with the task."""
    EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to]).send()


def enqueue(*, subject: str, text: str, to: str) -> None:
    if to:
        deliver.enqueue(subject=" ".join(subject.split()), text=text, to=to)


def tell_of_new_device(request: HttpRequest, person: User, *, at: datetime) -> None:
    context = {
        "person": person,
        "at": at,
        "address": request.META.get("REMOTE_ADDR", ""),
        "browser": request.META.get("HTTP_USER_AGENT", ""),
        "sessions_url": request.build_absolute_uri(reverse("usersessions_list")),
    }
    _send(_("Your account was used in a new browser"), "new_device", context, to=person.email)


def invite(invitation: Invitation, *, url: str) -> None:
    context = {"invitation": invitation, "url": url}
    _send(_("You are invited to the desk of the portal"), "invitation", context, to=invitation.email)


def tell_of_second_factor_taken(person: User) -> None:
    _send(_("Your second factor was removed"), "second_factor_taken", {"person": person}, to=person.email)


def _send(subject: str, template: str, context: dict[str, object], *, to: str) -> None:
    enqueue(subject=subject, text=render_to_string(f"accounts/mail/{template}.txt", context), to=to)
