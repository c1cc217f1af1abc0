"""What stands in a public page's `<head>` and above its text: title, canonical address, editions, feeds, standard
tags, what other sites and machines are told, trail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yimen.editorial import structured_data as schema
from yimen.pool.models import Entry
from yimen.pool.presenting import absolute_url_of, nearest_edition_of, url_of
from yimen.pool.queries import surroundings
from yimen.pool.rules import PLACES
from yimen.subsites.frame import Frame, frame_of, theme_stylesheet_url
from yimen.subsites.languages import settle_editions
from yimen.subsites.models import Subsite
from yimen.subsites.queries import CHINESE, Addressing, addressing_of
from yimen.subsites.rules import Address

if TYPE_CHECKING:
    from yimen.editorial.models.base import PublicPage

HREFLANG = {"zh-hans": "zh-Hans", "en": "en"}
# File name below a place → its type; answered by frontdoor.feeds.
FEEDS = {
    "feed.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
}
FEED_NAMES = {"feed.xml": "Atom", "rss.xml": "RSS", "feed.json": "JSON Feed"}
_WITH_FEEDS = frozenset({"home", "subsite", "column", "entrance"})
# Below a page stand pictures of it for those who link to it: its own, else one made of its words (frontdoor.cards).
PICTURE, CARD, QR_CODE = "picture.jpg", "card.png", "qr.svg"
CARD_SIZE = 1200, 630


@dataclass(frozen=True)
class _Place:
    """Where the page stands, read once for all that is said in its head."""

    entry: Entry
    subsite: Subsite | None
    frame: Frame
    found: Addressing
    language: str
    canonical_url: str

    @property
    def tag(self) -> str:
        return HREFLANG.get(self.language, self.language)

    @property
    def site_name(self) -> str:
        return self.subsite.shown_name if self.subsite else schema.portal_name(self.frame, self.language)


def head_of(
    page: "PublicPage", *, address: Address, entry: Entry, subsite: Subsite | None, request: HttpRequest
) -> dict[str, Any]:
    """The base template's context for one page; one query."""
    found, language = addressing_of(request), page.locale.language_code
    canonical = page.canonical_address() or address
    place = _Place(
        entry, subsite, frame_of(request), found, language, canonical_url=found.absolute_url(canonical)
    )
    above, editions = surroundings(entry)
    trail = _trail(above, entry, page.title, address, request)
    description = page.description() or describe_place(page.title, place.site_name)
    image_url = place.canonical_url + (PICTURE if entry.image_id else CARD)
    return {
        "page_title": page.title,
        "page_description": description,
        "page_language": place.tag,
        "canonical_url": place.canonical_url,
        "qr_url": found.url(canonical, seen_from=address.host) + QR_CODE,
        "alternates": _alternates(editions, entry, request, above=above),
        "feeds": feeds_of(page.title, address.path) if entry.kind in _WITH_FEEDS else [],
        "breadcrumb_items": trail,
        "theme_stylesheet_url": theme_stylesheet_url(subsite),
        "standard_meta": _standard_meta(page, place, image_url, description),
        "open_graph": _open_graph(page, place, image_url),
        "structured_data": _structured(page, place, trail, image_url, description),
    }


def describe_place(title: str, site_name: str) -> str:
    """A sentence for a page that nobody has summed up."""
    if title == site_name:
        return title
    return _("%(title)s, published by %(site)s.") % {"title": title, "site": site_name}


def feeds_of(title: str, path: str) -> list[dict[str, str]]:
    """The feeds of a place, for `<head>` and for pages that offer them."""
    return [
        {
            "title": pgettext("feed", "%(title)s (%(format)s)")
            % {"title": title, "format": FEED_NAMES[file]},
            "url": path + file,
            "type": kind,
        }
        for file, kind in FEEDS.items()
    ]


def _alternates(
    editions: list[Entry], entry: Entry, request: HttpRequest, *, above: list[Entry]
) -> list[dict[str, str]]:
    """The page in each language."""
    public = [other for other in editions if other.pk == entry.pk or not other.is_restricted]
    known = [
        {
            "language": HREFLANG.get(other.language, other.language),
            "url": absolute_url_of(other, request),
        }
        for other in public
    ]
    settle_editions(request, known, nearest=nearest_edition_of(above, request))
    request.is_place = entry.kind in PLACES  # type: ignore[attr-defined]  # the switch may lead here from below
    return x_default(known)


