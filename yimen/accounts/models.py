"""The one user model."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class User(AbstractUser):
    """A person who signs in. Staff work on the desk; residents apply, write and follow their own matters."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("staff")
        RESIDENT = "resident", _("resident")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.STAFF)
    full_name = models.CharField(pgettext_lazy("person", "full name"), max_length=60, blank=True)

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
