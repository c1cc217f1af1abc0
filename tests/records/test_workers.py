"""Tasks that fail, and workers that die with one in hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from yimen.records import workers
from yimen.records.models import WorkerPulse
from yimen.records.rules import LEASE, TASK_TRIES

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def a_task(**changes: Any) -> DBTaskResult[..., Any]:
    """A task that failed at noon at its first try, unless said otherwise."""
    facts = {
        "status": TaskResultStatus.FAILED,
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": "wagtail.tasks.update_reference_index_task",
        "backend_name": "default",
        "run_after": NOON,
        "started_at": NOON,
        "finished_at": NOON,
        "worker_ids": ["East"],
        "traceback": "no route to host",
    }
    return DBTaskResult.objects.create(**{**facts, **changes})


def status(task: DBTaskResult[..., Any]) -> str:
    task.refresh_from_db()
    return task.status


def test_a_failed_task_is_tried_again_after_a_minute() -> None:
    task = a_task()
    workers.mend_tasks(now=NOON + MINUTE / 2)
    assert status(task) == TaskResultStatus.FAILED
    workers.mend_tasks(now=NOON + MINUTE)
    assert status(task) == TaskResultStatus.READY
    assert task.worker_ids == ["East"], "its tries are still counted"


def test_after_the_last_try_it_stays_failed_and_staff_see_it() -> None:
    task = a_task(worker_ids=["East"] * TASK_TRIES)
    a_task()
    workers.mend_tasks(now=NOON + timedelta(hours=2))
    assert status(task) == TaskResultStatus.FAILED
    assert workers.failed_for_good() == [task]


class TestDeadWorkers:
    def running(self, **changes: Any) -> DBTaskResult[..., Any]:
        return a_task(status=TaskResultStatus.RUNNING, finished_at=None, traceback="", **changes)

    def test_a_task_of_a_silent_worker_goes_to_another(self) -> None:
        workers.pulse("East", started_at=NOON, now=NOON)
        task = self.running()
        workers.mend_tasks(now=NOON + LEASE + MINUTE)
        assert status(task) == TaskResultStatus.READY

    def test_a_task_of_a_living_worker_is_left_alone_however_long_it_takes(self) -> None:
        task = self.running()
        later = NOON + timedelta(hours=3)
        workers.pulse("East", started_at=NOON, now=later - timedelta(seconds=10))
        workers.mend_tasks(now=later)
        assert status(task) == TaskResultStatus.RUNNING

    def test_a_task_that_kills_every_worker_is_given_up(self) -> None:
        task = self.running(worker_ids=["East"] * TASK_TRIES)
        workers.mend_tasks(now=NOON + LEASE + MINUTE)
        assert status(task) == TaskResultStatus.FAILED
        assert "The worker that ran this task died" in task.traceback
        assert workers.failed_for_good() == [task]


def test_a_worker_that_stops_in_good_order_is_not_missed() -> None:
    workers.pulse("East", started_at=NOON, now=NOON)
    workers.pulse("East", started_at=NOON, now=NOON + MINUTE)
    assert [pulse.started_at for pulse in WorkerPulse.objects.all()] == [NOON]
    workers.sign_off("East")
    assert not workers.living_workers(now=NOON + MINUTE).exists()


def test_old_results_go_and_failures_stay_longer() -> None:
    a_task(status=TaskResultStatus.SUCCESSFUL)
    failure = a_task()
    workers.prune(now=NOON + timedelta(days=4))
    assert list(DBTaskResult.objects.all()) == [failure]
    workers.prune(now=NOON + timedelta(days=31))
    assert not DBTaskResult.objects.exists()
