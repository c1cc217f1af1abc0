"""Verbs of tokens: given out, used, revoked; each stands in the log."""

import secrets
import string
from datetime import date, datetime, timedelta
from hmac import compare_digest

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.api.models import KeptKey, Token
from yimen.api.rules import KEYS_KEPT, digest_of, prefix_of, why_not_until, written_token
from yimen.records.audit import record
from yimen.subsites.desks import appoint, has_role
from yimen.subsites.models import Subsite

_LETTERS = string.ascii_lowercase + string.digits
_MINUTE = timedelta(minutes=1)


class CannotGiveOut(ValueError):
    """The token cannot be given out so; the message says why."""


@transaction.atomic
def give_out(
    subsite: Subsite, *, name: str, scopes: list[str], expires_on: date, by: User | None, today: date
) -> tuple[Token, str]:
    """A new token and its text, which nobody can show again. Raises CannotGiveOut for a day that cannot be."""
    reason = why_not_until(expires_on, today=today)
    if reason:
        raise CannotGiveOut(reason)
    prefix = "".join(secrets.choice(_LETTERS) for _letter in range(8))
    written = written_token(prefix, secrets.token_urlsafe(32))
    token = Token.objects.create(
        name=name,
        subsite=subsite,
        account=account_of(subsite),
        prefix=prefix,
        digest=digest_of(written),
        scopes=scopes,
        expires_on=expires_on,
        created_by=by,
    )
    record(
        "api.token_given_out",
        actor=by,
        subject=f"token:{token.pk}",
        detail={"prefix": prefix, "subsite": subsite.code, "scopes": scopes, "until": expires_on.isoformat()},
    )
    return token, written


@transaction.atomic
def revoke(token: Token, *, by: User | None, now: datetime) -> None:
    """End a token at once; one that has ended stays as it is."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        record("api.token_revoked", actor=by, subject=f"token:{token.pk}", detail={"prefix": token.prefix})


def token_for(written: str, *, now: datetime, today: date, request: HttpRequest) -> Token | None:
    """The valid token that somebody showed; None where it is none. A wrong secret, an old or a revoked token of a
    known beginning stands in the log.
    """
    prefix = prefix_of(written)
    if prefix is None:
        return None
    rows = Token.objects.select_related("subsite__root_page", "subsite__agency", "account")
    token = rows.filter(prefix=prefix).first()
    if token is None:
        return None
    is_right = compare_digest(token.digest, digest_of(written))
    if not (is_right and token.is_valid(today=today) and token.account.is_active):
        reason = token.state if is_right else "secret"
        record(
            "api.token_refused",
            actor=None,
            subject=f"token:{token.pk}",
            result="refused",
            request=request,
            detail={"prefix": prefix, "reason": reason},
        )
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - _MINUTE)
    Token.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return token


def account_of(subsite: Subsite) -> User:
    """The account through which a sub-site's systems write: a contributor without a password."""
    username = f"api.{subsite.code}"
    account = User.objects.filter(username=username).first()
    if account is None:
        account = User.objects.create_user(username=username, full_name=f"{subsite.name}（接口）"[:60])
    if not has_role(account, Role.CONTRIBUTOR, subsite):
        appoint(account, Role.CONTRIBUTOR, subsite, by=None)
    return account


def forget_keys(*, now: datetime) -> int:
    """Delete idempotency keys that no retry can need; how many there were."""
    deleted, _by_model = KeptKey.objects.filter(at__lt=now - timedelta(days=KEYS_KEPT)).delete()
    return deleted
