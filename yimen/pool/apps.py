from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PoolConfig(AppConfig):
    name = "yimen.pool"
    verbose_name = _("information pool")

    def ready(self) -> None:
        from yimen.pool.actions import ensure_audiences

        post_migrate.connect(ensure_audiences, sender=self)
