"""What became of an address at which something was public: why it is gone, or why it stays with a notice."""

import hashlib
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Revision

from yimen.subsites.rules import Address


class Reason(models.TextChoices):
    """Why a text is taken down. It decides what visitors get (docs/adr/0026)."""

    MISTAKE = "mistake", _("published by mistake")
    MERGED = "merged", _("merged into another page")
    WITHDRAWN = "withdrawn", _("no longer valid")
    SUPERSEDED = "superseded", _("replaced by a newer text")
    PERSONAL = "personal", _("contains personal data")
    EXPIRED = "expired", pgettext_lazy("page", "expired")
    UNSTATED = "unstated", _("no reason stated")


CHOSEN = (Reason.MISTAKE, Reason.MERGED, Reason.WITHDRAWN, Reason.SUPERSEDED, Reason.PERSONAL)
"""The reasons that a person chooses from; the others are given by the clock and by moves outside the desk."""
STAYS = frozenset({Reason.WITHDRAWN, Reason.SUPERSEDED})
"""With these the page stays at its address, with a dated notice, and leaves the lists."""


def key_of(address: Address) -> str:
    """What a gone address is found by; an address may itself be what had to be erased."""
    return hashlib.sha256(f"{address.host}{address.path}".encode()).hexdigest()


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def open(self) -> "WithdrawalQuerySet":
        """Those that hold now."""
        return self.filter(ended_at__isnull=True)

    def gone(self) -> "WithdrawalQuerySet":
        """Those whose page is no longer shown."""
        return self.exclude(reason__in=STAYS)


class Withdrawal(models.Model):
    """A page taken down, or marked as no longer valid, at the address it had. Ended when it is put back."""

    key = models.CharField(max_length=64, editable=False)
    host = models.CharField(_("host"), max_length=253, blank=True)
    path = models.CharField(_("address"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="withdrawals"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, default=Reason.UNSTATED)
    explanation = models.CharField(_("explanation"), max_length=200, blank=True)
    target = models.ForeignKey(
        Page, verbose_name=_("leads to"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    batch = models.UUIDField(default=uuid4, editable=False, db_index=True)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("person", "by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("put back at"), null=True)

    objects: ClassVar[models.Manager["Withdrawal"]] = models.Manager.from_queryset(WithdrawalQuerySet)()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_withdrawal_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.host}{self.path}: {self.reason}"

    @property
    def can_be_put_back(self) -> bool:
        """Whether one click brings it back: what was erased is gone, what has expired needs a new time first."""
        return (
            self.ended_at is None
            and self.page_id is not None
            and self.reason not in (Reason.PERSONAL, Reason.EXPIRED)
        )
