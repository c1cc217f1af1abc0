"""Which answers are pages, and where a page leads."""

import re

from yimen.consolidation.extraction.addresses import absolute_address, is_attachment
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.sources.records import Fetched

PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico)(?:$|[?#])", re.I)


def is_page(fetched: Fetched) -> bool:
    """Whether an answer is to be read as a page."""
    return fetched.content_type in ("text/html", "application/xhtml+xml", "") and fetched.status < 300


def links_of(page: OldPage) -> tuple[list[str], list[str]]:
    """Addresses that a page links to, and those of its pictures and files; each once, in order."""
    links: dict[str, None] = {}
    files: dict[str, None] = {}
    for element in page.root.iter("a", "area", "frame", "iframe", "img"):
        told = element.get("href") or element.get("src") or ""
        target = absolute_address(page.url, told) if told else None
        if target is None or not target.startswith(("http://", "https://")):
            continue
        target = target.partition("#")[0]
        if element.tag == "img" or is_attachment(target) or PICTURE.search(target):
            files[target] = None
        else:
            links[target] = None
    if page.goes_to:
        links[page.goes_to] = None
    return list(links), list(files)
