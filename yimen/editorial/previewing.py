"""Preview links: made, shown, revoked. The secret is in the link alone."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from yimen.accounts.models import User
from yimen.editorial.models import PreviewLink
from yimen.records.audit import record

_BYTES = 32


def key_of_secret(secret: str) -> str:
    """What stands in the database instead of the secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make_link(page: Page, *, by: User, purpose: str, days: int, now: datetime) -> tuple[PreviewLink, str]:
    """A link to a page's newest version, and its secret, which is told this once."""
    secret = secrets.token_urlsafe(_BYTES)
    link = PreviewLink.objects.create(
        page_id=page.pk,
        key=key_of_secret(secret),
        purpose=purpose,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record("editorial.preview_link_made", actor=by, subject=f"page:{page.pk}", detail={"days": days})
    return link, secret


@transaction.atomic
def revoke_link(link: PreviewLink, *, by: User, now: datetime) -> None:
    """From now on the link opens nothing."""
    if link.revoked_at is None:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
        record("editorial.preview_link_revoked", actor=by, subject=f"page:{link.page_id}")


def link_by(secret: str, *, now: datetime) -> PreviewLink | None:
    """The link that this secret opens now. An unknown, an expired and a revoked one take the same way through the
    same statements, so that the time taken says nothing; of the secret only the hash is ever compared.
    """
    key = key_of_secret(secret)
    link = PreviewLink.objects.filter(key=key).select_related("page").first()
    is_known = hmac.compare_digest(link.key if link else "0" * len(key), key)
    holds = link is not None and link.revoked_at is None and link.expires_at > now
    return link if is_known and holds else None


def count_view(link: PreviewLink, *, now: datetime) -> None:
    """One more look."""
    PreviewLink.objects.filter(pk=link.pk).update(views=F("views") + 1, seen_at=now)
