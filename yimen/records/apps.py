from datetime import timedelta

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "yimen.records"
    verbose_name = _("records")

    def ready(self) -> None:
        from yimen.records import recurring, subscribers, workers

        subscribers.connect()
        recurring.register(
            "mend_tasks", every=timedelta(minutes=1), run=lambda: workers.mend_tasks(now=timezone.now())
        )
        recurring.register(
            "prune_tasks", every=timedelta(days=1), run=lambda: workers.prune(now=timezone.now())
        )
