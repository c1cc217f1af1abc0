"""One voice a page, a day and an address, and not too many an hour: so that no one address drowns the others.

Addresses are not stored. What is remembered is a keyed hash, in the cache alone, and it is forgotten after a day.
Each process keeps its own memory where no cache is shared; an address then has at most one voice a process.
"""

from datetime import date

from django.core.cache import cache
from django.utils.crypto import salted_hmac

A_DAY, AN_HOUR = 24 * 3600, 3600
MOST_AN_HOUR = 40  # a library's or an office's visitors share an address


def may_speak(address: str, *, page_id: int, on: date) -> bool:
    """Whether this address still has a voice on this page today; asking takes it."""
    who = salted_hmac("yimen.editorial.voices", f"{on}|{address}", algorithm="sha256").hexdigest()
    spoken = f"voices:{who}"
    cache.add(spoken, 0, AN_HOUR)
    try:
        if cache.incr(spoken) > MOST_AN_HOUR:
            return False
    except ValueError:  # forgotten between the two lines
        return False
    return bool(cache.add(f"voice:{who}:{page_id}", 1, A_DAY))
