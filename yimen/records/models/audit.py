"""The log: who did what, when, from where, to what, and how it ended. Lines are added and never altered."""

import hashlib
import json
from datetime import UTC
from typing import Any, ClassVar, Never

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AppendOnly(RuntimeError):
    """A line of the log was to be altered or deleted. `yimen prune_log` alone deletes, after the keeping time."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reads. What would alter lines is refused here with a sentence, and again by the database's triggers."""

    def update(self, **_values: Any) -> Never:
        raise AppendOnly("lines of the log are not altered")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> Never:
        raise AppendOnly("lines of the log are not altered")

    def delete(self) -> Never:
        raise AppendOnly("lines of the log are deleted by `yimen prune_log` alone")


class AuditEntry(models.Model):
    """One line of the log. Written by `records.audit.record`, chained by `records.chain`.

    Person and thing are kept as they were named, without keys to their rows: a line outlives both. What staff
    wrote (titles, reasons) is not repeated here, so that erased content is gone from the log too.
    """

    class Result(models.TextChoices):
        DONE = "done", pgettext_lazy("result", "done")
        REFUSED = "refused", pgettext_lazy("result", "refused")
        FAILED = "failed", pgettext_lazy("result", "failed")

    at = models.DateTimeField(_("time"))
    action = models.CharField(_("action"), max_length=80)
    person_id = models.BigIntegerField(_("person's number"), null=True)
    person = models.CharField(
        _("person"),
        max_length=150,
        blank=True,
        help_text=_("The account's name; empty for the portal itself."),
    )
    address = models.CharField(_("network address"), max_length=45, blank=True)
    subject = models.CharField(
        pgettext_lazy("log", "object"), max_length=160, help_text=_("Kind and identity, such as page:12.")
    )
    result = models.CharField(_("result"), max_length=8, choices=Result.choices)
    detail = models.JSONField(_("details"), default=dict)
    # Given when the line is chained: on PostgreSQL after its transaction, so that nobody waits for another's.
    position = models.BigIntegerField(pgettext_lazy("log", "line"), null=True, unique=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    objects: ClassVar[models.Manager["AuditEntry"]] = models.Manager.from_queryset(AuditQuerySet)()

    class Meta:
        verbose_name = _("line of the log")
        verbose_name_plural = _("log")
        default_permissions = ("view",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["subject"], name="audit_subject"),
            models.Index(fields=["person_id", "at"], name="audit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.position or '–'} {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("lines of the log are not altered")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        raise AppendOnly("lines of the log are deleted by `yimen prune_log` alone")

    def canonical(self, position: int) -> str:
        """The line as it is hashed: JSON with sorted keys and no spaces, the time in UTC to the microsecond."""
        line = {
            "position": position,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "action": self.action,
            "person_id": self.person_id,
            "person": self.person,
            "address": self.address,
            "subject": self.subject,
            "result": self.result,
            "detail": self.detail,
        }
        return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest_after(self, previous: str, position: int) -> str:
        """SHA-256 over the digest of the line before and this one; whoever alters a line alters all that follow."""
        return hashlib.sha256(f"{previous}\n{self.canonical(position)}".encode()).hexdigest()
