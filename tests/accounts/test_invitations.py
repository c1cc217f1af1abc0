"""The way to an account: an invitation, once."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.doors import PASSWORD, with_app
from tests.cast import HOST, City, desk_of
from yimen.accounts.actions.invitations import invite, revoke
from yimen.accounts.models import Invitation, User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.records.models import AuditEntry

pytestmark = pytest.mark.django_db

START = f"http://{HOST}/-/account/invitation/"


@pytest.fixture
def link(lin: User) -> str:
    """The address in the mail that 林主任's invitation sent to 钱多多."""
    row = Invitation(username="qian", full_name="钱多多", email="qian@yunze.example")
    invite(row, by=lin, start=START, now=timezone.now())
    return link_in(mail.outbox[-1].body)


def link_in(text: str) -> str:
    found = re.search(r"http://\S+", text)
    assert found
    return found.group()


def accept(link: str, password: str = PASSWORD) -> tuple[Client, Any]:
    browser = Client(headers={"host": HOST})
    return browser, browser.post(link, {"password1": password, "password2": password})


def test_an_administrator_invites_at_the_desk(lins_desk: Client) -> None:
    form = {"full_name": "钱多多", "username": "qian", "email": "qian@yunze.example"}
    answer = lins_desk.post(reverse("invitation:add"), form)
    assert answer.headers["Location"] == reverse("invitation:index")
    (letter,) = mail.outbox
    assert letter.to == ["qian@yunze.example"]
    assert "林主任" in letter.body
    page = lins_desk.get(reverse("invitation:index")).content.decode()
    assert "待接受" in page
    assert AuditEntry.objects.filter(action="accounts.invited").exists()
    again = lins_desk.post(reverse("invitation:add"), form)
    assert "已有一份待接受的邀请" in again.content.decode()


def test_an_editor_invites_nobody(zhou: User, zhous_desk: Client, link: str) -> None:
    assert zhous_desk.get(reverse("invitation:add")).status_code == 302
    row = Invitation.objects.get()
    assert zhous_desk.post(reverse("account_revoked_invitation", args=(row.pk,))).status_code in {302, 403}
    assert Invitation.objects.get().state(now=timezone.now()) == Invitation.State.OPEN


@pytest.mark.django_db(transaction=True)
def test_who_was_invited_sets_password_and_second_factor_in_one_go(link: str, settings: Any) -> None:
    settings.STAFF_MFA = True
    browser, answer = accept(link)
    assert answer.status_code == 302
    qian = User.objects.get(username="qian")
    assert (qian.full_name, qian.kind, qian.is_superuser) == ("钱多多", User.Kind.STAFF, False)
    assert browser.get("/-/account/login/").headers["Location"] == "/-/account/2fa/"
    with_app(browser)
    assert "还没有任何角色" in browser.get("/-/account/login/").content.decode()


def test_a_link_is_good_once(link: str) -> None:
    accept(link)
    _browser, answer = accept(link, "Another-2026")
    assert answer.status_code == 410
    assert User.objects.get(username="qian").check_password(PASSWORD)


def test_a_link_is_good_for_seven_days_and_not_after_it_was_revoked(link: str, lin: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert accept(link)[1].status_code == 410
    assert revoke(Invitation.objects.get(), by=lin, now=timezone.now())
    assert accept(link)[1].status_code == 410
    assert not revoke(Invitation.objects.get(), by=lin, now=timezone.now())
    assert not User.objects.filter(username="qian").exists()


def test_a_weak_password_is_refused_with_the_rule(link: str) -> None:
    for weak in ("abc", "abcdefgh", "abcdefg1", "qian-qian"):
        _browser, answer = accept(link, weak)
        assert answer.status_code == 200
        assert answer.context["form"].errors["password1"]
    assert not User.objects.filter(username="qian").exists()


def test_the_database_does_not_hold_the_link(link: str) -> None:
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in repr(list(Invitation.objects.values_list()))
    assert Client(headers={"host": HOST}).get(f"{START}{'x' * 43}/").status_code == 410


def test_a_name_taken_meanwhile_is_not_taken_over(link: str, city: City) -> None:
    factories.staff("Qian", "钱另一", password="Hu-Bin-Lu-77")
    _browser, answer = accept(link)
    assert answer.status_code == 200
    assert Invitation.objects.get().accepted_at is None
    assert User.objects.get(username="Qian").check_password("Hu-Bin-Lu-77")


def test_there_is_no_other_way_to_make_an_account(lins_desk: Client) -> None:
    answer = lins_desk.post(
        reverse("wagtailusers_users:add"), {"username": "x", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.headers["Location"] == reverse("invitation:add")
    for path in ("/-/account/signup/", "/-/account/2fa/webauthn/signup/", "/-/account/email/"):
        assert lins_desk.get(path).status_code == 404


def test_the_users_form_has_the_house_fields_and_no_password(lins_desk: Client, zhou: User) -> None:
    page = lins_desk.get(reverse("wagtailusers_users:edit", args=(zhou.pk,))).content.decode()
    for name in ("full_name", "kind", "leaves_on", "is_active"):
        assert f'name="{name}"' in page
    assert 'type="password"' not in page
    assert "first_name" not in page
    form = {
        "username": "zhou",
        "email": "z@yunze.example",
        "full_name": "周琳琳",
        "kind": "staff",
        "is_active": "on",
    }
    lins_desk.post(reverse("wagtailusers_users:edit", args=(zhou.pk,)), form)
    assert User.objects.get(pk=zhou.pk).full_name == "周琳琳"


def test_who_keeps_accounts_makes_nobody_a_superuser(city: City, zhou: User) -> None:
    keeper = factories.staff("zheng", "郑安全", role=Role.SECURITY_ADMIN)
    form = {
        "username": "zhou",
        "email": "z@yunze.example",
        "full_name": "周琳",
        "kind": "staff",
        "is_active": "on",
        "is_superuser": "on",
    }
    desk_of(keeper).post(reverse("wagtailusers_users:edit", args=(zhou.pk,)), form)
    assert not User.objects.get(pk=zhou.pk).is_superuser


def test_who_keeps_accounts_does_not_redirect_the_mail_of_a_superuser(city: City, lin: User) -> None:
    keeper = factories.staff("zheng", "郑安全", role=Role.SECURITY_ADMIN)
    form = {"username": "lin", "email": "thief@evil.example", "kind": "staff", "is_active": "on"}
    answer = desk_of(keeper).post(reverse("wagtailusers_users:edit", args=(lin.pk,)), form)
    assert answer.status_code in {302, 403, 404}
    assert User.objects.get(pk=lin.pk).email == lin.email
