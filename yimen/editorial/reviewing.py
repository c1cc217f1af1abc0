"""Verbs of review: the steps of a sub-site, deciding many at once, urgent publication, taking over a lock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import (
    Page,
    PageLogEntry,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.editorial.events import PublishedUrgently
from yimen.editorial.models import ArticlePage, PublicPage, ReturnReason, ReviewTask, UrgentPublication
from yimen.editorial.proofreading import why_not_go_out
from yimen.foundation.events import announce
from yimen.records.audit import record
from yimen.subsites.desks import desks_of, group_for
from yimen.subsites.models import Subsite

_DEPARTMENT, _PORTAL = 1, 2
REASONS = (
    "文字、标点或数字有误", "来源或依据未注明", "附件缺失或打不开", "栏目不对",
    "格式不合规范", "含有个人信息", "涉密或不宜公开", "与已发布内容重复",
)  # fmt: skip


class CannotReview(ValueError):
    """This cannot be done to this text now; the message says why."""


# ── the steps ──
def ensure_return_reasons(**kwargs: Any) -> None:
    """A list to begin with; the office changes it as it likes."""
    manager = ReturnReason.objects.using(kwargs.get("using", "default"))
    if not manager.exists():
        manager.bulk_create(ReturnReason(name=name, order=order) for order, name in enumerate(REASONS))


@transaction.atomic
def settle_review(subsite: Subsite) -> Workflow:
    """Give a sub-site, in each of its editions, the steps that its row names. Texts that wait at a step that is no
    more go on to the end when that step is decided.
    """
    home = subsite.root_page
    held = WorkflowPage.objects.filter(page=home).select_related("workflow").first()
    workflow = held.workflow if held else Workflow()
    workflow.name = _("Review: %(name)s") % {"name": subsite.name}
    workflow.active = True
    workflow.save()
    tasks = [_step_of(subsite)]
    if subsite.review_steps == _PORTAL:
        tasks.append(_step_of(None))
    WorkflowTask.objects.filter(workflow=workflow).exclude(task__in=tasks).delete()
    for order, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    for edition in home.get_translations(inclusive=True):
        WorkflowPage.objects.update_or_create(page=edition, defaults={"workflow": workflow})
    return workflow


def _step_of(subsite: Subsite | None) -> ReviewTask:
    task: ReviewTask | None = ReviewTask.objects.filter(subsite=subsite).first()
    if task is None:
        name = (
            _("review by %(name)s") % {"name": subsite.name} if subsite else _("review by the portal office")
        )
        task = ReviewTask(name=name, subsite=subsite)
        task.save()
    roles = (Role.REVIEWER, Role.PUBLISHER) if subsite else (Role.PORTAL_EDITOR, Role.CHIEF_EDITOR)
    task.groups.set([group_for(role, subsite) for role in roles])
    return task


# ── deciding ──
@dataclass
class Decided:
    """What became of a batch: titles that went on, and those that did not with their reasons."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def why_not_approve(state: TaskState, *, by: User) -> str:
    """The reason why this person cannot approve a text at its step; empty when nothing speaks against it."""
    page = state.workflow_state.content_object
    if page is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return _("It no longer waits at this step.")
    if state.workflow_state.requested_by_id == by.pk and not by.is_superuser:
        return _("You submitted it yourself; somebody else must approve it.")
    actions = {name for name, _words, _modal in state.task.specific.get_actions(page.specific, by)}
    if "approve" not in actions:
        return _("You do not review at this step.")
    lock = page.specific.get_lock()
    if lock is not None and page.locked and lock.for_user(by):
        return _("%(person)s has locked it.") % {"person": page.locked_by or _("Somebody")}
    return why_not_go_out(page)


def approve_many(states: Iterable[TaskState], *, by: User) -> Decided:
    """Approve each wholly or not at all; one that cannot go on keeps no other back."""
    decided = Decided()
    for state in states:
        page = state.workflow_state.content_object
        title = page.get_admin_display_title() if page else f"#{state.pk}"
        refusal = why_not_approve(state, by=by)
        if not refusal:
            refusal = _approve(state, by=by)
        if refusal:
            decided.refused.append((title, refusal))
        else:
            decided.done.append(title)
    return decided


def _approve(state: TaskState, *, by: User) -> str:
    try:
        with transaction.atomic():
            state.task.specific.on_action(state.specific, by, "approve")
    except Exception as error:  # what stops one text must not stop the others
        return str(error) or _("It could not be published.")
    return ""


# ── urgent ──
def publishes_on_duty(user: User) -> bool:
    """Whether a person publishes as duty editor alone: then what is published is reviewed afterwards."""
    roles = set(desks_of(user).filter(subsite=None).values_list("role", flat=True))
    return Role.DUTY_EDITOR in roles and not roles & {Role.PORTAL_EDITOR, Role.CHIEF_EDITOR}


