"""Accounts that nobody should have any more are found, exported and shut."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.admin.ui.sidebar import MainMenuModule

from tests.accounts.doors import PASSWORD, signed_in
from tests.cast import City
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.records.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_ago(city: City) -> User:
    """老吕, who has not signed in since spring."""
    person = factories.staff("lv", "老吕", email="lv@yunze.example")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    User.objects.filter(pk=person.pk).update(last_login=timezone.now() - timedelta(days=200))
    return person


def test_the_list_says_why_each_account_is_there(lins_desk: Client, long_ago: User) -> None:
    factories.staff("gone", "去者", leaves_on=timezone.localdate())
    User.objects.create_user("liu", full_name="刘大爷", kind=User.Kind.RESIDENT)
    page = lins_desk.get(reverse("account_review")).content.decode().partition("<main")[2]
    assert "老吕" in page
    assert "长期未用" in page
    assert "已离岗" in page
    assert "刘大爷" not in page
    table = lins_desk.get(reverse("account_review") + "?export=csv")
    text = b"".join(table).decode() if table.streaming else table.content.decode()
    assert "老吕" in text
    assert "lv@yunze.example" in text


def test_the_list_costs_the_same_for_many(
    lins_desk: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        factories.staff(f"idle{number}", f"闲{number}")
    lins_desk.get(reverse("account_review"))
    with django_assert_max_num_queries(25):
        lins_desk.get(reverse("account_review"))


def test_an_account_is_shut_by_one_button_and_its_session_with_it(lins_desk: Client, city: City) -> None:
    person = factories.staff("zhao", "赵敏", password=PASSWORD)
    open_session = signed_in(person)
    lins_desk.post(reverse("account_deactivated", args=(person.pk,)))
    assert not User.objects.get(pk=person.pk).is_active
    assert open_session.get("/-/account/").status_code == 302


def test_lost_second_factors_are_taken_away_with_a_mail(lins_desk: Client, city: City) -> None:
    person = factories.staff("zhao", "赵敏", password=PASSWORD, email="zhao@yunze.example")
    open_session = signed_in(person)
    mail.outbox.clear()
    address = reverse("account_second_factors", args=(person.pk,))
    assert (
        "TOTP" in lins_desk.get(address).content.decode() or "身份" in lins_desk.get(address).content.decode()
    )
    lins_desk.post(address)
    assert not Authenticator.objects.filter(user=person).exists()
    assert open_session.get("/-/account/").status_code == 302
    assert mail.outbox[-1].to == ["zhao@yunze.example"]


def test_editors_neither_see_nor_shut_accounts(zhous_desk: Client, he: User) -> None:
    for name, args in (("account_review", ()), ("account_second_factors", (he.pk,))):
        assert zhous_desk.get(reverse(name, args=args)).status_code in {302, 403}
    zhous_desk.post(reverse("account_deactivated", args=(he.pk,)))
    assert User.objects.get(pk=he.pk).is_active


def test_nobody_shuts_the_own_account_by_mistake(lins_desk: Client, lin: User) -> None:
    lins_desk.post(reverse("account_deactivated", args=(lin.pk,)))
    assert User.objects.get(pk=lin.pk).is_active


def test_many_are_shut_by_the_rules_that_hold_for_one(city: City, lin: User) -> None:
    keeper = factories.staff("an", "安守则", password=PASSWORD, role=Role.SECURITY_ADMIN)
    desk = signed_in(keeper)
    person = factories.staff("zhao", "赵敏", password=PASSWORD)
    open_session = signed_in(person)
    many = reverse("wagtail_bulk_action", args=("accounts", "user", "set_active_state"))
    for chosen in (f"id={person.pk}&id={lin.pk}", "id=all"):
        desk.post(f"{many}?{chosen}", {"mark_as_active": "False"})
        assert User.objects.get(pk=lin.pk).is_active, "who may do everything is not shut by an administrator"
        assert User.objects.get(pk=keeper.pk).is_active, "nor is oneself"
    assert not User.objects.get(pk=person.pk).is_active
    assert open_session.get("/-/account/").status_code == 302
    assert AuditEntry.objects.filter(action="accounts.deactivated").count() == 1
    desk.post(f"{many}?id={person.pk}", {"mark_as_active": "True"})
    assert User.objects.get(pk=person.pk).is_active
    assert AuditEntry.objects.filter(action="accounts.activated").count() == 1


def test_the_menu_names_the_person(zhou: User) -> None:
    assert MainMenuModule([], [], zhou).js_args()[2]["name"] == "周琳"
