"""What was public at another address leads to where it is now: a redirect of Wagtail's for each page that moved.

Wagtail would leave them after the commit, page by page and only within one host; here they stand or fall with
the move, come in few statements, and lead to a host of its own too.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import get_page_models

from yimen.pool.events import EntriesReaddressed, Move
from yimen.subsites.queries import addressing
from yimen.subsites.rules import Address

_BATCH = 500
_LONGEST = Redirect._meta.get_field("old_path").max_length or 0


def leave_redirects(event: EntriesReaddressed) -> None:
    """From each former address to the page; a redirect that stands where a page is public now goes."""
    pages = _content_types_of_pages()
    moves = [move for move in event.moves if move.content_type_id in pages]
    if not moves:
        return
    sites = {root.host: root.site_id for root in addressing().roots}
    for start in range(0, len(moves), _BATCH):
        _leave(moves[start : start + _BATCH], sites)


def _leave(moves: list[Move], sites: dict[str, int]) -> None:
    replaced = Q(pk__in=())
    for host, site in sites.items():
        paths = {
            _old_path(address)
            for move in moves
            for address in (move.former, move.current)
            if address.host == host
        }
        replaced |= Q(site_id=site, old_path__in=paths)
    Redirect.objects.filter(replaced, automatically_created=True).delete()
    rows = [
        Redirect(
            old_path=_old_path(move.former),
            site_id=sites[move.former.host],
            redirect_page_id=move.object_id,
            automatically_created=True,
        )
        for move in moves
        if move.former.host in sites and len(_old_path(move.former)) <= _LONGEST
    ]
    Redirect.objects.bulk_create(rows, ignore_conflicts=True)  # one that an editor made stays


def _old_path(address: Address) -> str:
    path: str = Redirect.normalise_path(address.path)
    return path


def _content_types_of_pages() -> set[int]:
    return {one.pk for one in ContentType.objects.get_for_models(*get_page_models()).values()}
