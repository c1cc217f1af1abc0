"""What can happen in the pool; search, baking and statistics subscribe when they come."""

from dataclasses import dataclass

from yimen.subsites.rules import Address


@dataclass(frozen=True)
class EntryRegistered:
    """Something public was published or changed."""

    entry_id: int
    tags: tuple[str, ...]


@dataclass(frozen=True)
class EntryWithdrawn:
    """Something public is public no more: what it was, by content type and identity, and where it stood."""

    entry_id: int
    tags: tuple[str, ...]
    content_type_id: int
    object_id: int
    address: Address
    title: str


@dataclass(frozen=True)
class Move:
    """A thing by content type and identity, where it was public and where it is now."""

    content_type_id: int
    object_id: int
    former: Address
    current: Address


@dataclass(frozen=True)
class EntriesReaddressed:
    """Things are public at other addresses than before."""

    moves: tuple[Move, ...]
