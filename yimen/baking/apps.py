from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BakingConfig(AppConfig):
    name = "yimen.baking"
    verbose_name = _("delivery")
