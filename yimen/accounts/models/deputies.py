"""Deputies: who acts for whom during a leave."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Deputyship(models.Model):
    """One person acts for another from one day to another, both included. `lent` are the groups that the deputy
    had not had; they are taken back at the end."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="deputies",
        verbose_name=_("person on leave"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="deputy_for",
        verbose_name=_("deputy"),
    )
    first_day = models.DateField(pgettext_lazy("leave", "first day"))
    last_day = models.DateField(pgettext_lazy("leave", "last day"))
    lent = models.ManyToManyField(Group, editable=False, verbose_name=_("roles"))
    began_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ("-first_day",)
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="deputy_days_in_order"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_is_another"),
        )

    def __str__(self) -> str:
        return f"{self.deputy} / {self.person}, {self.first_day} – {self.last_day}"

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day lies before the first.")})
        if self.deputy_id and self.deputy_id == self.person_id:
            raise ValidationError({"deputy": _("Nobody is their own deputy.")})

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day
