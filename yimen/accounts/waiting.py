"""What of accounts waits for whoever keeps them: invitations nobody has taken up, accounts to look at."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.accounts.models import Invitation
from yimen.accounts.queries import accounts_to_review
from yimen.foundation.waiting import Waiting

INVITES, SEES = "accounts.add_user", "accounts.view_user"
LAPSES_SOON = timedelta(days=1)


def accounts_waiting(user: Any, now: datetime) -> Iterator[Waiting]:
    """Asks the database twice at most, however many accounts there are."""
    if user.has_perm(INVITES):
        yield _invitations(now)
    if user.has_perm(SEES):
        found = accounts_to_review(now=now, today=timezone.localdate(now))
        yield Waiting(_("accounts to review"), found.order_by().count(), reverse("account_review"))


def _invitations(now: datetime) -> Waiting:
    found = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).aggregate(
        count=Count("pk"), since=Min("invited_at"), ends=Min("expires_at")
    )
    return Waiting(
        _("invitations not yet taken up"),
        found["count"],
        reverse("invitation:index"),
        since=found["since"],
        is_pressing=found["ends"] is not None and found["ends"] - now < LAPSES_SOON,
    )