def may_publish_urgently(user: User) -> bool:
    """Whether a person may publish without review at all."""
    roles = set(desks_of(user).filter(subsite=None).values_list("role", flat=True))
    return bool(user.is_superuser or roles & {Role.DUTY_EDITOR, Role.CHIEF_EDITOR})


def why_not_publish_urgently(page: Page, *, by: User) -> str:
    """The reason why a draft cannot be published past its review; empty when nothing speaks against it."""
    if not may_publish_urgently(by):
        return _("Only the duty editor and the chief editor publish without review.")
    if page.live and not page.has_unpublished_changes:
        return _("It is public as it stands.")
    return why_not_go_out(page)


@transaction.atomic
def publish_urgently(page: PublicPage, *, by: User, reason: str) -> UrgentPublication:
    """Publish the newest version of a page now, past its review; it stands in the queue until it was reviewed.

    Raises CannotReview.
    """
    refusal = why_not_publish_urgently(page, by=by)
    if refusal:
        raise CannotReview(refusal)
    waiting = WorkflowState.objects.active().for_instance(page).first()
    if waiting is not None:
        waiting.cancel(user=by)
    revision = page.get_latest_revision()
    if revision is None:
        revision = page.save_revision(user=by)
    revision.publish(user=by)
    made: UrgentPublication = _note_urgent(page, revision, by=by)
    made.reason = reason
    made.save(update_fields=["reason"])
    return made


@transaction.atomic
def publish_notice_on_duty(page: ArticlePage, *, parent: Page, by: User, reason: str) -> ArticlePage:
    """Add a new notice below `parent` and publish it; it stands in the queue until it was reviewed.

    Raises CannotReview; nothing is left behind then.
    """
    page.live, page.owner = False, by
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    publish_urgently(page, by=by, reason=reason)
    published: ArticlePage = ArticlePage.objects.get(pk=page.pk)
    return published


def note_duty(entry: PageLogEntry) -> None:
    """Whatever the duty editor publishes, by whatever button, waits for review afterwards."""
    if entry.user is None or not publishes_on_duty(entry.user):
        return
    _note_urgent(entry.page, entry.revision, by=entry.user)


def _note_urgent(page: Page, revision: Revision | None, *, by: User) -> UrgentPublication:
    made, is_new = UrgentPublication.objects.get_or_create(
        page_id=page.pk, reviewed_at=None, defaults={"revision": revision, "by": by, "at": timezone.now()}
    )
    if is_new:
        record("editorial.published_urgently", actor=by, subject=f"page:{page.pk}")
        announce(PublishedUrgently(page.pk, by.pk))
    return made


def why_not_review_urgent(one: UrgentPublication, *, by: User) -> str:
    """The reason why this person cannot say that an urgent publication stands; empty when he or she can."""
    if one.reviewed_at is not None:
        return _("It has been reviewed already.")
    if one.by_id == by.pk:
        return _("You published it yourself; somebody else must review it.")
    return "" if reviews_urgent(by) else _("The portal office reviews what was published urgently.")


def reviews_urgent(user: User) -> bool:
    """Whether a person reviews what was published past its review."""
    roles = set(desks_of(user).filter(subsite=None).values_list("role", flat=True))
    return bool(user.is_superuser or roles & {Role.PORTAL_EDITOR, Role.CHIEF_EDITOR})


@transaction.atomic
def review_urgent(one: UrgentPublication, *, by: User, remark: str = "", now: datetime) -> None:
    """Say that an urgent publication stands as it is. Raises CannotReview."""
    refusal = why_not_review_urgent(one, by=by)
    if refusal:
        raise CannotReview(refusal)
    one.reviewed_at, one.reviewed_by, one.remark = now, by, remark
    one.save(update_fields=["reviewed_at", "reviewed_by", "remark"])
    record("editorial.urgent_reviewed", actor=by, subject=f"page:{one.page_id}")


# ── locks ──
def why_not_take_over(page: Page, *, by: User) -> str:
    """The reason why this person cannot take over the lock of a page; empty when he or she can."""
    if not page.locked or page.locked_by_id == by.pk:
        return _("Nobody else has locked it.")
    rights = page.permissions_for_user(by)
    if not rights.can_edit() or not (by.is_superuser or {"lock", "unlock"} & set(rights.permissions)):
        return _("You cannot lock this page.")
    return ""


@transaction.atomic
def take_over(page: Page, *, by: User) -> User | None:
    """Take the lock of a page from whoever holds it; who that was. Raises CannotReview."""
    refusal = why_not_take_over(page, by=by)
    if refusal:
        raise CannotReview(refusal)
    former: User | None = page.locked_by
    page.locked_by, page.locked_at = by, timezone.now()
    page.save(update_fields=["locked_by", "locked_at"])
    log(
        instance=page.specific,
        action="yimen.take_over",
        user=by,
        data={"from": former.pk if former else None},
    )
    return former
