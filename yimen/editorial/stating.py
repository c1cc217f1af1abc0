"""The reason for which pages are being taken down, known to whoever hears of it further down.

A page leaves the pool by many ways: the desk, the clock, a move, a deletion, its original's fate. Each ends in the
pool's event; who began it says why, here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from yimen.editorial.models.withdrawals import Reason


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why pages go: the reason, a sentence for visitors, the page that takes their place, who said so, and the
    versions that were public.
    """

    reason: Reason
    explanation: str = ""
    target_id: int | None = None
    by_id: int | None = None
    revisions: Mapping[int, int] = field(default_factory=dict)
    batch: UUID = field(default_factory=uuid4)


_current: ContextVar[Why | None] = ContextVar("why_pages_go", default=None)


@contextmanager
def stated(why: Why) -> Iterator[None]:
    """While inside, what leaves the pool leaves it for this reason."""
    token = _current.set(why)
    try:
        yield
    finally:
        _current.reset(token)


def stated_now() -> Why:
    """The reason that was stated; one that says nothing where nobody did."""
    return _current.get() or Why(reason=Reason.UNSTATED)
