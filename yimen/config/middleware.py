"""Whom the portal believes about a visitor's address and scheme."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

FORWARDED_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
)


class TrustedProxyMiddleware:
    """Drops X-Forwarded-* headers that anyone could send; takes the visitor's address from known proxies.

    After it, REMOTE_ADDR is the visitor's address as far as it can be known, and X-Forwarded-Proto is there
    only if a trusted proxy set it (SECURE_PROXY_SSL_HEADER relies on that).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted = trusted_networks()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = address_of(request.META.get("REMOTE_ADDR", ""))
        if peer is None or not is_within(peer, self.trusted):
            for header in FORWARDED_HEADERS:
                request.META.pop(header, None)
        else:
            forwarded_for = request.META.get("HTTP_X_FORWARDED_FOR", "")
            request.META["REMOTE_ADDR"] = str(client_address(peer, forwarded_for, self.trusted))
        return self.get_response(request)


def trusted_networks() -> tuple[Network, ...]:
    """Our own proxies."""
    return tuple(ip_network(network, strict=False) for network in settings.ENV.trusted_proxies)


def client_address(peer: Address, forwarded_for: str, trusted: Iterable[Network]) -> Address:
    """The visitor's address: from the right, the first in `forwarded_for` that is no proxy of ours.

    Each proxy appends whom it saw, so all left of the first stranger is hearsay. An entry that is no address
    ends the chain: the last proxy before it is then the nearest that is known.
    """
    networks = tuple(trusted)
    nearest = peer
    for entry in reversed(forwarded_for.split(",")):
        address = address_of(entry)
        if address is None:
            return nearest
        nearest = address
        if not is_within(address, networks):
            return nearest
    return nearest


def address_of(text: str) -> Address | None:
    """The IP address in `text` ("10.0.0.1", "10.0.0.1:4711", "[::1]:80"); None where there is none.

    IPv4 mapped into IPv6 becomes IPv4 again, so that one network in the settings matches both.
    """
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)
