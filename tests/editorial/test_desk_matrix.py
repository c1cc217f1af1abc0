"""Every address below /admin/, as every role, with things of the own and of another department.

The answers stand in `desk_matrix.txt`, one line an address. A new address fails the first test until somebody has
said in the table who may ask for it.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.editorial.admin_addresses import AdminAddress, admin_addresses, path_of
from tests.editorial.two_departments import Department, Desks, titles_leak
from yimen.accounts.roles import ADMINISTRATORS, PORTAL_ROLES, SUBSITE_ROLES, Role
from yimen.demo import factories
from yimen.editorial.models import Source
from yimen.editorial.models.previews import PreviewLink
from yimen.editorial.models.reviews import UrgentPublication
from yimen.editorial.models.withdrawals import Withdrawal
from yimen.pool.models import Subject
from yimen.subsites.models import Theme

TABLE = Path(__file__).with_name("desk_matrix.txt")
IN, REFUSED, NOT_THERE = "+", "-", "."
# The order of the columns: three on the own department's things, three on another's, then the others.
COLUMNS = (
    *((role, True) for role in SUBSITE_ROLES),
    *((role, False) for role in (*SUBSITE_ROLES, *PORTAL_ROLES, *ADMINISTRATORS)),
)
# Not asked: Django's page of errors and what answers every other path below /admin/.
NO_SCREEN = frozenset({"^.*/$", "test404/", "wagtailadmin_error_test"})


@cache
def table() -> dict[str, str]:
    """Address with its arguments → one sign a column."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {
        name.strip(): signs.replace(" ", "") for name, _, signs in (line.partition("|") for line in lines)
    }


def key_of(address: AdminAddress) -> str:
    return f"{address.name}({','.join(address.arguments)})"


def screens() -> list[AdminAddress]:
    return [address for address in admin_addresses() if address.name not in NO_SCREEN]


@pytest.fixture
def furnished(desks: Desks) -> Iterator[Desks]:
    """A row in each register, so that there is something to ask for."""
    Theme.objects.create(name="t")
    Source.objects.create(name="s")
    Subject.objects.create(code="matrix", name="s")
    factories.old_site(desks.own.agency)
    for number, department in enumerate((desks.own, desks.foreign)):
        now, draft = timezone.now(), department.draft.page_ptr
        Withdrawal.objects.create(key=str(number), page=department.article.page_ptr, at=now)
        UrgentPublication.objects.create(page=draft, at=now)
        PreviewLink.objects.create(
            page=draft, key=str(number), made_by=department.writer, made_at=now, expires_at=now
        )
    yield desks


def test_the_table_knows_every_address_and_no_other() -> None:
    assert sorted(table()) == sorted({key_of(address) for address in screens()})
    assert {len(signs) for signs in table().values()} == {len(COLUMNS)}


def walked(desks: Desks, role: Role, target: Department) -> dict[str, str]:
    """What each address answers to this role."""
    found = {}
    for address in screens():
        path = path_of(address, target, desks)
        if path is not None:
            with transaction.atomic():
                found[key_of(address)] = answer_at(desks.at(role), path, role)
                transaction.set_rollback(True)
    return found


def answer_at(desk: Client, path: str, role: Role) -> str:
    """One sign; a foreign draft's title in the answer is a fault whatever the table says."""
    try:
        answer = desk.get(path)
        if answer.status_code == 405:
            answer = desk.post(path)
    except (
        KeyError
    ):  # Wagtail's import of redirects reads a form that was not sent: whoever comes so far is in
        return IN
    if answer.status_code == 404:
        return NOT_THERE
    if answer.status_code == 403 or answer.headers.get("Location") == reverse("wagtailadmin_home"):
        return REFUSED
    assert answer.status_code < 500, path
    assert role in PORTAL_ROLES or answer.streaming or not titles_leak(answer), (
        f"{path} shows a foreign draft"
    )
    return IN


def differences(desks: Desks, role: Role, *, own: bool) -> list[str]:
    column = COLUMNS.index((role, own))
    found = walked(desks, role, desks.own if own else desks.foreign)
    return [
        f"{name}: {sign} instead of {table()[name][column]}"
        for name, sign in found.items()
        if name in table() and table()[name][column] not in (sign, "?")
    ]


def test_a_contributor_among_another_departments_things(furnished: Desks) -> None:
    assert differences(furnished, Role.CONTRIBUTOR, own=False) == []


@pytest.mark.long
@pytest.mark.parametrize(("role", "own"), [pair for pair in COLUMNS if pair != (Role.CONTRIBUTOR, False)])
def test_everybody_else(furnished: Desks, role: Role, own: bool) -> None:
    assert differences(furnished, role, own=own) == []
