"""Secrets of second factors are closed at rest, and closed anew when the key changes."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.doors import PASSWORD, SECRET, signed_in
from tests.cast import City
from yimen.accounts.secrets import SecretLost, decrypt, encrypt, reencrypt_second_factors
from yimen.demo import factories

pytestmark = pytest.mark.django_db


def test_the_database_holds_no_secret_in_the_clear(city: City) -> None:
    signed_in(factories.staff("zhao", "赵敏", password=PASSWORD))
    row = Authenticator.objects.get()
    assert SECRET not in repr(row.data)
    assert decrypt(row.data["secret"]) == SECRET


def test_a_new_key_takes_over_what_the_former_closed(city: City, settings: Any) -> None:
    person = factories.staff("zhao", "赵敏", password=PASSWORD)
    signed_in(person)
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [former]
    signed_in(person)  # the former key still opens
    assert reencrypt_second_factors() == 1
    settings.SECRET_KEY_FALLBACKS = []
    signed_in(person)


def test_with_the_key_lost_nothing_is_changed(city: City, settings: Any) -> None:
    signed_in(factories.staff("zhao", "赵敏", password=PASSWORD))
    before = Authenticator.objects.get().data
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, []
    with pytest.raises(SecretLost):
        reencrypt_second_factors()
    assert Authenticator.objects.get().data == before


def test_the_same_text_is_never_closed_twice_alike() -> None:
    assert encrypt("a") != encrypt("a")
