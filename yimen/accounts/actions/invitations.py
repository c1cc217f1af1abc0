"""Inviting, accepting, revoking."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yimen.accounts import mail
from yimen.accounts.models import Invitation, SignInPolicy, User
from yimen.accounts.secrets import token_digest
from yimen.records import audit


class InvitationClosed(Exception):
    """Accepted, revoked or expired meanwhile, or its name is taken; the message says so to whoever holds the link."""


def invite(
    invitation: Invitation, *, by: User, groups: Iterable[Group] = (), start: str, now: datetime
) -> str:
    """Record an invitation and mail its link; returns the link, which stands nowhere else.

    `start` is scheme, host and path up to the token.
    """
    token = secrets.token_urlsafe(32)
    invitation.token_digest = token_digest(token)
    invitation.invited_by = by
    invitation.invited_at = now
    invitation.expires_at = now + timedelta(days=SignInPolicy.in_force().invitation_days)
    url = f"{start}{token}/"
    with transaction.atomic():
        invitation.save()
        invitation.groups.set(groups)
        mail.invite(invitation, url=url)
        audit.record("accounts.invited", actor=by, subject=audit.subject_of(invitation))
    return url


def revoke(invitation: Invitation, *, by: User, now: datetime) -> bool:
    """Close an open invitation; False where it was closed already."""
    open_rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    with transaction.atomic():
        if not open_rows.update(revoked_at=now):
            return False
        audit.record("accounts.invitation_revoked", actor=by, subject=audit.subject_of(invitation))
    return True


def accept(invitation: Invitation, *, password: str, now: datetime) -> User:
    """Make the account that was promised; of two who accept at once one gets it. Raises InvitationClosed."""
    with transaction.atomic():
        open_rows = Invitation.objects.filter(
            pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=now
        )
        if not open_rows.update(accepted_at=now):
            raise InvitationClosed(_("This invitation is no longer good. Please ask for a new one."))
        if User.objects.filter(username__iexact=invitation.username).exists():
            raise InvitationClosed(_("This sign-in name is taken. Please ask for a new invitation."))
        person = User(
            username=invitation.username,
            full_name=invitation.full_name,
            email=invitation.email,
            date_joined=now,
        )
        person.set_password(password)
        person.save()
        person.groups.set(invitation.groups.all())
        # Who holds the link reads this mailbox.
        EmailAddress.objects.create(user=person, email=invitation.email, verified=True, primary=True)
        audit.record("accounts.invitation_accepted", actor=person, subject=audit.subject_of(invitation))
    return person


def sign_in(request: HttpRequest, person: User) -> HttpResponse:
    """Sign the new member of staff in; the gate then asks for the second factor."""
    record_authentication(request, person, method="invitation")
    answer: HttpResponse = perform_login(request, Login(user=person))
    return answer
