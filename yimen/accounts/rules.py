"""What a password must be, when a try must wait, and when a session is over. Figures come from the policy."""

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

FREE_TRIES_OF_NAME = 10
LONGEST_SLOW_DOWN = timedelta(minutes=1)
WINDOW_OF_NAME = timedelta(hours=1)
# A device that its owner has not used for so long is strange again.
DEVICE_DAYS = 180


def kinds_of_characters(password: str) -> int:
    """How many of four kinds: capital letters, small letters, figures, signs. Other letters count as signs."""
    return sum(
        (
            any(letter in string.ascii_uppercase for letter in password),
            any(letter in string.ascii_lowercase for letter in password),
            any(letter.isdigit() for letter in password),
            any(letter not in string.ascii_letters and not letter.isdigit() for letter in password),
        )
    )


def network_of(address: str) -> str:
    """What stands for one household or office: an IPv4 address, or the /64 that an IPv6 host may choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else str(found)


@dataclass(frozen=True, kw_only=True)
class Failures:
    """Failed tries that bear on a new one: when they were. A known device sees only its own."""

    of_pair: Sequence[datetime]
    of_address: int
    of_name: Sequence[datetime]


def wait_before_try(
    failures: Failures, *, tries: int, tries_of_address: int, wait: timedelta, now: datetime
) -> timedelta:
    """How long this try must wait; nothing where it may be made (docs/adr/0024).

    The pair of name and address waits after its own failures, and an address after failures with any names. A name
    as such is never shut: beyond FREE_TRIES_OF_NAME strange devices may try it only at growing intervals.
    """
    recent = [at for at in failures.of_pair if now - at < wait]
    waits = [timedelta(0)]
    if len(recent) >= tries:
        waits.append(max(recent) + wait - now)
    if failures.of_address >= tries_of_address:
        waits.append(wait)
    waits.append(_slow_down(failures.of_name, now=now))
    return max(waits)


def _slow_down(of_name: Iterable[datetime], *, now: datetime) -> timedelta:
    recent = [at for at in of_name if now - at < WINDOW_OF_NAME]
    over = len(recent) - FREE_TRIES_OF_NAME
    if over < 0:
        return timedelta(0)
    interval = min(timedelta(seconds=2 ** min(over, 10)), LONGEST_SLOW_DOWN)
    return max(max(recent) + interval - now, timedelta(0))


def is_over(*, began: datetime, seen: datetime, idle: timedelta, whole: timedelta, now: datetime) -> bool:
    """Whether a session has ended by itself: nothing was done for long, or it lasts too long altogether."""
    return now - seen > idle or now - began > whole


def is_stale(changed: datetime, *, days: int, now: datetime) -> bool:
    """Whether a password must be changed; 0 days: never."""
    return bool(days) and now - changed > timedelta(days=days)
