from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsolidationConfig(AppConfig):
    name = "yimen.consolidation"
    verbose_name = _("consolidation")

    def ready(self) -> None:
        from yimen.consolidation import erasing
        from yimen.foundation.erasing import register_eraser

        register_eraser("consolidation", erasing.erase_evidence)
