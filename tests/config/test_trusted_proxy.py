"""A visitor, Wang, at 203.0.113.7; the city's nginx at 10.0.0.5; a stranger who forges headers."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from yimen.config.middleware import TrustedProxyMiddleware, address_of, client_address

WANG, NGINX, OUTER_PROXY = "203.0.113.7", "10.0.0.5", "10.0.0.9"
OURS = [ip_network("10.0.0.0/24")]
FORWARDED = {
    "HTTP_X_FORWARDED_FOR": WANG,
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_FORWARDED": "for=1.2.3.4",
}
Pass = Callable[[str, dict[str, str]], HttpRequest]


@pytest.fixture
def through(settings: Settings) -> Pass:
    """The request as the portal sees it after the middleware, for a peer and its headers."""
    settings.ENV = SimpleNamespace(trusted_proxies=("10.0.0.0/24",))

    def _through(peer: str, headers: dict[str, str]) -> HttpRequest:
        request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)  # type: ignore[arg-type]
        TrustedProxyMiddleware(lambda _request: HttpResponse())(request)
        return request

    return _through


def test_the_citys_own_proxy_is_believed(through: Pass) -> None:
    request = through(NGINX, FORWARDED)
    assert request.META["REMOTE_ADDR"] == WANG
    assert request.is_secure()


def test_a_strangers_headers_are_dropped(through: Pass) -> None:
    request = through("198.51.100.1", FORWARDED)
    assert request.META["REMOTE_ADDR"] == "198.51.100.1"
    assert not request.is_secure()
    assert not [name for name in request.META if "FORWARDED" in name]


def test_without_trusted_proxies_nobody_is_believed(settings: Settings) -> None:
    settings.ENV = SimpleNamespace(trusted_proxies=())
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **FORWARDED)  # type: ignore[arg-type]
    TrustedProxyMiddleware(lambda _request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert not request.is_secure()


@pytest.mark.parametrize(
    ("forwarded_for", "client"),
    [
        (WANG, WANG),
        (f"{WANG}, {OUTER_PROXY}", WANG),
        (f"1.1.1.1, {WANG}, {OUTER_PROXY}", WANG),  # what Wang himself sent along is hearsay
        (f"{OUTER_PROXY}", OUTER_PROXY),
        ("", NGINX),
        ("unknown", NGINX),
        (f"{WANG}, garbage, {OUTER_PROXY}", OUTER_PROXY),
        (f"{WANG}:51112", WANG),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("::ffff:203.0.113.7", WANG),
    ],
)
def test_the_first_stranger_from_the_right_is_the_visitor(forwarded_for: str, client: str) -> None:
    assert str(client_address(ip_address(NGINX), forwarded_for, OURS)) == client


def test_a_proxy_that_shows_as_mapped_ipv6_is_still_ours(through: Pass) -> None:
    assert through("::ffff:10.0.0.5", FORWARDED).META["REMOTE_ADDR"] == WANG


@given(st.text())
def test_no_header_breaks_the_portal(forwarded_for: str) -> None:
    assert client_address(ip_address(NGINX), forwarded_for, OURS) is not None


@given(st.lists(st.ip_addresses(), max_size=4), st.ip_addresses().filter(lambda a: a not in OURS[0]))
def test_nothing_left_of_the_visitor_counts(claimed: list[object], visitor: object) -> None:
    header = ", ".join(str(address) for address in [*claimed, visitor, OUTER_PROXY])
    assert client_address(ip_address(NGINX), header, OURS) == address_of(str(visitor))
