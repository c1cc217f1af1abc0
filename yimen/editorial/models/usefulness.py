"""What visitors said of a page: useful or not, counted a day, nothing about who said it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Usefulness(models.Model):
    """How often a page was called useful, or not, on one day."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="usefulness"
    )
    day = models.DateField(_("day"))
    yes = models.PositiveIntegerField(_("useful"), default=0)
    no = models.PositiveIntegerField(_("not useful"), default=0)

    # No visitor sees it and no text refers to it: nothing for the list of references to follow.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("usefulness")
        verbose_name_plural = _("usefulness")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page", "day"], name="usefulness_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.yes} / {self.no}"
