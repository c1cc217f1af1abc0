"""Page numbers of a long list, as the pager component shows them. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

NEIGHBOURS = 1  # page numbers shown on either side of the current one


@dataclass(frozen=True)
class PageLink:
    """One number in the pager; ``number`` is None for a gap (…)."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Pager:
    """What the pager component needs: the current page, how many there are, and where the neighbours are."""

    number: int
    total: int
    pages: tuple[PageLink, ...]
    previous_url: str
    next_url: str


def pager(*, number: int, total: int, url_of: Callable[[int], str]) -> Pager:
    """Pager for page ``number`` of ``total`` (both from 1). Numbers outside are drawn to the nearest page."""
    total = max(total, 1)
    number = min(max(number, 1), total)
    return Pager(
        number=number,
        total=total,
        pages=tuple(_links(number=number, total=total, url_of=url_of)),
        previous_url=url_of(number - 1) if number > 1 else "",
        next_url=url_of(number + 1) if number < total else "",
    )


def _links(*, number: int, total: int, url_of: Callable[[int], str]) -> Iterator[PageLink]:
    """First, last and the neighbours of the current page; a gap of one page is that page."""
    shown = {1, total, *range(max(1, number - NEIGHBOURS), min(total, number + NEIGHBOURS) + 1)}
    shown |= {page + 1 for page in shown if page + 2 in shown}
    before = 0
    for page in sorted(shown):
        if page - before > 1:
            yield PageLink(number=None)
        yield PageLink(number=page, url=url_of(page), is_current=page == number)
        before = page
