"""SSRF: nothing that is written or asked makes the portal call an address."""

import socket
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import City
from yimen.demo import factories

pytestmark = pytest.mark.django_db

INNER = (
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:6379/",
    "file:///etc/passwd",
    "gopher://10.0.0.1/",
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that somebody tries to call."""
    made: list[Any] = []

    def call(_socket: socket.socket, address: Any) -> None:
        made.append(address)
        raise OSError("no call leaves this test")

    monkeypatch.setattr(socket.socket, "connect", call)
    return made


@pytest.mark.parametrize("url", INNER)
def test_embedding_an_address_calls_nobody(city: City, lins_desk: Client, calls: list[Any], url: str) -> None:
    answer = lins_desk.post(reverse("wagtailembeds:chooser_upload"), {"embed-chooser-url": url})
    assert answer.status_code < 500
    assert [address for address in calls if not _is_database(address)] == []


@pytest.mark.parametrize("url", INNER)
def test_an_embed_in_a_text_calls_nobody_and_shows_nothing(
    city: City, aunt_wang: Client, calls: list[Any], url: str
) -> None:
    body = [("paragraph", f'<p>正文</p><embed embedtype="media" url="{url}"/>')]
    factories.article(city.notices, "通知", slug="a", body=body)
    text = aunt_wang.get("/bm/jyj/tongzhi-gonggao/a/").content.decode()
    assert url not in text
    assert [address for address in calls if not _is_database(address)] == []


def _is_database(address: Any) -> bool:
    return "5432" in str(address) or "PGSQL" in str(address)