def x_default(known: list[dict[str, str]]) -> list[dict[str, str]]:
    """The editions with the one for readers of any other language; nothing where there is a single one."""
    if len(known) < 2:
        return []
    main = next((other["url"] for other in known if other["language"] == HREFLANG[CHINESE]), known[0]["url"])
    return [*known, {"language": "x-default", "url": main}]


def _standard_meta(
    page: "PublicPage", place: _Place, image_url: str, description: str
) -> list[dict[str, str]]:
    """The tags of 国办发〔2017〕47号 annex 1: the page type's own, and of a text what its place tells."""
    tags = page.standard_meta(place.entry)
    if not any(known["name"] == "ArticleTitle" for known in tags):
        return tags
    organiser = place.frame.portal.organiser or place.site_name
    return [
        # What nobody else is named for comes from who keeps the portal.
        *(tag("ContentSource", organiser) if _lacks_source(known) else known for known in tags),
        tag("Description", description),
        tag("Image", image_url if place.entry.image_id else ""),
        tag("Url", place.canonical_url),
    ]


def _lacks_source(known: dict[str, str]) -> bool:
    return known["name"] == "ContentSource" and not known["content"]


def _open_graph(page: "PublicPage", place: _Place, image_url: str) -> dict[str, Any]:
    """For sites that show a link with its title and picture. The size of a picture of the page's own is not known
    before it is asked for.
    """
    is_article = place.entry.kind == "article"
    width, height = (0, 0) if place.entry.image_id else CARD_SIZE
    return {
        "type": "article" if is_article else "website",
        "image": image_url,
        "image_width": width,
        "image_height": height,
        "image_alt": page.title,
        "published": place.entry.published_at if is_article else None,
        "modified": place.entry.changed_at if is_article else None,
    }


def _structured(
    page: "PublicPage", place: _Place, trail: list[dict[str, str]], image_url: str, description: str
) -> dict[str, Any]:
    told = schema.Told(
        kind=place.entry.kind,
        title=page.title,
        description=description,
        language=place.tag,
        url=place.canonical_url,
        image=image_url,
        author=page.author_name(),
        published=timezone.localtime(place.entry.published_at),
        modified=timezone.localtime(place.entry.changed_at or place.entry.published_at),
    )
    return schema.graph(
        [
            *_publishers(place),
            schema.page_node(told, _publisher(place)),
            *schema.breadcrumbs(trail, place.canonical_url),
        ]
    )


def _publisher(place: _Place) -> schema.Node:
    """Who answers for the page: the agency that published it, else the city."""
    if place.entry.agency:
        return schema.agency_reference(place.entry.agency, place.found)
    return schema.portal_organisation(place.frame, place.found, place.language)


def _publishers(place: _Place) -> Iterator[schema.Node]:
    """Home pages say at length who publishes; every other page names it."""
    city = schema.portal_organisation(place.frame, place.found, place.language)
    if place.entry.kind == "home":
        yield city
        yield schema.website(place.frame, place.found, place.language, place.tag)
    if place.entry.kind == "subsite" and place.subsite:
        yield schema.agency_organisation(
            place.subsite.agency, place.found, url=place.canonical_url, parent=city
        )


def _trail(
    above: list[Entry], entry: Entry, title: str, address: Address, request: HttpRequest
) -> list[dict[str, str]]:
    """From the home page down; the home page itself has none."""
    if entry.kind == "home":
        return []
    items = [
        {"title": _("Home") if place.kind == "home" else place.title, "url": url_of(place, request)}
        for place in above
    ]
    return [*items, {"title": title, "url": address.path}]


def tag(name: str, content: object) -> dict[str, str]:
    """One standard meta tag; moments as `YYYY-MM-DD HH:MM` (国办发〔2017〕47号 annex 1)."""
    if isinstance(content, datetime):
        content = timezone.localtime(content).strftime("%Y-%m-%d %H:%M")
    return {"name": name, "content": str(content or "")}


def column_tags(
    title: str, *, description: str = "", keywords: str = "", column_type: str = "其他"
) -> list[dict[str, str]]:
    """The four tags of a column, which its texts carry too; none of them may be empty."""
    return [
        tag("ColumnName", title),
        tag("ColumnDescription", description or title),
        tag("ColumnKeywords", keywords or title),
        tag("ColumnType", column_type),
    ]
