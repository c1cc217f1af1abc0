"""Whoever guesses waits; the person whose name is guessed does not."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.accounts.doors import PASSWORD, sign_in
from tests.cast import HOST, City
from yimen.accounts.models import FailedSignIn, SignInPolicy, User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.records.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(city: City) -> User:
    """赵敏, contributor of the education bureau."""
    return factories.staff("zhao", "赵敏", password=PASSWORD, role=Role.CONTRIBUTOR, subsite=city.subsite)


def browser(address: str) -> Client:
    return Client(headers={"host": HOST}, REMOTE_ADDR=address)


def is_in(answer: Any) -> bool:
    return bool(answer.status_code == 302)


def test_after_five_failures_even_the_right_password_waits_at_that_address(zhao: User) -> None:
    thief = browser("203.0.113.7")
    for _try in range(5):
        assert not is_in(sign_in(thief, "zhao", password="guess"))
    answer = sign_in(thief, "zhao")
    assert not is_in(answer)
    assert "15 分钟后再试" in answer.content.decode()


def test_meanwhile_the_owner_comes_in_from_elsewhere(zhao: User) -> None:
    thief = browser("203.0.113.7")
    for _try in range(9):
        sign_in(thief, "zhao", password="guess")
    assert is_in(sign_in(browser("10.0.0.5"), "zhao"))


def test_a_guesser_with_many_addresses_slows_strangers_and_not_the_owners_own_browser(zhao: User) -> None:
    own = browser("10.0.0.5")
    assert is_in(sign_in(own, "zhao"))
    own.post(reverse("account_logout"))
    for number in range(30):
        sign_in(browser(f"203.0.113.{number}"), "zhao", password="guess")
    assert not is_in(sign_in(browser("10.0.0.6"), "zhao")), "a strange browser, while the guessing goes on"
    assert is_in(sign_in(own, "zhao"))


def test_the_cookie_of_a_known_browser_frees_nobody_else(zhao: User, city: City) -> None:
    factories.staff("sun", "孙离", password=PASSWORD)
    suns = browser("10.0.0.9")
    sign_in(suns, "sun")
    suns.post(reverse("account_logout"))
    for _try in range(5):
        sign_in(suns, "zhao", password="guess")
    assert not is_in(sign_in(suns, "zhao"))


def test_an_address_that_tries_many_names_waits_for_all(zhao: User) -> None:
    SignInPolicy.objects.create(tries_of_address=10)
    spraying = browser("203.0.113.7")
    for number in range(10):
        sign_in(spraying, f"name{number}", password="Spring-2026")
    assert not is_in(sign_in(spraying, "zhao"))


def test_unknown_names_wait_like_known_ones(zhao: User) -> None:
    def told_after_six(name: str, address: str) -> str:
        answers = [sign_in(browser(address), name, password="guess") for _try in range(6)]
        return str(answers[-1].context["form"].non_field_errors())

    assert told_after_six("zhao", "203.0.113.7") == told_after_six("nobody", "203.0.113.8")


def test_after_the_wait_the_door_is_open(zhao: User) -> None:
    thief = browser("203.0.113.7")
    with time_machine.travel("2026-11-23T01:00:00+00:00", tick=False) as clock:
        for _try in range(5):
            sign_in(thief, "zhao", password="guess")
        clock.shift(14 * 60)
        assert not is_in(sign_in(thief, "zhao"))
        clock.shift(61)
        assert is_in(sign_in(thief, "zhao"))


def test_what_was_typed_as_a_name_is_stored_nowhere(zhao: User) -> None:
    typed = "MySecretPassword-1"
    for _try in range(7):
        sign_in(browser("10.0.0.5"), typed, password="guess")
    rows = [*FailedSignIn.objects.values_list(), *AuditEntry.objects.values_list()]
    assert rows
    assert typed.lower() not in repr(rows).lower()


def test_a_forged_forwarding_header_is_no_other_address(zhao: User) -> None:
    thief = browser("203.0.113.7")
    for number in range(6):
        answer = thief.post(
            reverse("account_login"),
            {"login": "zhao", "password": "guess"},
            headers={"x-forwarded-for": f"198.51.100.{number}"},
        )
    assert "分钟后再试" in answer.content.decode()
