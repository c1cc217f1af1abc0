"""Who is at the desk."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from yimen.accounts.models import User


def person_at(request: HttpRequest) -> User:
    """The member of staff who asks. Raises PermissionDenied for nobody, whom Wagtail has led to the sign-in before."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
