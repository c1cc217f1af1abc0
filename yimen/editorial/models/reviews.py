"""Review before publication, on Wagtail's workflow: steps held by roles, returns with a reason, urgent publications."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from yimen.editorial.models.returning import ReturnForm, ReturnReason
from yimen.editorial.proofreading import why_not_go_out
from yimen.subsites.models import Subsite


@register_setting(icon="clipboard-list")
class ReviewSettings(BaseGenericSetting):
    """How long a text may wait, and how long a preview link holds."""

    late_after = models.PositiveSmallIntegerField(
        _("a text is late after, hours"), default=24, validators=[MinValueValidator(1)]
    )
    urgent_late_after = models.PositiveSmallIntegerField(
        _("an urgent publication is late after, hours"), default=12, validators=[MinValueValidator(1)]
    )
    preview_days = models.PositiveSmallIntegerField(
        _("a preview link holds for, days"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("late_after"),
        FieldPanel("urgent_late_after"),
        FieldPanel("preview_days"),
    ]

    class Meta:
        verbose_name = _("review and preview")


class ReviewState(TaskState):
    """One text at one step; of a return it keeps the reason from the list."""

    reason = models.ForeignKey(
        ReturnReason,
        verbose_name=_("reason"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def reject(self, user: Any = None, update: bool = True, comment: str = "", reason: str = "") -> Any:
        """Return the text to its author, for a reason from the list."""
        if reason:
            self.reason_id = int(reason)
        return super().reject(user=user, update=update, comment=comment)

    def get_comment(self) -> str:
        """What the author reads: the reason, then the reviewer's own words."""
        return "：".join(part for part in (str(self.reason or ""), self.comment) if part)


class CannotApprove(ValueError):
    """This text may not go out as it is; the message says why."""

    def __init__(self, why: str, *, page_id: int) -> None:
        super().__init__(why)
        self.page_id = page_id


class ReviewTask(AbstractGroupApprovalTask):
    """A step of review: a department's own, or the portal office's. Its groups are those of the roles."""

    subsite = models.ForeignKey(
        Subsite, verbose_name=_("sub-site"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    task_state_class = ReviewState

    class Meta:
        verbose_name = _("step of review")
        verbose_name_plural = _("steps of review")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Nobody approves what he or she has submitted: two people have seen what is public."""
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        state = obj.current_workflow_state
        if state is not None and state.requested_by_id == user.pk and not user.is_superuser:
            return []
        return [
            ("reject", _("Return with a reason"), True),
            ("approve", pgettext_lazy("a text", "Approve"), False),
        ]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """By whatever button, nothing is approved that may not go out. Raises CannotApprove."""
        page = task_state.workflow_state.content_object
        if action_name == "approve" and page is not None and (refusal := why_not_go_out(page)):
            raise CannotApprove(refusal, page_id=page.pk)
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_form_for_action(self, action: str) -> Any:
        return ReturnForm if action == "reject" else super().get_form_for_action(action)

    @classmethod
    def get_description(cls) -> Any:
        return _("Made with each sub-site; its reviewers are those who hold the role.")


class UrgentPublication(models.Model):
    """Something published without review before, by the duty editor; it waits for review afterwards."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="urgent_publications"
    )
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("why it was urgent"), max_length=200, blank=True)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("urgent publication")
        verbose_name_plural = _("urgent publications")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], condition=models.Q(reviewed_at=None), name="urgent_unreviewed")
        ]

    def __str__(self) -> str:
        return str(self.page)
