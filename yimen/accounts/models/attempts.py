"""Tries at the door that failed: what the lock-out counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedSignIn(models.Model):
    """One failed try. Names are kept as keyed digests: people type passwords into the wrong field."""

    name_digest = models.CharField(_("digest of the name"), max_length=64)
    address = models.CharField(_("network address"), max_length=64)
    device_digest = models.CharField(_("digest of the device"), max_length=64, blank=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        indexes = (
            models.Index(fields=["name_digest", "at"], name="failed_sign_in_name"),
            models.Index(fields=["address", "at"], name="failed_sign_in_address"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
