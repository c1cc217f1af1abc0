"""What the front door answers for everybody: each public entry, and what stands beside places."""

from collections.abc import Iterator

from yimen.pool.models import Entry
from yimen.pool.rules import part_of_register
from yimen.subsites.rules import FEED_PAGES, PORTAL, SITE_MAPS

_WITH_FEEDS = frozenset({"home", "subsite", "column", "entrance"})
_FEEDS = ("feed.xml", "rss.xml", "feed.json")


def addresses() -> Iterator[tuple[str, str]]:
    """Home pages and columns first, texts from the newest: what is asked for most is kept soonest."""
    public = Entry.objects.filter(is_restricted=False)
    places = list(public.filter(kind__in=_WITH_FEEDS).order_by("path").values_list("host", "path"))
    yield from places
    hosts = set()
    parts = set()
    for host, path, pk in public.order_by("-published_at").values_list("host", "path", "pk").iterator(2_000):
        yield host, path
        hosts.add(host)
        parts.add((host, part_of_register(pk)))
    for host, path in places:
        yield from ((host, path + file) for file in _FEEDS)
    for host in sorted(hosts):
        yield from ((host, "/robots.txt"), (host, "/sitemap.xml"))
    for host, number in sorted(parts):
        yield host, f"/sitemap-{number}.xml"
    for pages in (SITE_MAPS, FEED_PAGES):
        yield from ((PORTAL, path) for path in pages.values())
