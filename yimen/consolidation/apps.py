from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsolidationConfig(AppConfig):
    name = "yimen.consolidation"
    verbose_name = _("consolidation")
