"""What is done to many accounts at once, by the rules that hold for one."""

from collections.abc import Iterable
from typing import Any

from wagtail.users.views.bulk_actions import SetActiveStateBulkAction

from yimen.accounts.actions import accounts
from yimen.accounts.models import User


class SetActiveStateOfMany(SetActiveStateBulkAction):
    """Wagtail's writes the flag alone: sessions would go on, lent roles would stay, the log would say nothing."""

    def check_perm(self, obj: User) -> bool:
        return bool(super().check_perm(obj)) and not accounts.why_not_touch(obj, by=self.request.user)

    @classmethod
    def execute_action(
        cls, objects: Iterable[User], mark_as_active: bool = False, **kwargs: Any
    ) -> tuple[int, int]:
        by: User = kwargs["user"]
        others = [person for person in objects if person.pk != by.pk and person.is_active != mark_as_active]
        for person in others:
            if mark_as_active:
                accounts.activate(person, by=by)
            else:
                accounts.deactivate(person, by=by)
        return len(others), 0
