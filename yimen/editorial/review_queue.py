"""What waits on the review desk: texts at a step, texts returned, urgent publications not yet reviewed; all kinds of
pages in one list, at a price that does not grow with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from yimen.accounts.models import User
from yimen.editorial.models import ReviewSettings, ReviewState, ReviewTask, UrgentPublication
from yimen.editorial.reviewing import why_not_review_urgent
from yimen.subsites.desks import desks_of
from yimen.subsites.queries import subsites_above

REVIEW, RETURNED, URGENT = "review", "returned", "urgent"
MOST = 500
"""Lines that the screen shows; whoever has more waiting filters by sub-site."""


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    state: str
    page: Page
    kind: str
    subsite_id: int | None
    subsite: str
    step: str
    person: str
    since: datetime
    hours: int
    is_late: bool
    is_mine: bool
    task_state_id: int | None = None
    urgent_id: int | None = None
    remark: str = ""

    @property
    def title(self) -> str:
        return str(self.page.draft_title or self.page.title)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=(self.page.pk,))


def queue(user: User, *, now: datetime) -> list[Waiting]:
    """What this person may see waiting, urgent things first, then the oldest."""
    limits = ReviewSettings.load()
    own = page_permission_policy.instances_user_has_any_permission_for(
        user, ["add", "change", "publish", "lock"]
    )
    groups = set(user.groups.values_list("pk", flat=True))
    states = list(_states())
    urgent = list(UrgentPublication.objects.filter(reviewed_at=None).select_related("by")[:MOST])
    wanted = {int(one.object_id) for one in states} | {one.page_id for one in urgent}
    allowed = set(own.filter(pk__in=wanted).values_list("pk", flat=True))
    mine = {int(one.object_id) for one in states if one.requested_by_id == user.pk}
    pages = {
        page.pk: page for page in Page.objects.filter(pk__in=allowed | mine).select_related("content_type")
    }
    places = subsites_above(pages.values())
    steps = _steps(states)

    def place(page: Page) -> tuple[int | None, str]:
        found = places.get(page.pk)
        return (found.pk, found.name) if found else (None, "")

    lines: list[Waiting] = []
    for one in urgent:
        page = pages.get(one.page_id)
        if page is not None:
            lines.append(
                _of_urgent(one, page, place(page), user=user, now=now, late=limits.urgent_late_after)
            )
    for state in states:
        page = pages.get(int(state.object_id))
        if page is not None:
            is_mine = bool(user.is_superuser or groups & steps.get(state.current_task_state.task_id, set()))
            lines.append(
                _of_state(
                    state, page, place(page), is_mine=is_mine, user=user, now=now, late=limits.late_after
                )
            )
    return sorted(lines, key=lambda line: (line.state != URGENT, line.since))


def _states() -> QuerySet[WorkflowState]:
    pages = ContentType.objects.get_for_model(Page)
    found: QuerySet[WorkflowState] = (
        WorkflowState.objects.active()
        .filter(base_content_type=pages, current_task_state__isnull=False)
        .select_related("requested_by", "current_task_state__task")
        .order_by("current_task_state__started_at")
    )
    return found[:MOST]


def _steps(states: Iterable[WorkflowState]) -> dict[int, set[int]]:
    """Step → groups that decide at it."""
    tasks = {state.current_task_state.task_id for state in states}
    found: dict[int, set[int]] = {}
    for task, group in ReviewTask.groups.through.objects.filter(reviewtask_id__in=tasks).values_list(
        "reviewtask_id", "group_id"
    ):
        found.setdefault(task, set()).add(group)
    return found


def _of_state(
    state: WorkflowState,
    page: Page,
    place: tuple[int | None, str],
    *,
    is_mine: bool,
    user: User,
    now: datetime,
    late: int,
) -> Waiting:
    step: TaskState = state.current_task_state
    is_returned = state.status == WorkflowState.STATUS_NEEDS_CHANGES
    since = (step.finished_at or step.started_at) if is_returned else step.started_at
    is_own = state.requested_by_id == user.pk
    return Waiting(
        state=RETURNED if is_returned else REVIEW,
        page=page,
        kind=_kind(page),
        subsite_id=place[0],
        subsite=place[1],
        step=step.task.name,
        person=str(state.requested_by or ""),
        since=since,
        hours=_hours(since, now),
        is_late=not is_returned and now - since > timedelta(hours=late),
        is_mine=is_own if is_returned else is_mine and (user.is_superuser or not is_own),
        task_state_id=step.pk,
        remark=_remark(step) if is_returned else "",
    )


def _of_urgent(
    one: UrgentPublication, page: Page, place: tuple[int | None, str], *, user: User, now: datetime, late: int
) -> Waiting:
    return Waiting(
        state=URGENT,
        page=page,
        kind=_kind(page),
        subsite_id=place[0],
        subsite=place[1],
        step="",
        person=str(one.by or ""),
        since=one.at,
        hours=_hours(one.at, now),
        is_late=now - one.at > timedelta(hours=late),
        is_mine=not why_not_review_urgent(one, by=user),
        urgent_id=one.pk,
        remark=one.reason,
    )


def _kind(page: Page) -> str:
    model: Any = page.content_type.model_class()
    return str(model._meta.verbose_name) if model else ""


def _hours(since: datetime, now: datetime) -> int:
    return max(int((now - since).total_seconds() // 3600), 0)


def _remark(step: TaskState) -> str:
    state = ReviewState.objects.filter(pk=step.pk).select_related("reason").first()
    return state.get_comment() if state else str(step.comment)


def may_see_queue(user: User) -> bool:
    """Whoever has a desk, and whoever may do everything."""
    return bool(user.is_superuser or desks_of(user).exists())
