from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "yimen.media"
    verbose_name = _("pictures and files")

    def ready(self) -> None:
        from yimen.foundation.erasing import register_eraser
        from yimen.media import erasing, subscribers

        subscribers.connect()
        register_eraser("media", erasing.erase_file)
