"""Recurring jobs: apps register them, workers run those that are due, one node each.

A job is claimed by one UPDATE that only one worker can win. Its lease is renewed by the worker's pulse and
runs out with it, so a job of a dead worker is taken over; jobs must therefore be idempotent.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exc

from django.db.models import Q
from django.utils.functional import Promise

from yimen.records.models import DueJob
from yimen.records.rules import LEASE, next_due

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
Words = str | Promise
_ERROR_LENGTH = 4000  # characters of a traceback that staff see; its end says most


@dataclass(frozen=True, kw_only=True)
class Recurring:
    """A job by its unique name and in words; `run` is called without arguments and may be called again after a
    crash.
    """

    name: str
    words: Words
    every: timedelta
    run: Callable[[], object]


_registry: dict[str, Recurring] = {}


def register(name: str, *, words: Words, every: timedelta, run: Callable[[], object]) -> None:
    """Have `run` called every `every`; called from ready() of the app that owns the job. `words` is what staff
    read.

    Raises ValueError if the name belongs to another job already or the interval is not positive.
    """
    if every <= timedelta(0):
        raise ValueError(f"recurring job {name}: the interval must be positive")
    known = _registry.get(name)
    if known and known.run is not run:
        raise ValueError(f"recurring job {name} is registered twice")
    _registry[name] = Recurring(name=name, words=words, every=every, run=run)


def registered() -> dict[str, Recurring]:
    """All registered jobs by name."""
    return dict(_registry)


def enrol(*, now: datetime) -> None:
    """Give every registered job its row; a new one is due at once."""
    rows = [DueJob(name=name, due_at=now) for name in _registry]
    DueJob.objects.bulk_create(rows, ignore_conflicts=True)


def rows() -> list[tuple[Words, DueJob]]:
    """Every registered job that has its row, in words."""
    found = DueJob.objects.filter(name__in=_registry)
    return [(_registry[row.name].words, row) for row in found]


def run_due_jobs(*, holder: str, clock: Clock) -> int:
    """Run, one after another, every job that is due and that no living worker holds; how many were run."""
    due = DueJob.objects.filter(_claimable(clock()), name__in=_registry).order_by("due_at")
    names = list(due.values_list("name", flat=True))
    return sum(run_job(_registry[name], holder=holder, clock=clock) for name in names)


def run_job(job: Recurring, *, holder: str, clock: Clock) -> bool:
    """Claim and run one job; False if another worker was quicker. A failure is recorded, not raised."""
    if not _claim(job.name, holder=holder, now=clock()):
        return False
    error = ""
    try:
        job.run()
    except Exception:  # whatever a job raises must not stop the others
        logger.exception("recurring job %s failed", job.name)
        error = format_exc()[-_ERROR_LENGTH:]
    _release(job, holder=holder, error=error, now=clock())
    return True


def renew_leases(*, holder: str, now: datetime) -> None:
    """Keep what this worker holds; called with each pulse."""
    DueJob.objects.filter(leased_by=holder).update(leased_until=now + LEASE)


def _claimable(now: datetime) -> Q:
    return Q(due_at__lte=now) & (Q(leased_until=None) | Q(leased_until__lt=now))


def _claim(name: str, *, holder: str, now: datetime) -> bool:
    claimed = DueJob.objects.filter(_claimable(now), name=name).update(
        leased_by=holder, leased_until=now + LEASE, started_at=now
    )
    return claimed == 1


def _release(job: Recurring, *, holder: str, error: str, now: datetime) -> None:
    # Filtered by holder: whoever lost the lease meanwhile has no say about the row any more.
    row = DueJob.objects.filter(name=job.name, leased_by=holder).first()
    if row is None:
        logger.warning("recurring job %s outlived its lease; another worker holds it now", job.name)
        return
    failures = row.failures + 1 if error else 0
    DueJob.objects.filter(pk=row.pk, leased_by=holder).update(
        leased_by="",
        leased_until=None,
        finished_at=now,
        failures=failures,
        last_error=error,
        due_at=next_due(now, every=job.every, failures=failures),
    )
