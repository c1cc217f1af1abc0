"""The background process: runs tasks, and beside them recurring jobs and a sign of life."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker

from yimen.records import recurring, workers
from yimen.records.rules import PULSE

logger = logging.getLogger(__name__)
TASK_POLL_SECONDS = 1.0
JOB_POLL = timedelta(seconds=5)
STOP_SECONDS = 5.0


def run_worker(*, until_idle: bool = False) -> None:
    """Work until SIGTERM or SIGINT (a running task is finished first); with `until_idle` until all is done.

    Must be called in the main thread, for it takes over the signals.
    """
    name = f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(6)}"
    recurring.enrol(now=timezone.now())
    started_at = timezone.now()
    rhythms = [Rhythm("pulse", PULSE, lambda: workers.pulse(name, started_at=started_at, now=timezone.now()))]
    if until_idle:
        recurring.run_due_jobs(holder=name, clock=timezone.now)
    else:
        due = Rhythm(
            "recurring jobs", JOB_POLL, lambda: recurring.run_due_jobs(holder=name, clock=timezone.now)
        )
        rhythms.append(due)
    for rhythm in rhythms:
        rhythm.start()
    tasks = _task_worker(name, batch=until_idle)
    tasks.configure_signals()
    try:
        tasks.run()
    finally:
        for rhythm in rhythms:
            rhythm.stop()
        workers.sign_off(name)


class Rhythm(threading.Thread):
    """Calls `step` at once and then every `interval`, in a thread with its own database connection.

    A step that fails is logged and tried again at the next beat: a database that was away comes back.
    """

    def __init__(self, name: str, interval: timedelta, step: Callable[[], object]) -> None:
        super().__init__(name=name, daemon=True)
        self.interval = interval
        self.step = step
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.is_set():
            close_old_connections()
            try:
                self.step()
            except DatabaseError as error:
                logger.warning("%s: the database did not answer: %s", self.name, error)
            except Exception:
                logger.exception("%s failed", self.name)
            self._stopped.wait(self.interval.total_seconds())
        connection.close()

    def stop(self) -> None:
        """Ask for the end and wait for it a little; the thread dies with the process in any case."""
        self._stopped.set()
        self.join(timeout=STOP_SECONDS)


def _task_worker(name: str, *, batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=TASK_POLL_SECONDS,
        batch=batch,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
