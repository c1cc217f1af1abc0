from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "yimen.editorial"
    verbose_name = _("editorial desk")

    def ready(self) -> None:
        from yimen.editorial import subscribers

        subscribers.connect()
