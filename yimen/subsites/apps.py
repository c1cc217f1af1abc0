from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import m2m_changed, post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class SubsitesConfig(AppConfig):
    name = "yimen.subsites"
    verbose_name = _("sub-sites")

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done

        from yimen.accounts import objections
        from yimen.accounts.colleagues import known_by
        from yimen.accounts.models import User
        from yimen.agencies.permissions import kept_by
        from yimen.design import slots
        from yimen.subsites import frame, guarding, languages
        from yimen.subsites.actions import ensure_content_locales
        from yimen.subsites.areas import colleagues
        from yimen.subsites.choices import is_choice_allowed
        from yimen.subsites.desks import why_not_lend
        from yimen.subsites.models import Desk
        from yimen.subsites.permissions import own_agencies

        post_migrate.connect(ensure_content_locales, sender=self)
        known_by(colleagues)
        kept_by(own_agencies, choices=is_choice_allowed)
        post_migrate.connect(_settle_desks_last)
        m2m_changed.connect(guarding.keep_apart, sender=User.groups.through)
        objections.register(why_not_lend)
        post_delete.connect(guarding.forget_group, sender=Desk)
        copy_for_translation_done.connect(guarding.settle_new_edition)
        slots.register("alert", languages.notice)
        slots.register("head", frame.head)
        slots.register("site-name", frame.site_name)
        slots.register("header", frame.header)
        slots.register("sub-header", frame.sub_header)
        slots.register("ways", frame.ways)
        slots.register("footer", frame.footer)


def _settle_desks_last(sender: AppConfig, **kwargs: Any) -> None:
    """When the rights of every app stand in the database: each app's are made after its own migration."""
    from yimen.subsites.desks import settle_every_desk

    with_models = [app for app in apps.get_app_configs() if app.models_module is not None]
    if sender is with_models[-1]:
        settle_every_desk()
