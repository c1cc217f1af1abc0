"""A forgotten password: a link by mail, and the same answer for every address."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.doors import PASSWORD, sign_in, with_app
from tests.cast import HOST, City
from yimen.accounts.models import User
from yimen.demo import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(city: City) -> User:
    return factories.staff("zhao", "赵敏", password=PASSWORD, email="zhao@yunze.example")


def ask(email: str) -> Any:
    return Client(headers={"host": HOST}).post(reverse("account_reset_password"), {"email": email})


def test_every_address_is_answered_alike_and_only_staff_get_a_mail(zhao: User, city: City) -> None:
    factories.staff("gone", "去者", email="gone@yunze.example", is_active=False)
    factories.staff("liu", "刘大爷", email="liu@yunze.example", kind=User.Kind.RESIDENT)
    names = ("zhao", "nobody", "gone", "liu")
    answers = [ask(f"{name}@yunze.example") for name in names]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    assert [letter.to for letter in mail.outbox] == [["zhao@yunze.example"]]


def test_the_link_sets_a_password_by_the_rules_and_works_once(zhao: User) -> None:
    ask("zhao@yunze.example")
    found = re.search(r"http://\S+", mail.outbox[0].body)
    assert found
    browser = Client(headers={"host": HOST})
    form_at = browser.get(found.group()).headers["Location"]
    weak = browser.post(form_at, {"password1": "abcdefgh", "password2": "abcdefgh"})
    assert weak.status_code == 200
    browser.post(form_at, {"password1": "Hu-Bin-Lu-77", "password2": "Hu-Bin-Lu-77"})
    assert User.objects.get(pk=zhao.pk).check_password("Hu-Bin-Lu-77")
    again = Client(headers={"host": HOST}).get(found.group())
    assert again.status_code == 200
    assert b'name="password1"' not in again.content
    assert sign_in(Client(headers={"host": HOST}), "zhao", password="Hu-Bin-Lu-77").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_afterwards_a_second_factor_can_be_set_up(zhao: User, settings: Any) -> None:
    settings.STAFF_MFA = True
    ask("zhao@yunze.example")
    browser = Client(headers={"host": HOST})
    sign_in(browser, "zhao")
    with_app(browser)


def test_the_mail_does_not_follow_a_forged_host(zhao: User) -> None:
    forged = Client(headers={"host": "evil.example"})
    assert forged.post(reverse("account_reset_password"), {"email": zhao.email}).status_code == 400
    assert not mail.outbox
