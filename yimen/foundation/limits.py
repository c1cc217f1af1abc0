"""How often one visitor may ask for what costs: counted by address, or by account, over a sliding span of time.

Counts stand in the cache `limits`: in Redis for all processes and machines, else in each process by itself, where a
visitor may then come as many times more often as there are processes. A cache that does not answer lets everybody in:
a limit must not take the portal down.
"""

import logging
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import caches
from django.http import HttpRequest
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_NETWORK_OF_A_HOME = 64  # bits: whoever has one IPv6 address has all of its network


@dataclass(frozen=True)
class Limit:
    """At most `times` in any `seconds`, for each of those who are counted under `name`."""

    name: str
    times: int
    seconds: int


def address_counted(request: HttpRequest) -> str:
    """Whom a request is counted to: its address, of IPv6 the network."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _NETWORK_OF_A_HOME), strict=False))
    return text


def seconds_to_wait(limit: Limit, who: str, *, now: float) -> int:
    """Count one time for `who` at `now` (seconds since 1970). 0: welcome; else when to come again.

    Two counters, of this span and the one before, stand for a sliding one: the former counts by the share of it that
    still lies within the last `seconds`.
    """
    span, passed = divmod(now, limit.seconds)
    this, before = (_key(limit, who, int(number)) for number in (span, span - 1))
    try:
        cache = caches["limits"]
        cache.add(this, 0, timeout=2 * limit.seconds)
        count = cache.incr(this)
        former = cache.get(before, 0)
    except ValueError:  # gone between the two: somebody emptied the cache
        return 0
    except (RedisError, OSError):
        logger.warning("limits are not counted: the cache does not answer", exc_info=True)
        return 0
    weighed = count + former * (1 - passed / limit.seconds)
    return 0 if weighed <= limit.times else max(1, int(limit.seconds - passed))


def _key(limit: Limit, who: str, span: int) -> str:
    return f"{limit.name}:{span}:{sha256(who.encode('utf-8', 'replace')).hexdigest()[:32]}"
