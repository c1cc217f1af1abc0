from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "yimen.editorial"
    verbose_name = _("editorial desk")

    def ready(self) -> None:
        from yimen.editorial import (
            attached,
            desk_scripts,
            erasing,
            indexes,
            pool_source,
            proofreading,
            review_days,
            reviewing,
            scheduling,
            subscribers,
            waiting,
        )
        from yimen.editorial.manuscripts import kept
        from yimen.foundation.erasing import register_eraser
        from yimen.foundation.waiting import register_teller
        from yimen.media import publicity
        from yimen.pool import sources
        from yimen.records import recurring
        from yimen.records.audit import name_action

        subscribers.connect()
        desk_scripts.start_choosers_from_places()
        publicity.register(attached.is_shown)
        register_eraser("editorial", erasing.erase_from_desk)
        for action, words in {
            "editorial.erased": _("Erased"),
            "editorial.published_urgently": _("Published urgently"),
            "editorial.urgent_reviewed": _("Reviewed what was published urgently"),
            "editorial.preview_link_made": _("Made a preview link"),
            "editorial.preview_link_revoked": _("Revoked a preview link"),
            "editorial.kept_back": _("Not published at its time"),
            "editorial.manuscript_brought_in": _("Brought in a manuscript"),
            "editorial.queue_exported": _("Exported the review desk"),
        }.items():
            name_action(action, words)
        post_migrate.connect(reviewing.ensure_return_reasons, sender=self)
        sources.register(pool_source.source())
        register_teller(waiting.texts_waiting)
        recurring.register(
            "publish_scheduled",
            words=_("Texts are published and withdrawn at their time"),
            every=scheduling.EVERY,
            run=scheduling.publish_due,
        )
        post_migrate.connect(proofreading.settle_norms, sender=self, dispatch_uid="editorial.settle_norms")
        recurring.register(
            "remind_of_reviews",
            words=_("Authors and departments are reminded of texts to look at again"),
            every=timedelta(days=1),
            run=review_days.remind_due,
        )
        recurring.register(
            "forget_manuscripts",
            words=_("Uploaded manuscripts of which nobody made a draft are deleted"),
            every=timedelta(days=1),
            run=kept.forget_old,
        )
        recurring.register(
            "gather_statistics",
            words=_("The database counts its rows, so that lists stay fast"),
            every=timedelta(days=1),
            run=indexes.gather_statistics,
        )
