"""Who is let in at the staff door: people of kind staff, by name and password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from yimen.accounts.models import User


class StaffBackend(AuthenticationBackend):
    """The one backend of staff; residents will have their own, and a session of theirs opens nothing here.

    Whoever may not enter (unknown, resident, deactivated, left) is answered like an unknown name, in the same time.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        name = credentials.get("username") or ""
        person = User.objects.filter(username__iexact=name).first()
        if person is None or not self.user_can_authenticate(person):
            return None  # the library then hashes the password all the same
        found: AbstractBaseUser | None = self._check_password(person, credentials.get("password") or "")
        return found

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, User) and user.may_enter(today=timezone.localdate())
