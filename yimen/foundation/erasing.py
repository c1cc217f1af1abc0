"""Erasing: what must not be kept goes from everywhere at once.

Each app names an eraser for what it stores beside the thing itself: versions, indexes, logs, copies, files. An eraser
may run twice for one thing, and the second time knows its identity alone.

Source: 个人信息保护法 article 47 (erasure on request or where there was no ground for keeping).
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """A thing that is erased: the label of its model (`wagtailcore.page`), its key, and the words by which it may
    stand in what has no key: its titles, slugs and file names. The words are never stored. The last run comes days
    later, out of hours: what takes long waits for it.
    """

    model: str
    pk: int
    words: frozenset[str] = field(default_factory=frozenset)
    is_last: bool = False


Eraser = Callable[[Erasure], None]

_erasers: dict[str, Eraser] = {}


def register_eraser(name: str, eraser: Eraser) -> None:
    """Have `eraser` called, inside the transaction, for everything that is erased. A name belongs to one eraser."""
    if _erasers.get(name, eraser) is not eraser:
        raise ValueError(f"an eraser is called {name} already")
    _erasers[name] = eraser


def registered() -> tuple[str, ...]:
    """The names of all erasers, in their order."""
    return tuple(sorted(_erasers))


def erase(erasure: Erasure) -> None:
    """Let every app erase what it stores of a thing; what one raises passes to the caller, so that all is undone."""
    for name in registered():
        _erasers[name](erasure)
