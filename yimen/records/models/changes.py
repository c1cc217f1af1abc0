"""The change log: every publication, removal or change of something shown, in the transaction that made
it.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yimen.foundation.recording import is_recording, shows

# Any number that no other part of the product locks: "yimen" on a telephone keypad.
APPEND_LOCK = 94636
# On PostgreSQL followers listen here for commits; elsewhere they look.
CHANNEL = "yimen_changes"


class TransactionRequired(RuntimeError):
    """A change was to be logged outside a transaction: log and change could then part."""


class ChangeManager(models.Manager["Change"]):
    def take_turn(self) -> None:
        """Wait until no other transaction is appending, and keep the others waiting until this one ends.

        Verbs that write rows and then log them begin with this: who took the turn last, with rows already
        locked, could wait for one who waits for those rows. SQLite's writers take turns by themselves.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])

    def append(self, action: "Change.Action", subject: str, tags: Iterable[str]) -> "Change":
        """Append one change with the tags of all that it touches. Raises TransactionRequired outside a
        transaction.

        PostgreSQL hands out sequence numbers before commit, so a later number could become visible first and
        a follower would pass over the earlier one for ever. Appends therefore take turns until their commit.
        """
        return self.append_many(action, [(subject, tags)])[0]

    def append_many(
        self, action: "Change.Action", rows: Iterable[tuple[str, Iterable[str]]]
    ) -> list["Change"]:
        """Append one change for each (subject, tags), in their order."""
        if not connection.in_atomic_block:
            raise TransactionRequired("a change is logged inside the transaction that makes it")
        self.take_turn()
        now = timezone.now()
        made = self.bulk_create(
            [
                Change(action=action, subject=subject, tags=sorted({subject, *tags}), at=now)
                for subject, tags in rows
            ],
            batch_size=500,
        )
        if connection.vendor == "postgresql" and made:
            with connection.cursor() as cursor:  # heard at commit by followers that listen
                cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        return made


class Change(models.Model):
    """One line of the change log; its id is the position that followers remember."""

    class Action(models.TextChoices):
        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("changed")
        MOVED = "moved", _("moved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    at = models.DateTimeField(_("time"))
    action = models.CharField(_("action"), max_length=16, choices=Action.choices)
    subject = models.CharField(
        pgettext_lazy("change", "subject"), max_length=120, help_text=_("Kind and identity, such as page:12.")
    )
    tags = models.JSONField(_("tags"), default=list)

    objects: ClassVar[ChangeManager] = ChangeManager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("change log")

    def __str__(self) -> str:
        return f"{self.pk} {self.action} {self.subject}"


class TrackedModel(models.Model):
    """Something shown to visitors: saving or deleting it stands in the change log with it.

    Deletions are heard by signal (records.subscribers), so that those by cascade and by the desk's bulk screens
    count too. `QuerySet.update()` and bulk writes pass the log by and are not used on tracked models.
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Change.objects.append(Change.Action.CHANGED, self.change_subject(), self.change_tags())

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Whatever is read while a page is rendered is taken to be shown by it."""
        row = super().from_db(*args, **kwargs)
        if is_recording():
            shows(row.change_subject())
        return row

    def change_subject(self) -> str:
        """Kind and identity for the change log."""
        return f"{self._meta.label_lower}:{self.pk}"

    def change_tags(self) -> list[str]:
        """Tags of everything that shows this row."""
        raise NotImplementedError
