"""What the door leaves to a worker."""

from urllib.parse import quote

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from yimen.accounts import mail
from yimen.accounts.models import User


@task()
def mail_way_to_new_password(email: str, start: str) -> None:
    """Write to whoever of the staff has this address; `start` is scheme and host of the portal."""
    for person in User.objects.filter(email__iexact=email, kind=User.Kind.STAFF):
        if not person.may_enter(today=timezone.localdate()):
            continue
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
        context = {"person": person, "url": start + path.replace("UID-KEY", quote(key))}
        mail.enqueue(
            subject=_("A new password for the desk of the portal"),
            text=render_to_string("accounts/mail/new_password.txt", context),
            to=person.email,
        )
