"""Each line of the log stands on the one before: the chain, and how lines join it.

SQLite's writers take turns, so a line is chained as it is written. PostgreSQL's do not: a line chained inside a
long transaction would keep every other writer waiting, a failed sign-in among them. There lines are written
without a place and chained by a short transaction after the commit; what a crash leaves over is chained by the
next line or by the recurring job.
"""

from django.db import connection, transaction
from django.db.models import QuerySet

from yimen.records.models import AuditEntry

# Beside records.models.APPEND_LOCK; held for milliseconds, by whoever gives lines their places.
CHAIN_LOCK = 94637
START = ""
_BATCH = 1_000


def head() -> tuple[int, str]:
    """Position and digest of the last chained line; (0, "") of an empty log."""
    last = AuditEntry.objects.filter(position__isnull=False).order_by("-position").first()
    return (last.position, last.digest) if last and last.position else (0, START)


def unchained() -> QuerySet[AuditEntry]:
    """Lines that have no place yet."""
    return AuditEntry.objects.filter(position__isnull=True).order_by("pk")


def append(entries: list[AuditEntry]) -> None:
    """Write new lines, inside the caller's transaction, and see to their places."""
    if connection.vendor == "sqlite":
        _place(entries)
    AuditEntry.objects.bulk_create(entries, batch_size=500)
    if connection.vendor != "sqlite" and not _chaining_is_due():
        transaction.on_commit(chain_unchained, robust=True)


def chain_unchained() -> None:
    """Give every line without a place the next one. Safe to call at any time, from any process."""
    while _chain_batch():
        continue


@transaction.atomic
def _chain_batch() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
            # A place lost by a power cut is given anew: no need to wait for the disk.
            cursor.execute("SET LOCAL synchronous_commit TO off")
        entries = list(unchained()[:_BATCH])
        _place(entries)
        cursor.executemany(
            "UPDATE records_auditentry SET position = %s, digest = %s WHERE id = %s",
            [(entry.position, entry.digest, entry.pk) for entry in entries],
        )
    return len(entries)


def _place(entries: list[AuditEntry]) -> None:
    if not entries:
        return
    position, digest = head()
    for entry in entries:
        position += 1
        digest = entry.digest_after(digest, position)
        entry.position, entry.digest = position, digest


def _chaining_is_due() -> bool:
    return any(step is chain_unchained for _savepoints, step, *_ in connection.run_on_commit)
