"""Whom a member of staff sees by name. Desks stand above this app and say it at the start."""

from collections.abc import Callable

from django.db.models import QuerySet

from yimen.accounts.models import User

Known = Callable[[User], QuerySet[User]]
_known: list[Known] = []


def known_by(known: Known) -> None:
    """Let `known` say which people somebody sees."""
    _known[:] = [known]


def among_colleagues(people: QuerySet[User], *, of: User) -> QuerySet[User]:
    """Those of these people whom `of` sees."""
    return people.filter(pk__in=_known[0](of).values("pk")) if _known else people
