from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "yimen.editorial"
    verbose_name = _("editorial desk")

    def ready(self) -> None:
        from yimen.editorial import scheduling, subscribers
        from yimen.records import recurring

        subscribers.connect()
        recurring.register("publish scheduled texts", every=scheduling.EVERY, run=scheduling.publish_due)
