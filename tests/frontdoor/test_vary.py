"""A cache in front of the portal must not hand one visitor's look or entrance to another, and may keep the rest."""

import pytest
from django.test import Client

from tests.cast import City
from yimen.demo import factories

pytestmark = pytest.mark.django_db


def test_pages_that_heed_preferences_say_so_to_caches(city: City, aunt_wang: Client) -> None:
    factories.entrance(city.home, code="citizen")

    for address in ("/", "/citizen/", "/bm/jyj/"):
        assert "Cookie" in aunt_wang.get(address).headers["Vary"]


def test_what_no_preference_changes_is_the_same_for_everybody(city: City, aunt_wang: Client) -> None:
    for address in ("/feed.xml", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt"):
        assert "Cookie" not in aunt_wang.get(address).headers.get("Vary", ""), address
