"""What texts wait for a member of staff: to be reviewed, to be mended, to be looked at again, to go live, to expire."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, Min, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from yimen.editorial.models import ReviewSettings, UrgentPublication
from yimen.editorial.review_days import past_due_of
from yimen.editorial.reviewing import reviews_urgent
from yimen.editorial.scheduling import kept_back_for
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
    yield from _urgent(user, now)
    yield from _kept_back(user)
    yield from _past_review_day(user, now)
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


def _urgent(user: Any, now: datetime) -> Iterator[Waiting]:
    """What was published past its review, for those who may say that it stands."""
    if not reviews_urgent(user):
        return
    found = (
        UrgentPublication.objects.filter(reviewed_at=None)
        .exclude(by=user)
        .aggregate(count=Count("pk"), since=Min("at"))
    )
    late = timedelta(hours=ReviewSettings.load().urgent_late_after) if found["count"] else timedelta()
    yield Waiting(
        _("published urgently, to review afterwards"),
        found["count"],
        reverse("review_queue") + "?state=urgent",
        since=found["since"],
        is_pressing=found["since"] is not None and now - found["since"] > late,
    )


def _kept_back(user: Any) -> Iterator[Waiting]:
    """What this person had set to go live, and was kept back at its hour; until it is mended or set anew."""
    found = kept_back_for(user).aggregate(count=Count("page", distinct=True), since=Min("timestamp"))
    yield Waiting(
        _("not published at their time, to mend"),
        found["count"],
        reverse("wagtailadmin_explore_root"),
        since=found["since"],
        is_pressing=True,
    )


def _past_review_day(user: Any, now: datetime) -> Iterator[Waiting]:
    pages = past_due_of(user, today=timezone.localdate(now))
    found = pages.order_by().aggregate(count=Count("pk"), since=Min("review_by"))
    day: date | None = found["since"]
    yield Waiting(
        _("to look at again: the day of review has come"),
        found["count"],
        reverse("review_report"),
        since=timezone.make_aware(datetime.combine(day, time())) if day else None,
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
