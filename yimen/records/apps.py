from datetime import timedelta

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "yimen.records"
    verbose_name = _("records")

    def ready(self) -> None:
        from yimen.foundation.erasing import register_eraser
        from yimen.foundation.waiting import register_teller
        from yimen.records import (
            chain,
            desk_history,
            erasures,
            middleware,
            permission_changes,
            recurring,
            sealing,
            sign_ins,
            subscribers,
            waiting,
            workers,
        )

        for ear in (subscribers, desk_history, sign_ins, permission_changes):
            ear.connect()
        middleware.name_actions()
        sealing.name_actions()
        register_teller(waiting.tasks_waiting)
        register_eraser("records", erasures.erase_from_records)
        recurring.register(
            "mend_tasks",
            words=_("Failed tasks and those of dead workers are put back in the queue"),
            every=timedelta(minutes=1),
            run=lambda: workers.mend_tasks(now=timezone.now()),
        )
        recurring.register(
            "prune_tasks",
            words=_("Results of tasks that nobody asks for any more are deleted"),
            every=timedelta(days=1),
            run=lambda: workers.prune(now=timezone.now()),
        )
        recurring.register(
            "chain_log",
            words=_("Lines of the log that a crash left unchained are chained"),
            every=timedelta(minutes=1),
            run=chain.chain_unchained,
        )
        recurring.register(
            "verify_log",
            words=_("The log is read from end to end: whole and unaltered"),
            every=timedelta(days=1),
            run=lambda: sealing.verify_and_seal(now=timezone.now()),
        )
        recurring.register(
            "finish_erasures",
            words=_("What was erased goes from the change log and the database file too"),
            every=timedelta(days=1),
            run=lambda: erasures.finish_erasures(now=timezone.now()),
        )
