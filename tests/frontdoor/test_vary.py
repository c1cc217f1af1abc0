"""A cache in front of the portal must not hand one visitor's entrance to another."""

import pytest
from django.test import Client

from tests.cast import City
from yimen.demo import factories

pytestmark = pytest.mark.django_db


def test_pages_that_remember_the_entrance_say_so_to_caches(city: City, aunt_wang: Client) -> None:
    factories.entrance(city.home, code="citizen")

    for address in ("/", "/citizen/"):
        assert "Cookie" in aunt_wang.get(address).headers["Vary"]


def test_other_pages_are_the_same_for_everybody(city: City, aunt_wang: Client) -> None:
    assert "Cookie" not in aunt_wang.get("/bm/jyj/").headers.get("Vary", "")
