"""Reads of the account pages and of the lists that administrators see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.accounts.models import Device, Invitation, SignInPolicy, User
from yimen.accounts.secrets import token_digest
from yimen.accounts.standing import SECOND_FACTORS


@dataclass(frozen=True)
class OwnSession:
    """A session in the words of its owner."""

    row: UserSession
    is_current: bool


def own_sessions(request: HttpRequest) -> list[OwnSession]:
    """The living sessions of whoever asks, newest first; rows of dead ones are deleted on the way."""
    rows = UserSession.objects.purge_and_list(request.user)
    rows.sort(key=lambda row: row.last_seen_at, reverse=True)
    return [OwnSession(row, row.session_key == request.session.session_key) for row in rows]


def own_security(request: HttpRequest, person: User) -> dict[str, Any]:
    """What the security page shows of whoever asks."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return {
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "devices": Device.objects.filter(user=person).order_by("-last_used_at")[:20],
        "sessions": own_sessions(request),
    }


def second_factors_of(person: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=person).order_by("created_at"))


def open_invitation(token: str, *, now: datetime) -> Invitation | None:
    found = Invitation.objects.filter(token_digest=token_digest(token)).first()
    return found if found and found.state(now=now) == Invitation.State.OPEN else None


# ── The review of accounts (norms §10.2: expired, shared and needless accounts are removed) ───────
def accounts_to_review(*, now: datetime, today: date) -> QuerySet[User]:
    """Living accounts of staff with a reason to look at them: unused, without second factor, or left."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    border = now - timedelta(days=SignInPolicy.in_force().unused_days)
    unused = Q(last_login__lt=border) | Q(last_login=None, date_joined__lt=border)
    return (
        User.objects.filter(kind=User.Kind.STAFF, is_active=True)
        .annotate(has_second_factor=Exists(factors))
        .filter(unused | Q(has_second_factor=False) | Q(leaves_on__lte=today))
        .order_by("last_login", "pk")
    )


def reasons_to_review(person: User, *, now: datetime, today: date, unused_days: int) -> list[str | Promise]:
    """Why an account of `accounts_to_review` stands there."""
    reasons: list[str | Promise] = []
    if person.leaves_on and person.leaves_on <= today:
        reasons.append(_("left"))
    if (person.last_login or person.date_joined) < now - timedelta(days=unused_days):
        reasons.append(_("unused"))
    if not getattr(person, "has_second_factor", True):
        reasons.append(_("no second factor"))
    return reasons
