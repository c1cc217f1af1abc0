"""Returning a text to its author: the reasons, and the form that Wagtail asks a step of its workflow for."""

from typing import ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReturnReason(models.Model):
    """Why a text goes back to its author; the office edits the list."""

    name = models.CharField(_("reason"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("reason for returning")
        verbose_name_plural = _("reasons for returning")
        ordering: ClassVar[list[str]] = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


def _reasons() -> list[tuple[str, str]]:
    offered = ReturnReason.objects.filter(is_offered=True)
    return [(str(reason.pk), reason.name) for reason in offered]


class ReturnForm(forms.Form):
    """Why a text goes back, from the list, and what is to be mended in the reviewer's words. Values stay plain: Wagtail
    carries them through JSON.
    """

    reason = forms.ChoiceField(label=_("Reason"), choices=_reasons, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("What is to be mended"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
