"""Where a text that was handed in stands: read from its page and its review, for one or for many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision, WorkflowState

from yimen.api.models import Submission
from yimen.api.queries import public
from yimen.editorial.models import ArticlePage
from yimen.pool.models import Entry


@dataclass(frozen=True)
class Standing:
    """State, the reviewer's reason where it was returned, the public entry, and the version as a strong ETag."""

    submission: Submission
    state: str
    reason: str
    entry: Entry | None
    changed_at: datetime | None
    mark: str
    column_id: int


def standing_of(submission: Submission) -> Standing:
    return standings([submission])[0]


def standings(submissions: Iterable[Submission]) -> list[Standing]:
    """Four queries, however many."""
    rows = list(submissions)
    keys = [row.page_id for row in rows]
    texts = [str(key) for key in keys]
    page_type = ContentType.objects.get_for_model(Page)
    reviews = {
        int(state.object_id): state
        for state in WorkflowState.objects.filter(
            base_content_type=page_type,
            object_id__in=texts,
            status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
        ).select_related("current_task_state")
    }
    scheduled = {
        int(key)
        for key in Revision.objects.filter(
            base_content_type=page_type, object_id__in=texts, approved_go_live_at__isnull=False
        ).values_list("object_id", flat=True)
    }
    article_type = ContentType.objects.get_for_model(ArticlePage)
    entries = {
        entry.object_id: entry for entry in public().filter(content_type=article_type, object_id__in=keys)
    }
    above = {row.pk: row.page.path[: -row.page.steplen] for row in rows}
    columns = dict(Page.objects.filter(path__in=set(above.values())).values_list("path", "pk"))
    return [
        _standing(
            row,
            reviews.get(row.page_id),
            entries.get(row.page_id),
            is_scheduled=row.page_id in scheduled,
            column_id=columns[above[row.pk]],
        )
        for row in rows
    ]


def _standing(
    submission: Submission,
    review: WorkflowState | None,
    entry: Entry | None,
    *,
    is_scheduled: bool,
    column_id: int,
) -> Standing:
    page = submission.page
    state, reason = _state(page, review, is_scheduled=is_scheduled), ""
    if state == "returned" and review is not None and review.current_task_state is not None:
        reason = review.current_task_state.comment
    told = (page.latest_revision_id, state, reason, page.live, entry.pk if entry else 0, page.locked)
    return Standing(
        submission,
        state,
        reason,
        entry,
        page.latest_revision_created_at,
        f'"{sha256(repr(told).encode()).hexdigest()[:24]}"',
        column_id,
    )


def _state(page: ArticlePage, review: WorkflowState | None, *, is_scheduled: bool) -> str:
    if review is not None:
        is_waiting = review.status == WorkflowState.STATUS_IN_PROGRESS
        return "in_review" if is_waiting else "returned"
    if is_scheduled:
        return "scheduled"
    if page.live:
        return "draft" if page.has_unpublished_changes else "published"
    return "withdrawn" if page.first_published_at and not page.has_unpublished_changes else "draft"
