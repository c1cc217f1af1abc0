from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "yimen.editorial"
    verbose_name = _("editorial desk")

    def ready(self) -> None:
        from yimen.editorial import pool_source, scheduling, subscribers
        from yimen.pool import sources
        from yimen.records import recurring

        subscribers.connect()
        sources.register(pool_source.source())
        recurring.register("publish scheduled texts", every=scheduling.EVERY, run=scheduling.publish_due)
