from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SubsitesConfig(AppConfig):
    name = "yimen.subsites"
    verbose_name = _("sub-sites")

    def ready(self) -> None:
        from yimen.design import slots
        from yimen.subsites import frame
        from yimen.subsites.actions import ensure_content_locales

        post_migrate.connect(ensure_content_locales, sender=self)
        slots.register("head", frame.head)
        slots.register("site-name", frame.site_name)
        slots.register("header", frame.header)
        slots.register("sub-header", frame.sub_header)
        slots.register("ways", frame.ways)
        slots.register("footer", frame.footer)
