"""What can happen on the desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceReaddressed:
    """A page that is not public got another address, and what stands below it with it."""

    page_id: int


@dataclass(frozen=True)
class PublishedUrgently:
    """A page was published without review, which is owed."""

    page_id: int
    by_id: int
