"""Whose an agency's row is. Sub-sites stand above this app and say it at the start."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from yimen.accounts.models import User
from yimen.accounts.permissions import Own, OwnRowsPolicy
from yimen.agencies.models import Agency

Allowed = Callable[[Any], bool]
_keepers: list[Own] = []
_choices: list[Allowed] = []


def kept_by(own: Own, *, choices: Allowed) -> None:
    """Let `own` say which agencies a person keeps (None: all), `choices` whether a form may point to what it does."""
    _keepers[:], _choices[:] = [own], [choices]


def is_choice_allowed(form: Any) -> bool:
    return all(allowed(form) for allowed in _choices)


def _own(user: User) -> Q | None:
    return _keepers[0](user) if _keepers else None


AGENCIES = OwnRowsPolicy(Agency, own=_own)
