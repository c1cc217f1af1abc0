"""Tokens of departments' systems, and what was handed in with them."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yimen.api.rules import SCOPES
from yimen.editorial.models import ArticlePage
from yimen.foundation.speech import said
from yimen.subsites.models import Subsite


class Token(models.Model):
    """The way in for one system of a department. Only the digest of its secret is kept; the prefix recognises it."""

    name = models.CharField(
        pgettext_lazy("who hands in", "system"),
        max_length=80,
        help_text=_("Which system uses it, and who answers for it."),
    )
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("sub-site"), on_delete=models.CASCADE, related_name="api_tokens"
    )
    # All tokens of a sub-site act through one account, which cannot sign in: a new token goes on with old texts.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="+"
    )
    prefix = models.CharField(_("beginning"), max_length=12, unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    scopes = models.JSONField(pgettext_lazy("right", "may"), default=list)
    expires_on = models.DateField(_("valid until"), help_text=_("The last day on which it is accepted."))
    created_at = models.DateTimeField(_("given out"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given out by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("of a system", "token")
        verbose_name_plural = pgettext_lazy("of a system", "tokens")
        ordering: ClassVar[list[str]] = ["subsite__code", "-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def is_valid(self, *, today: date) -> bool:
        """Whether it is accepted today."""
        return self.revoked_at is None and today <= self.expires_on

    @property
    def state(self) -> str:
        """valid, expired or revoked."""
        if self.revoked_at:
            return "revoked"
        return "valid" if self.is_valid(today=timezone.localdate()) else "expired"

    @property
    def scope_names(self) -> list[str]:
        return [said(SCOPES[scope]) for scope in SCOPES if scope in self.scopes]


class Submission(models.Model):
    """A text that a department's system handed in. What became of it stands in the page and its review."""

    subsite = models.ForeignKey(
        Subsite, verbose_name=_("sub-site"), on_delete=models.CASCADE, related_name="+"
    )
    token = models.ForeignKey(
        Token,
        verbose_name=pgettext_lazy("of a system", "token"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    page = models.OneToOneField(
        ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="api_submission"
    )
    reference = models.CharField(
        _("reference"), max_length=100, blank=True, help_text=_("The system's own name for the text.")
    )
    created_at = models.DateTimeField(_("handed in"), auto_now_add=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subsite", "reference"],
                condition=~models.Q(reference=""),
                name="submission_one_a_reference",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subsite", "-id"], name="submission_of_subsite")
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"


class KeptKey(models.Model):
    """An idempotency key and what its request made: a retry is answered with that and makes nothing.

    Nothing of the request itself is kept but its digest.
    """

    token = models.ForeignKey(
        Token, verbose_name=pgettext_lazy("of a system", "token"), on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(_("key"), max_length=100)
    digest = models.CharField(_("digest"), max_length=64)
    made = models.PositiveBigIntegerField(_("number of what it made"))
    at = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token", "key"], name="key_once_a_token")
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
