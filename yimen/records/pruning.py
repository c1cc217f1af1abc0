"""Deleting what the log has kept long enough: the one way, which leaves a sealed break in the chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from yimen.records import chain
from yimen.records.models import AuditEntry
from yimen.records.sealing import PRUNED, LogBroken, Verdict, seal, verify


def prune(*, now: datetime) -> int:
    """Delete lines older than the keeping time; how many. Raises LogBroken, and deletes nothing, where the log is not
    whole: what was tampered with is evidence.
    """
    chain.chain_unchained()
    verdict = verify(now=now)
    if verdict.broken:
        raise LogBroken(verdict.broken)
    last_gone = _last_to_go(now=now)
    if last_gone is None:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        with _unlocked(cursor):
            cursor.execute("DELETE FROM records_auditentry WHERE position <= %s", [last_gone.position])
            count: int = cursor.rowcount
        _seal_break(verdict, last_gone, lines=count)
    return count


def _last_to_go(*, now: datetime) -> AuditEntry | None:
    """The last line before the first that must be kept: only a beginning is deleted, never a line between others.

    The newest line stays, however old: the next one stands on it.
    """
    chained = AuditEntry.objects.filter(position__isnull=False)
    young = chained.filter(at__gte=now - settings.AUDIT_KEPT).order_by("position").first()
    first_kept = young or chained.order_by("-position").first()
    return first_kept and chained.filter(position__lt=first_kept.position).order_by("-position").first()


def _seal_break(verdict: Verdict, last_gone: AuditEntry, *, lines: int) -> None:
    verdict.first, verdict.before = (last_gone.position or 0) + 1, last_gone.digest
    seal(verdict, action=PRUNED, lines=lines)


@contextmanager
def _unlocked(cursor: CursorWrapper) -> Iterator[None]:
    """Without the triggers that refuse deletion, inside the transaction that also puts them up again."""
    if connection.vendor == "postgresql":
        cursor.execute("ALTER TABLE records_auditentry DISABLE TRIGGER audit_refuse_change")
        yield
        cursor.execute("ALTER TABLE records_auditentry ENABLE TRIGGER audit_refuse_change")
        return
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'audit_refuse_delete'")
    (trigger,) = cursor.fetchone()
    cursor.execute("DROP TRIGGER audit_refuse_delete")
    yield
    cursor.execute(trigger, None)
