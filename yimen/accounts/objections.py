"""What apps above have against lending roles: they alone know which roles exclude one another."""

from collections.abc import Callable, Iterable

from django.contrib.auth.models import Group

from yimen.accounts.models import User

Objection = Callable[[User, list[Group]], str]
_objections: list[Objection] = []


def register(objection: Objection) -> None:
    """Have `objection` asked before roles are lent; it gives a sentence, or nothing."""
    if objection not in _objections:
        _objections.append(objection)


def why_not_lend(groups: Iterable[Group], *, deputy: User) -> str:
    """The first reason against giving these groups to `deputy`; empty where there is none."""
    wanted = list(groups)
    return next((reason for objection in _objections if (reason := objection(deputy, wanted))), "")
