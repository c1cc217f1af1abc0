"""Rights on rows that belong to somebody: Wagtail's policies know models alone."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from yimen.accounts.models import User

Own = Callable[[User], Q | None]


class OwnRowsPolicy(ModelPermissionPolicy):
    """A right on the model is one on the rows that are a person's own; `own` answers None for whoever has all."""

    def __init__(self, model: type[Model], *, own: Own) -> None:
        super().__init__(model)
        self.own = own

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Model
    ) -> bool:
        if not self.user_has_any_permission(user, actions):
            return False
        own = self.own(user)
        return own is None or self.model._default_manager.filter(own, pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: User | AnonymousUser, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        own = self.own(user) if isinstance(user, User) else None
        return rows if own is None else rows.filter(own)


EVERY_VERB = ("view", "add", "change", "delete")
