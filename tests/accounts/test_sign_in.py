"""The staff door: one way in, the same answer for all who are not let in, a second factor before any work."""

from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.accounts.doors import PASSWORD, sign_in, signed_in, with_app
from tests.cast import EDUCATION_HOST, HOST, City
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.subsites.actions import give_own_host

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(city: City) -> User:
    """赵敏, editor of the education bureau, with password and no second factor yet."""
    return factories.staff("zhao", "赵敏", password=PASSWORD, role=Role.CONTRIBUTOR, subsite=city.subsite)


def told(answer: Any) -> str:
    tree = html.fromstring(answer.content)
    return " ".join(e.text_content().strip() for e in tree.find_class("error-summary__list"))


def test_wagtails_and_djangos_doors_take_no_password(zhao: User) -> None:
    for path in ("/admin/login/", "/-/sign-in/"):
        visitor = Client(headers={"host": HOST})
        answer = visitor.post(path, {"username": "zhao", "password": PASSWORD})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/-/account/login/")
        assert visitor.get("/admin/").status_code == 302
    for path in ("/admin/password_reset/", "/admin/password_reset/confirm/MQ/set-password/"):
        visitor = Client(headers={"host": HOST})
        answer = visitor.post(path, {"email": "zhao@yunze.example"})
        assert answer.headers["Location"] == "/-/account/password/lost/"
    assert Client(headers={"host": HOST}).get("/django-admin/").status_code == 404


def test_name_and_password_open_the_desk_where_no_second_factor_is_asked_for(zhao: User) -> None:
    desk = Client(headers={"host": HOST})
    answer = sign_in(desk, "zhao", next="/admin/reports/")
    assert answer.headers["Location"] == "/admin/reports/"
    assert desk.get("/admin/").status_code == 200


def test_who_is_not_let_in_hears_the_same_sentence(zhao: User, city: City) -> None:
    factories.staff("sun", "孙离", password=PASSWORD, is_active=False)
    factories.staff("liu", "刘大爷", password=PASSWORD, kind=User.Kind.RESIDENT)
    sentences = {
        told(sign_in(Client(headers={"host": HOST}, REMOTE_ADDR=f"10.0.0.{number}"), name, password=password))
        for number, (name, password) in enumerate(
            [("zhao", "wrong"), ("nobody", "wrong"), ("sun", PASSWORD), ("liu", PASSWORD)], start=1
        )
    }
    assert len(sentences) == 1
    assert sentences != {""}


def test_an_unknown_name_costs_a_hash_like_a_known_one(zhao: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher  # noqa: PLC0415

    hashed: list[str] = []
    plain = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return plain(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    sign_in(Client(headers={"host": HOST}), "zhao", password="wrong")
    known, hashed[:] = len(hashed), []
    sign_in(Client(headers={"host": HOST}), "nobody", password="wrong")
    assert len(hashed) == known == 1


def test_the_way_on_stays_on_this_host(zhao: User) -> None:
    desk = Client(headers={"host": HOST})
    assert sign_in(desk, "zhao", next="https://evil.example/").headers["Location"] == "/admin/"


# ── The second factor ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_without_second_factor_the_desk_stays_shut_until_there_is_one(zhao: User, settings: Any) -> None:
    settings.STAFF_MFA = True
    desk = Client(headers={"host": HOST})
    sign_in(desk, "zhao")
    answer = desk.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/-/account/2fa/"
    with_app(desk)
    assert desk.get("/admin/").status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(zhao: User, settings: Any) -> None:
    settings.STAFF_MFA = True
    desk = signed_in(zhao)
    assert desk.get("/admin/").status_code == 200
    thief = Client(headers={"host": HOST})
    answer = sign_in(thief, "zhao")
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert thief.get("/admin/").status_code == 302
    assert thief.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert thief.get("/admin/").status_code == 302


def test_a_session_from_before_the_second_factor_is_worth_nothing_afterwards(
    zhao: User, settings: Any
) -> None:
    settings.STAFF_MFA = True
    early = Client(headers={"host": HOST})
    sign_in(early, "zhao")
    signed_in(zhao)  # elsewhere, with a second factor
    assert early.get("/-/account/2fa/").status_code == 302
    assert early.get("/admin/").status_code == 302


def test_the_last_second_factor_cannot_be_removed(zhao: User, settings: Any) -> None:
    settings.STAFF_MFA = True
    desk = signed_in(zhao)
    desk.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=zhao, type="totp").exists()


def test_staff_without_a_role_are_told_so_and_not_sent_in_circles(city: City) -> None:
    factories.staff("neu", "新来的", password=PASSWORD)
    desk = Client(headers={"host": HOST})
    sign_in(desk, "neu")
    answer = desk.get("/admin/", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (403, 1)
    assert "还没有" in answer.content.decode()


# ── Only on the canonical name ────────────────────────────────────────────────────────────────────
def test_a_departments_own_host_has_no_door(city: City, zhao: User) -> None:
    give_own_host(
        city.subsite,
        host=EDUCATION_HOST,
        port=80,
        approved_by="云泽市人民政府办公室",
        approved_on=date(2026, 1, 5),
        approval_number="云政办函〔2026〕3号",
    )
    elsewhere = Client(headers={"host": EDUCATION_HOST})
    for path in ("/admin/", "/-/account/login/"):
        assert elsewhere.get(path).headers["Location"] == f"http://{HOST}{path}"
    assert elsewhere.post("/-/account/login/", {"login": "zhao", "password": PASSWORD}).status_code == 404
