"""What texts wait for a member of staff: to be reviewed, to be mended, to go live, to expire."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, Min, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from yimen.foundation.waiting import Waiting

TOO_LONG = timedelta(days=2)
"""How long a text may wait for its review before it presses."""
EXPIRES_SOON = timedelta(days=7)


def texts_waiting(user: Any, now: datetime) -> Iterator[Waiting]:
    """Asks the database a fixed number of times, however much waits."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return
    yield from _to_review(user, now)
    yield from _returned(user)
    yield from _timed(user, now)


def _to_review(user: Any, now: datetime) -> Iterator[Waiting]:
    states = TaskState.objects.reviewable_by(user)
    found = states.order_by().aggregate(count=Count("pk", distinct=True), since=Min("started_at"))
    yield Waiting(
        _("to review"),
        found["count"],
        reverse("review_queue") + "?mine=1",
        since=found["since"],
        is_pressing=found["since"] is not None and now - found["since"] > TOO_LONG,
    )


def _returned(user: Any) -> Iterator[Waiting]:
    states = WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES
    ).aggregate(count=Count("pk"), since=Min("current_task_state__finished_at"))
    yield Waiting(
        _("returned to you for changes"),
        states["count"],
        reverse("review_queue") + "?state=returned",
        since=states["since"],
    )


def _timed(user: Any, now: datetime) -> Iterator[Waiting]:
    pages = _of(user)
    scheduled = Revision.page_revisions.filter(approved_go_live_at__gt=now)
    numbers = scheduled.annotate(page_id=Cast("object_id", BigIntegerField())).values("page_id")
    going = pages.filter(pk__in=numbers, go_live_at__gt=now)
    found = going.order_by().aggregate(count=Count("pk"), due=Min("go_live_at"))
    yield Waiting(
        _("to be published at a set time"),
        found["count"],
        reverse("wagtailadmin_explore_root"),
        due=found["due"],
    )
    ending = pages.filter(live=True, expire_at__gt=now, expire_at__lt=now + EXPIRES_SOON)
    ends = ending.order_by().aggregate(count=Count("pk"), due=Min("expire_at"))
    yield Waiting(
        _("about to expire"), ends["count"], reverse("wagtailadmin_reports:aging_pages"), due=ends["due"]
    )


def _of(user: Any) -> QuerySet[Page]:
    """Pages that this person may publish."""
    pages: QuerySet[Page] = page_permission_policy.instances_user_has_permission_for(user, "publish")
    return pages
