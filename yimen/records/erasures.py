"""The register of what was erased, and what the house's own memory erases: addresses in the change log, words in
failed tasks, and what the database file itself still held.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from yimen.foundation.erasing import Erasure, erase
from yimen.records.models import Change, ErasedThing

FOLLOWED_BY_THEN = timedelta(days=7)
"""By then every follower has read that the thing is gone, and the change log needs its address no more."""


def note_erased(erasure: Erasure, *, by_id: int | None) -> ErasedThing:
    """Keep that something was erased, and clean the embedded database's file after the commit."""
    if connection.vendor == "sqlite":
        transaction.on_commit(clean_file)
    return ErasedThing.objects.create(
        model=erasure.model, pk_erased=erasure.pk, at=timezone.now(), by_id=by_id
    )


def erase_from_records(erasure: Erasure) -> None:
    """The change log keeps that the thing was public and is not; addresses spelt from its title go, but for the last
    line, by which followers find what they must throw away. Tasks that failed over it go with their trace.
    """
    _blank_addresses(erasure, is_last=False)
    for word in erasure.words:
        if len(word) > 1:
            DBTaskResult.objects.filter(traceback__contains=word).delete()


def finish_erasures(*, now: datetime) -> int:
    """Erase the rest of what was erased long enough ago; how many things. May run twice."""
    waiting = ErasedThing.objects.filter(finished_at__isnull=True, at__lt=now - FOLLOWED_BY_THEN)
    done = 0
    for thing in list(waiting):
        with transaction.atomic():
            erasure = Erasure(model=thing.model, pk=thing.pk_erased, is_last=True)
            erase(erasure)
            _blank_addresses(erasure, is_last=True)
            thing.finished_at = now
            thing.save(update_fields=["finished_at"])
        done += 1
    if done:
        clean_file()
    return done


def clean_file() -> None:
    """SQLite keeps what was overwritten in its log until that is emptied; PostgreSQL in dead rows until a VACUUM.

    What a VACUUM gives free is overwritten in time and not at once; docs/operations/erasing.md says what to do where
    that must be proved, and of backups.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM")


def _subjects(erasure: Erasure) -> list[str]:
    """The names under which a thing stands in the change log: pages by their kind, rows by their model."""
    name = erasure.model.rpartition(".")[2]
    kinds = [name, erasure.model]
    if name == "page":
        known = Change.objects.filter(subject__endswith=f":{erasure.pk}").values_list("subject", flat=True)
        kinds += [subject.rpartition(":")[0] for subject in known.distinct() if "." not in subject]
    return [f"{kind}:{erasure.pk}" for kind in kinds]


def _blank_addresses(erasure: Erasure, *, is_last: bool) -> None:
    """Of the thing's own lines, and of those that tell of redirects from or to where it stood."""
    lines = list(Change.objects.filter(subject__in=_subjects(erasure)).order_by("pk"))
    known = {tag for line in lines for tag in line.tags if tag.startswith("address:")}
    known |= {tag.removesuffix("/") for tag in known}  # redirects are kept without the last stroke
    for line in lines if is_last else lines[:-1]:
        _blank(line)
    for line in Change.objects.filter(subject__startswith="redirect:").iterator():
        if not known.isdisjoint(line.tags):
            _blank(line)


def _blank(line: Change) -> None:
    kept = [tag for tag in line.tags if not tag.startswith("address:")]
    if kept != line.tags:
        line.tags = kept
        line.save(update_fields=["tags"])
