"""Browsers in which a person has signed in before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Device(models.Model):
    """A browser known by a cookie, whose digest stands here. It proves nothing; it only spares a slow-down
    (docs/adr/0024)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="devices"
    )
    digest = models.CharField(_("digest of the device"), max_length=64)
    browser = models.CharField(_("browser"), max_length=300)
    first_used_at = models.DateTimeField(_("first used"))
    last_used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = (models.UniqueConstraint(fields=["user", "digest"], name="device_once_a_user"),)

    def __str__(self) -> str:
        return self.browser
