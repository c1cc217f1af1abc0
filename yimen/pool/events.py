"""What can happen in the pool; search, baking and statistics subscribe when they come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EntryRegistered:
    """Something public was published or changed."""

    entry_id: int
    tags: tuple[str, ...]


@dataclass(frozen=True)
class EntryWithdrawn:
    """Something public is public no more."""

    entry_id: int
    tags: tuple[str, ...]
