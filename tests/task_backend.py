"""Tasks run at once, and their failures are heard."""

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult, TaskResultStatus


class TaskFailed(AssertionError):
    """A task that a test set off has failed; the message is the task's own traceback."""


class StrictImmediateBackend(ImmediateBackend):
    """Runs a task where it is enqueued; the base class keeps its exception in a result that no test reads."""

    def _execute_task(self, task_result: TaskResult) -> None:  # type: ignore[type-arg]  # as in the base class
        super()._execute_task(task_result)
        if task_result.status == TaskResultStatus.FAILED:
            raise TaskFailed(task_result.errors[-1].traceback)
