"""Two nodes of the portal, East and West, share one database and its recurring jobs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from yimen.records import recurring, workers
from yimen.records.models import DueJob
from yimen.records.recurring import Recurring
from yimen.records.rules import LEASE, QUICK_RETRIES, TASK_TRIES, next_due, retry_at

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Diary:
    """A job that notes each run, and fails while it is told to."""

    def __init__(self) -> None:
        self.runs = 0
        self.trouble: Exception | None = None

    def __call__(self) -> None:
        self.runs += 1
        if self.trouble:
            raise self.trouble


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Diary]:
    """The only registered job, every minute, its row made at noon."""
    monkeypatch.setattr(recurring, "_registry", {})
    job = Diary()
    recurring.register("diary", words="The diary is kept", every=MINUTE, run=job)
    yield job


@pytest.fixture
def enrolled(db: None, diary: Diary) -> Diary:
    recurring.enrol(now=NOON)
    return diary


def run_at(moment: datetime, *, node: str = "East") -> int:
    return recurring.run_due_jobs(holder=node, clock=lambda: moment)


class TestRhythm:
    def test_a_new_job_runs_at_once_and_then_every_minute(self, enrolled: Diary) -> None:
        assert [run_at(NOON), run_at(NOON + MINUTE / 2), run_at(NOON + MINUTE)] == [1, 0, 1]
        assert enrolled.runs == 2

    def test_after_a_night_switched_off_it_runs_once_and_not_for_each_missed_minute(
        self, enrolled: Diary
    ) -> None:
        run_at(NOON)
        morning = NOON + timedelta(hours=20)
        assert [run_at(morning), run_at(morning)] == [1, 0]

    def test_enrolling_again_does_not_move_what_is_due(self, enrolled: Diary) -> None:
        run_at(NOON)
        recurring.enrol(now=NOON)
        assert run_at(NOON) == 0

    def test_a_name_belongs_to_one_job(self, diary: Diary) -> None:
        recurring.register("diary", words="The diary is kept", every=MINUTE, run=diary)
        with pytest.raises(ValueError, match="registered twice"):
            recurring.register("diary", words="The diary is kept", every=MINUTE, run=Diary())
        with pytest.raises(ValueError, match="must be positive"):
            recurring.register("never", words="", every=timedelta(0), run=diary)


class TestLeases:
    def test_while_east_runs_the_job_west_does_not(self, enrolled: Diary) -> None:
        job = Recurring(
            name="diary", words="", every=MINUTE, run=lambda: west.append(run_at(NOON, node="West"))
        )
        west: list[int] = []
        assert recurring.run_job(job, holder="East", clock=lambda: NOON)
        assert west == [0]

    def test_east_dies_at_work_and_west_takes_over_when_the_lease_has_run_out(self, enrolled: Diary) -> None:
        DueJob.objects.update(leased_by="East", leased_until=NOON + LEASE, started_at=NOON)
        assert run_at(NOON + LEASE, node="West") == 0
        assert run_at(NOON + LEASE + timedelta(seconds=1), node="West") == 1

    def test_a_long_job_keeps_its_lease_as_long_as_its_worker_lives(self, enrolled: Diary) -> None:
        DueJob.objects.update(leased_by="East", leased_until=NOON + LEASE, started_at=NOON)
        workers.pulse("East", started_at=NOON, now=NOON + LEASE)
        assert run_at(NOON + LEASE * 2, node="West") == 0

    def test_east_that_comes_back_late_does_not_touch_wests_lease(self, enrolled: Diary) -> None:
        def overtaken() -> None:
            DueJob.objects.update(leased_by="West", leased_until=NOON + LEASE * 3)

        recurring.run_job(
            Recurring(name="diary", words="", every=MINUTE, run=overtaken), holder="East", clock=lambda: NOON
        )
        assert DueJob.objects.get().leased_by == "West"


class TestFailures:
    def test_a_failure_is_kept_for_staff_and_tried_again_soon(self, enrolled: Diary) -> None:
        enrolled.trouble = RuntimeError("the mail server said no")
        run_at(NOON)
        row = DueJob.objects.get()
        assert (row.failures, row.due_at) == (1, NOON + timedelta(seconds=30))
        assert "the mail server said no" in row.last_error

        enrolled.trouble = None
        run_at(row.due_at)
        row.refresh_from_db()
        assert (row.failures, row.last_error) == (0, "")

    def test_one_failing_job_does_not_keep_another_from_running(self, enrolled: Diary) -> None:
        healthy = Diary()
        recurring.register("healthy", words="", every=MINUTE, run=healthy)
        recurring.enrol(now=NOON)
        enrolled.trouble = RuntimeError("no")
        run_at(NOON)
        assert healthy.runs == 1


class TestRules:
    def test_retries_of_a_daily_job_grow_and_then_wait_for_its_turn(self) -> None:
        day = timedelta(days=1)
        waits = [next_due(NOON, every=day, failures=failures) - NOON for failures in range(QUICK_RETRIES + 2)]
        assert waits == [day, MINUTE / 2, MINUTE, MINUTE * 2, MINUTE * 4, MINUTE * 8, day]

    def test_a_retry_never_comes_later_than_the_usual_turn(self) -> None:
        assert next_due(NOON, every=timedelta(seconds=10), failures=4) == NOON + timedelta(seconds=10)

    def test_a_task_is_tried_four_times(self) -> None:
        waits = [retry_at(NOON, tries=tries) for tries in range(1, TASK_TRIES + 1)]
        assert waits == [NOON + MINUTE, NOON + MINUTE * 5, NOON + MINUTE * 30, None]
