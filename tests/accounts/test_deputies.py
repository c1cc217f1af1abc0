"""Somebody goes on leave, and somebody else has the roles for that time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import City, desk_of
from yimen.accounts.actions.deputies import settle
from yimen.accounts.models import Deputyship, User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.records.models import AuditEntry
from yimen.subsites.desks import appoint, has_role

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def leave(person: User, deputy: User, *, days: int = 5) -> Deputyship:
    last = MONDAY + (days - 1) * DAY
    return Deputyship.objects.create(person=person, deputy=deputy, first_day=MONDAY, last_day=last)


def publishes(person: User, city: City) -> bool:
    return has_role(User.objects.get(pk=person.pk), Role.PUBLISHER, city.subsite)


def test_a_deputy_has_the_roles_from_the_first_day_to_the_last(zhou: User, he: User, city: City) -> None:
    leave(zhou, he)
    settle(today=MONDAY - DAY, now=NOW)
    assert not publishes(he, city)
    settle(today=MONDAY, now=NOW)
    settle(today=MONDAY + 4 * DAY, now=NOW)
    assert publishes(he, city)
    settle(today=MONDAY + 5 * DAY, now=NOW)
    assert not publishes(he, city)
    assert has_role(he, Role.CONTRIBUTOR, city.subsite), "what was there before stays"
    assert publishes(zhou, city)
    told = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"accounts.deputy_began", "accounts.deputy_ended"} <= told


def test_two_leaves_lend_the_same_role_and_the_first_to_end_leaves_it(
    zhou: User, he: User, city: City
) -> None:
    other = factories.staff("qin", "秦发", role=Role.PUBLISHER, subsite=city.subsite)
    leave(zhou, he, days=2)
    leave(other, he, days=4)
    settle(today=MONDAY, now=NOW)
    settle(today=MONDAY + 2 * DAY, now=NOW)
    assert publishes(he, city)
    settle(today=MONDAY + 4 * DAY, now=NOW)
    assert not publishes(he, city)


def test_what_was_lent_is_not_lent_on(zhou: User, he: User, wu: User, city: City) -> None:
    leave(zhou, he)
    settle(today=MONDAY, now=NOW)
    leave(he, wu)
    settle(today=MONDAY, now=NOW)
    assert not publishes(wu, city)


def test_who_is_appointed_meanwhile_keeps_the_role(zhou: User, he: User, city: City) -> None:
    leave(zhou, he)
    settle(today=MONDAY, now=NOW)
    appoint(he, Role.PUBLISHER, city.subsite, by=None)
    settle(today=MONDAY + 9 * DAY, now=NOW)
    assert publishes(he, city)


def test_the_three_administrators_stay_apart(he: User, city: City) -> None:
    auditor = factories.staff("yan", "严审计", role=Role.AUDIT_ADMIN)
    leave(auditor, he)
    settle(today=MONDAY, now=NOW)
    assert not has_role(he, Role.AUDIT_ADMIN)


def test_the_power_to_do_everything_is_not_lent(lin: User, he: User) -> None:
    leave(lin, he)
    settle(today=MONDAY, now=NOW)
    assert not User.objects.get(pk=he.pk).is_superuser


def test_a_leave_has_its_days_in_order_and_another_person(zhou: User, he: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        leave(zhou, he, days=-3)
    with pytest.raises(IntegrityError), transaction.atomic():
        leave(zhou, zhou)


def test_an_editor_names_a_deputy_for_herself_alone(
    zhou: User, he: User, wu: User, zhous_desk: Client, city: City
) -> None:
    today = timezone.localdate()
    form = {"person": wu.pk, "deputy": he.pk, "first_day": today, "last_day": today + DAY}
    assert zhous_desk.post(reverse("deputyship:add"), form).status_code == 302
    row = Deputyship.objects.get()
    assert row.person == zhou, "the posted person was not asked for"
    assert publishes(he, city)
    assert "小何" in zhous_desk.get(reverse("deputyship:index")).content.decode()
    assert "小何" not in desk_of(wu).get(reverse("deputyship:index")).content.decode().partition("<main")[2]
    assert desk_of(wu).post(reverse("account_ended_deputyship", args=(row.pk,))).status_code in {302, 403}
    assert publishes(he, city)
    zhous_desk.post(reverse("account_ended_deputyship", args=(row.pk,)))
    assert not publishes(he, city)


def test_a_leave_in_the_past_is_refused_with_a_sentence(zhou: User, he: User, zhous_desk: Client) -> None:
    past = timezone.localdate() - DAY
    answer = zhous_desk.post(
        reverse("deputyship:add"), {"deputy": he.pk, "first_day": past - DAY, "last_day": past}
    )
    assert "该休假已经结束" in answer.content.decode()
    assert not Deputyship.objects.exists()


@pytest.mark.parametrize("dismissed", ["lender", "borrower"])
def test_a_lent_role_ends_with_either_account(
    dismissed: str, zhou: User, he: User, city: City, lins_desk: Client
) -> None:
    today = timezone.localdate()
    Deputyship.objects.create(person=zhou, deputy=he, first_day=today, last_day=today + DAY)
    settle(today=today, now=timezone.now())
    assert publishes(he, city)
    person = zhou if dismissed == "lender" else he
    lins_desk.post(reverse("account_deactivated", args=(person.pk,)))
    assert not publishes(he, city)


def test_a_lent_role_ends_on_the_day_on_which_the_lender_leaves(zhou: User, he: User, city: City) -> None:
    leave(zhou, he)
    User.objects.filter(pk=zhou.pk).update(leaves_on=MONDAY + 2 * DAY)
    settle(today=MONDAY, now=NOW)
    assert publishes(he, city)
    settle(today=MONDAY + 2 * DAY, now=NOW)
    assert not publishes(he, city)
    settle(today=MONDAY + 3 * DAY, now=NOW)
    assert not publishes(he, city), "and does not begin again"
