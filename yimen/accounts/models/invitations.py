"""Invitations: the only way to an account of staff."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Invitation(models.Model):
    """A link by mail, good once and for some days. Only the digest of its token is kept."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("invitation", "open")
        ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
        EXPIRED = "expired", pgettext_lazy("invitation", "expired")
        REVOKED = "revoked", pgettext_lazy("invitation", "revoked")

    username = models.CharField(
        _("sign-in name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Never changes"),
    )
    full_name = models.CharField(pgettext_lazy("person", "full name"), max_length=60)
    email = models.EmailField(_("e-mail address"))
    groups = models.ManyToManyField(
        Group, verbose_name=_("roles"), blank=True, help_text=_("Given when the invitation is accepted")
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("invited by"),
        editable=False,
    )
    invited_at = models.DateTimeField(_("invited"), editable=False)
    expires_at = models.DateTimeField(_("good until"), editable=False)
    accepted_at = models.DateTimeField(pgettext_lazy("invitation", "accepted"), null=True, editable=False)
    revoked_at = models.DateTimeField(pgettext_lazy("invitation", "revoked"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at",)

    def __str__(self) -> str:
        return f"{self.full_name} <{self.email}>"

    def state(self, *, now: datetime) -> State:
        if self.revoked_at:
            return self.State.REVOKED
        if self.accepted_at:
            return self.State.ACCEPTED
        return self.State.EXPIRED if self.expires_at <= now else self.State.OPEN
