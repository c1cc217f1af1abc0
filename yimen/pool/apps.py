from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PoolConfig(AppConfig):
    name = "yimen.pool"
    verbose_name = _("information pool")

    def ready(self) -> None:
        from yimen.pool.actions import ensure_audiences
        from yimen.pool.subscribers import note_pages_that_are_read

        post_migrate.connect(ensure_audiences, sender=self)
        note_pages_that_are_read()
