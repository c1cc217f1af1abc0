from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontdoorConfig(AppConfig):
    name = "yimen.frontdoor"
    verbose_name = _("front door")

    def ready(self) -> None:
        from yimen.design import slots
        from yimen.foundation.erasing import register_eraser
        from yimen.foundation.public_addresses import register_teller
        from yimen.frontdoor import addresses, agency_entries, erasing, error_help, search_box
        from yimen.pool import sources

        agency_entries.connect()
        register_teller("frontdoor", addresses.addresses)
        register_eraser("frontdoor", erasing.erase_cards)
        sources.register(agency_entries.source())
        slots.register("ways", error_help.help_on, order=-1)
        slots.register("search", search_box.slim_box)
