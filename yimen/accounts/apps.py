"""Who may sign in: one user model, with staff and residents as kinds of user."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "yimen.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from yimen.accounts import door, sidebar, subscribers, waiting
        from yimen.accounts.actions import deputies
        from yimen.foundation.waiting import register_teller
        from yimen.records import recurring

        subscribers.connect()
        sidebar.name_people()
        register_teller(waiting.accounts_waiting)
        recurring.register(
            "settle_deputies",
            words=_("Roles are lent to deputies on the first day of a leave and taken back after the last"),
            every=timedelta(minutes=1),
            run=lambda: deputies.settle(today=timezone.localdate(), now=timezone.now()),
        )
        recurring.register(
            "forget_failed_sign_ins",
            words=_("Failed sign-ins that no lock-out counts any more are forgotten"),
            every=timedelta(days=1),
            run=lambda: door.forget_failures(now=timezone.now()),
        )
