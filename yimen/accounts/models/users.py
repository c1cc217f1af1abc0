"""The one user model."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class User(AbstractUser):
    """A person who signs in. Staff work on the desk; residents apply, write and follow their own matters."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("staff")
        RESIDENT = "resident", _("resident")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.STAFF)
    full_name = models.CharField(pgettext_lazy("person", "full name"), max_length=60, blank=True)
    leaves_on = models.DateField(
        _("leaves on"),
        null=True,
        blank=True,
        help_text=_("The first day on which this person may not sign in any more"),
    )
    password_changed_at = models.DateTimeField(_("password changed"), null=True, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # django-stubs types AbstractUser.Meta's as str
        verbose_name_plural = _("users")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.full_name or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Rights are for staff: a resident has none, whatever group or flag was given by mistake."""
        return self.kind == self.Kind.STAFF and super().has_perm(perm, obj)

    def get_full_name(self) -> str:
        """Chinese names are one field: family name first, no order to guess."""
        return self.full_name or super().get_full_name()

    def set_password(self, raw_password: str | None) -> None:
        """Django's, noting when: the policy may ask for a new one after a time (norms §10.2)."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    def may_enter(self, *, today: date) -> bool:
        """Whether the staff door lets this person in at all."""
        has_left = self.leaves_on is not None and self.leaves_on <= today
        return self.is_active and self.kind == self.Kind.STAFF and not has_left
