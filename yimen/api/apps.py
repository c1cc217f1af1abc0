from datetime import timedelta

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "yimen.api"
    label = "api"
    verbose_name = _("interface for programs")

    def ready(self) -> None:
        from yimen.api import erasing, tokens
        from yimen.foundation.erasing import register_eraser
        from yimen.records import audit, recurring

        register_eraser("api", erasing.erase_submission)
        recurring.register(
            "forget_api_keys",
            words=_("Keys by which retries of departments' systems are recognised are deleted after a week"),
            every=timedelta(days=1),
            run=lambda: tokens.forget_keys(now=timezone.now()),
        )
        for action, words in _ACTIONS.items():
            audit.name_action(action, words)


_ACTIONS = {
    "api.token_given_out": _("Token given out"),
    "api.token_revoked": _("Token revoked"),
    "api.token_refused": _("Token refused"),
    "api.draft_made": _("Draft handed in by a system"),
    "api.draft_changed": _("Draft changed by a system"),
    "api.submitted": _("Submitted for review by a system"),
    "api.published": _("Published by a system"),
    "api.file_uploaded": _("Picture or file uploaded by a system"),
}
