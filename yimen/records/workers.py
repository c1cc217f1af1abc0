"""Which workers live, and what becomes of tasks that failed or whose worker died.

The task library has neither retries nor a way to notice a dead worker. Every task of the portal is
idempotent, so both cases are mended in one way: the task is put back in the queue, up to a limit.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from yimen.records.models import WorkerPulse
from yimen.records.recurring import renew_leases
from yimen.records.rules import LEASE, retry_at

Result = DBTaskResult[..., Any]
LOST = "The worker that ran this task died. It was tried {tries} times and is not tried again."
KEPT_SUCCESSFUL = timedelta(days=3)
KEPT_FAILED = timedelta(days=30)
_FORGOTTEN = timedelta(days=1)


class WorkerDied(Exception):
    """Stands as the reason in the result of a task whose workers died one after another."""


def pulse(worker: str, *, started_at: datetime, now: datetime) -> None:
    """Say that `worker` lives, and keep the leases that it holds."""
    WorkerPulse.objects.update_or_create(
        worker=worker, defaults={"seen_at": now}, create_defaults={"started_at": started_at, "seen_at": now}
    )
    renew_leases(holder=worker, now=now)


def sign_off(worker: str) -> None:
    """The worker stops in good order: its sign of life goes at once."""
    WorkerPulse.objects.filter(worker=worker).delete()


def living_workers(*, now: datetime) -> QuerySet[WorkerPulse]:
    """Workers heard of within the lease."""
    return WorkerPulse.objects.filter(seen_at__gt=now - LEASE)


def mend_tasks(*, now: datetime) -> None:
    """Put failed tasks and those of dead workers back in the queue; a recurring job."""
    retry_failed(now=now)
    recover_lost(now=now)


def retry_failed(*, now: datetime) -> int:
    """Requeue failed tasks whose wait is over; how many."""
    due = [task for task in DBTaskResult.objects.failed().defer("traceback") if _retry_is_due(task, now)]
    return _requeue(due, now=now)


def recover_lost(*, now: datetime) -> int:
    """Requeue tasks that stand as running though their worker is silent; at the limit they become failed."""
    living = set(living_workers(now=now).values_list("worker", flat=True))
    running = DBTaskResult.objects.running().filter(started_at__lt=now - LEASE)
    lost = [task for task in running if not living.intersection(task.worker_ids[-1:])]
    given_up = [task for task in lost if retry_at(now, tries=len(task.worker_ids)) is None]
    for task in given_up:
        DBTaskResult.objects.running().filter(pk=task.pk).update(
            status=TaskResultStatus.FAILED,
            finished_at=now,
            exception_class_path=f"{WorkerDied.__module__}.{WorkerDied.__qualname__}",
            traceback=LOST.format(tries=len(task.worker_ids)),
        )
    return _requeue([task for task in lost if task not in given_up], now=now)


def failed_for_good() -> list[Result]:
    """Failed tasks that are not tried again by themselves, latest first: what staff must look at."""
    failed = DBTaskResult.objects.failed().order_by("-finished_at")
    return [task for task in failed if _next_try(task) is None]


def try_again(task: UUID, *, now: datetime) -> bool:
    """Have a failed task tried once more, as staff decided; False if it is not failed any more."""
    return _requeue(DBTaskResult.objects.failed().filter(pk=task), now=now) == 1


def prune(*, now: datetime) -> int:
    """Delete results that nobody will ask for: successes after 3 days, failures after 30; a recurring job."""
    successes = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEPT_SUCCESSFUL)
    failures = DBTaskResult.objects.failed().filter(finished_at__lt=now - KEPT_FAILED)
    WorkerPulse.objects.filter(seen_at__lt=now - _FORGOTTEN).delete()
    return successes.delete()[0] + failures.delete()[0]


def _next_try(task: Result) -> datetime | None:
    return task.finished_at and retry_at(task.finished_at, tries=len(task.worker_ids))


def _retry_is_due(task: Result, now: datetime) -> bool:
    due = _next_try(task)
    return due is not None and due <= now


def _requeue(tasks: Iterable[Result], *, now: datetime) -> int:
    # The old status in the filter: of two nodes that mend at once, the second changes nothing.
    return sum(
        DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at).update(
            status=TaskResultStatus.READY, run_after=now, started_at=None, finished_at=None
        )
        for task in tasks
    )
