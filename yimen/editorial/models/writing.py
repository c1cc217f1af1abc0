"""What the desk keeps beside its pages: norms of writing, uploaded manuscripts, reminders sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from yimen.editorial.writing_rules import Level
from yimen.foundation.speech import said


class WritingNorm(models.Model):
    """How heavily one thing weighs that a text must have; the office's own choice over the table in
    `writing_rules`.
    """

    class Levels(models.TextChoices):
        OFF = Level.OFF, _("not looked at")
        WARNING = Level.WARNING, _("warning")
        BLOCKER = Level.BLOCKER, _("stops publishing")

    code = models.CharField(_("code"), max_length=30, unique=True, editable=False)
    words = models.CharField(_("what is looked at"), max_length=120, editable=False)
    level = models.CharField(_("weight"), max_length=10, choices=Levels.choices)
    limit = models.PositiveIntegerField(_("limit"), null=True, blank=True, help_text=_("Characters."))
    article = models.CharField(_("where it comes from"), max_length=120, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("norm of writing")
        verbose_name_plural = _("norms of writing")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return said(self.words)


class KeptManuscript(models.Model):
    """A Word file between upload and draft; nobody else sees it, and after a week it goes."""

    file = models.FileField(_("file"), upload_to="manuscripts")
    name = models.CharField(_("file name"), max_length=255)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("manuscript")
        verbose_name_plural = _("manuscripts")

    def __str__(self) -> str:
        return self.name


class ReviewReminder(models.Model):
    """That somebody was reminded of a page's day of review; once a page, day and stage."""

    class Stage(models.TextChoices):
        AHEAD = "ahead", _("soon due")
        DUE = "due", _("due")

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    review_by = models.DateField(_("review by"))
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices)
    sent_at = models.DateTimeField(_("sent at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder of review")
        verbose_name_plural = _("reminders of review")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page", "review_by", "stage"], name="reminded_once_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.review_by} {self.stage}"
