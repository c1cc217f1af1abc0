from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "yimen.search"
    verbose_name = _("search")

    def ready(self) -> None:
        from yimen.foundation.erasing import register_eraser
        from yimen.search import erasing

        register_eraser("search", erasing.erase_from_index)
