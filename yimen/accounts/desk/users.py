"""The administrator's list and form of users. Nobody is made here: people come by invitation."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from yimen.accounts.actions import accounts
from yimen.accounts.models import User


class PortalUserForm(UserEditForm):
    """Name, address, kind, last day. Roles are given on the desks' screen; the flag that may do everything is
    handed on only by those who have it.
    """

    def __init__(self, *args: Any, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields.pop(name, None)
        if by is None or not by.is_superuser:
            for name in ("is_superuser", "groups"):
                self.fields.pop(name, None)

        self.order_fields(["full_name", "username", "email", "kind", "is_active", "leaves_on"])

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"full_name", "kind", "leaves_on"}


def actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


class _Invited(CreateView):
    """There is no form for a new user."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("invitation:add")


class _Edited(EditView):
    """Whoever may do everything is changed only by somebody who may too: a new address would be a way in."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if accounts.why_not_touch(self.object, by=actor(request)):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    def save_instance(self) -> User:
        person: User = super().save_instance()
        if not person.is_active:
            accounts.settle_dismissed(person, by=actor(self.request))
        return person


class PortalUserViewSet(UserViewSet):
    add_view_class = _Invited
    edit_view_class = _Edited
    template_prefix = "wagtailusers/users/"

    def get_form_class(self, for_update: bool = False) -> type[UserEditForm]:
        return PortalUserForm
