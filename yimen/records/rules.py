"""When a recurring job is due again, how often a failed task is tried, what counts as no write. Pure: no database,
no clock.
"""

from datetime import datetime, timedelta

# How often a worker says that it lives; what a worker holds that was silent for LEASE is anyone's to take.
PULSE = timedelta(seconds=10)
LEASE = timedelta(seconds=60)

FIRST_RETRY = timedelta(seconds=30)
QUICK_RETRIES = 5

# Waits before a failed task's second, third and fourth try; after that it stays failed, for staff to look at.
TASK_RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
TASK_TRIES = len(TASK_RETRIES) + 1


def next_due(finished_at: datetime, *, every: timedelta, failures: int) -> datetime:
    """When a recurring job runs next after finishing at `finished_at` with that many failures in a row.

    A failed job is tried again after 30 s, 1, 2, 4, 8 minutes, though never later than its usual turn; after
    five quick retries it is left to its usual turn.
    """
    if 0 < failures <= QUICK_RETRIES:
        wait: timedelta = FIRST_RETRY * 2 ** (failures - 1)
        return finished_at + min(every, wait)
    return finished_at + every


def retry_at(failed_at: datetime, *, tries: int) -> datetime | None:
    """When a task that failed at `failed_at`, at its `tries`-th try, is tried again; None: no more."""
    if tries >= TASK_TRIES:
        return None
    return failed_at + TASK_RETRIES[max(tries, 1) - 1]


# Sent every few seconds by whoever has a page open; they say only that somebody is there.
PINGS = frozenset({"wagtailadmin_editing_sessions"})
# Views to which an editor's browser sends the form at every pause in typing; they keep it in the session alone.
PREVIEWS = frozenset({"preview_on_add", "preview_on_edit", "clean_paste"})
