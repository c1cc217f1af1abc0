"""Whoever asks too often waits, and nobody waits for another."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.cast import HOST, City
from yimen.foundation.limits import Limit, address_counted, seconds_to_wait
from yimen.frontdoor.search_views import SEARCHES, SUGGESTIONS

FEW = Limit("few", times=3, seconds=60)


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    caches["limits"].clear()
    yield
    caches["limits"].clear()


def waits(who: str, *, now: float, times: int = 1) -> list[int]:
    return [seconds_to_wait(FEW, who, now=now) for _time in range(times)]


def test_the_fourth_of_three_waits_until_the_span_is_over() -> None:
    assert waits("a", now=600.0, times=4) == [0, 0, 0, 60]
    assert waits("b", now=600.0) == [0]
    assert waits("a", now=659.0) == [1]


def test_a_burst_at_the_end_of_a_span_counts_in_the_next() -> None:
    waits("a", now=659.0, times=3)
    assert waits("a", now=661.0) == [59], "three in the last two seconds"
    assert waits("c", now=661.0) == [0]
    assert waits("a", now=800.0) == [0], "long ago"


@given(st.text(max_size=200))
def test_whatever_the_address_is_it_can_be_counted(text: str) -> None:
    assert seconds_to_wait(Limit("any", times=10**9, seconds=60), text, now=0) == 0


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_of_ipv6_the_network_is_counted(address: str, counted: str) -> None:
    assert address_counted(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_a_cache_that_does_not_answer_lets_everybody_in(settings: Settings) -> None:
    dead = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "limits": dead}
    assert waits("a", now=0, times=9) == [0] * 9


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "limit"), [("/search/?q=医保", SEARCHES), ("/-/suggest?q=医保", SUGGESTIONS)]
)
def test_who_searches_too_often_gets_a_plain_page_and_the_time(city: City, path: str, limit: Limit) -> None:
    client = Client(headers={"host": HOST}, REMOTE_ADDR="203.0.113.9")
    now = timezone.now().timestamp()
    for _time in range(2 * limit.times):
        seconds_to_wait(limit, "203.0.113.9", now=now)
    answer = client.get(path)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert "请稍候" in text
    assert "Please wait a moment" in text
    other = Client(headers={"host": HOST}, REMOTE_ADDR="203.0.113.10")
    assert other.get(path).status_code == 200
    assert client.get("/").status_code == 200
