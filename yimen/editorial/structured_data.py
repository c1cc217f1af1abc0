"""What machines are told of a page in the words of schema.org: who publishes, where it stands, what it is.

Plain dictionaries; `design` writes them as JSON-LD. Names and addresses are whole: a reader may have this page alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from yimen.agencies.models import Agency
from yimen.subsites.frame import Frame
from yimen.subsites.queries import ENGLISH, LANGUAGE_PREFIXES, Addressing
from yimen.subsites.rules import PORTAL, Address

Node = dict[str, Any]

CONTEXT = "https://schema.org"
LOGO = "/logo.png"
"""The mark of the portal as a picture, on its own host; answered by frontdoor.companions."""
HEADLINE = 110  # characters; search engines cut longer ones
KINDS = {"article": "NewsArticle", "information": "WebPage", "home": "WebPage", "subsite": "WebPage"}
PLACE = "CollectionPage"  # columns, entrances, the directory, the board


@dataclass(frozen=True)
class Told:
    """What the head of a page knows, from which its node is made."""

    kind: str
    title: str
    description: str
    language: str  # BCP 47
    url: str
    image: str
    author: str
    published: datetime
    modified: datetime


def graph(nodes: Iterable[Node]) -> Node:
    """The nodes of one page as one document."""
    return {"@context": CONTEXT, "@graph": [_without_empty(node) for node in nodes]}


def page_node(told: Told, publisher: Node) -> Node:
    """The page itself: an article with its times and origin, a text, or a place with lists."""
    node: Node = {
        "@type": KINDS.get(told.kind, PLACE),
        "@id": f"{told.url}#page",
        "url": told.url,
        "name": told.title,
        "description": told.description,
        "inLanguage": told.language,
        "publisher": publisher,
        "image": told.image,
    }
    if told.kind in ("article", "information"):
        node |= {"datePublished": told.published.isoformat(), "dateModified": told.modified.isoformat()}
    if told.kind == "article":
        node |= {
            "headline": told.title[:HEADLINE],
            "mainEntityOfPage": told.url,
            "author": {"@type": "Person", "name": told.author} if told.author else publisher,
        }
    return node


def breadcrumbs(trail: Sequence[Mapping[str, str]], url: str) -> list[Node]:
    """The way down from the home page with whole addresses; nothing where there is none."""
    if len(trail) < 2:
        return []
    origin = "/".join(url.split("/")[:3])
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": step["title"],
            "item": _whole(step.get("url") or url, origin),
        }
        for number, step in enumerate(trail, start=1)
    ]
    return [{"@type": "BreadcrumbList", "@id": f"{url}#trail", "itemListElement": steps}]


def website(frame: Frame, found: Addressing, language: str, tag: str) -> Node:
    """The portal as a site that can be searched; on the home page of each language."""
    home = found.absolute_url(Address(PORTAL, LANGUAGE_PREFIXES[language]))
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": portal_name(frame, language),
        "alternateName": frame.portal.full_name if language != ENGLISH else "",
        "inLanguage": tag,
        "publisher": {"@id": _portal_id(found)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def portal_organisation(frame: Frame, found: Addressing, language: str) -> Node:
    """Who keeps the portal: the city's government or its office."""
    portal = frame.portal
    organiser = portal.english_organiser or portal.english_name if language == ENGLISH else portal.organiser
    return {
        "@type": "GovernmentOrganization",
        "@id": _portal_id(found),
        "name": organiser or portal.name,
        "url": found.absolute_url(Address(PORTAL, LANGUAGE_PREFIXES[language])),
        "logo": found.absolute_url(Address(PORTAL, LOGO)),
    }


def agency_organisation(agency: Agency, found: Addressing, *, url: str = "", parent: Node) -> Node:
    """A body of the city with how to reach it, below another one or the city itself."""
    return {
        **agency_reference(agency, found),
        "url": url or _agency_url(agency, found),
        "alternateName": agency.short_name if agency.short_name != agency.shown_name else "",
        "telephone": agency.phone,
        "address": {"@type": "PostalAddress", "streetAddress": agency.address} if agency.address else None,
        "dissolutionDate": agency.closed_on.isoformat() if agency.closed_on else "",
        "parentOrganization": parent,
    }


def agency_reference(agency: Agency, found: Addressing) -> Node:
    """The same body, named from elsewhere."""
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{_agency_url(agency, found)}#organisation",
        "name": agency.shown_name,
    }


def portal_name(frame: Frame, language: str) -> str:
    return frame.portal.english_name or frame.portal.name if language == ENGLISH else frame.portal.name


def _agency_url(agency: Agency, found: Addressing) -> str:
    """Its page on the portal: one for both languages, for it is one body."""
    return found.absolute_url(Address(PORTAL, reverse("agency", args=[agency.code])))


def _portal_id(found: Addressing) -> str:
    return f"{found.absolute_url(Address(PORTAL, '/'))}#organisation"


def _whole(address: str, origin: str) -> str:
    return origin + address if address.startswith("/") else address


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None)}
