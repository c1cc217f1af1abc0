"""The queue of background tasks: Django-tasks' own on the database, where a task asked for twice is one."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connections, router, transaction
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult


@dataclass(frozen=True)
class _Enqueued:
    """Stands among what a transaction does on commit as long as its task stands in the queue, and does nothing."""

    key: str
    result: Any

    def __call__(self) -> None:
        return


class OncePerTransaction(DatabaseBackend):
    """Enqueues the same task with the same arguments once a transaction.

    Publishing saves a page three times, and each save asks for its search and reference index. No worker sees the
    task before the commit, when it finds what the last of the saves left; a second one would repeat it. A savepoint
    that is rolled back takes its tasks along, and Django drops what was to be done on commit with it.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        using = router.db_for_write(DBTaskResult)
        connection = connections[using]
        if not connection.in_atomic_block:
            return super().enqueue(task, args, kwargs)
        key = _key(task, args, kwargs)
        for _savepoints, step, *_ in connection.run_on_commit:
            if isinstance(step, _Enqueued) and step.key == key:
                return step.result
        result: Any = super().enqueue(task, args, kwargs)
        transaction.on_commit(_Enqueued(key, result), using=using)
        return result


def _key(task: Any, args: Any, kwargs: Any) -> str:
    about = [task.module_path, task.queue_name, task.priority, str(task.run_after), args, kwargs]
    return json.dumps(about, sort_keys=True, default=str)
