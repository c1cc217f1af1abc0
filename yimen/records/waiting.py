"""What of the background work waits for whoever keeps the system."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.foundation.waiting import Waiting
from yimen.records import workers

SEE = "records.view_duejob"


def tasks_waiting(user: Any, now: datetime) -> Iterator[Waiting]:
    """Tasks that failed and are tried no more by themselves."""
    if not user.has_perm(SEE):
        return
    failed = workers.failed_for_good()
    since = min((task.finished_at for task in failed if task.finished_at), default=None)
    yield Waiting(
        _("failed tasks in the background"),
        len(failed),
        reverse("background_work"),
        since=since,
        is_pressing=True,
    )
