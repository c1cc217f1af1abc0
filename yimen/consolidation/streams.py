"""A cleaned body into blocks that the desk can edit: text, pictures; tables stay as they were."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from lxml import etree

from yimen.foundation.html_trees import remove_element, unwrap_element

Block = tuple[str, Any]

_TEXT = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr"}
_KEPT_INLINE = {"a", "b", "strong", "i", "em", "sub", "sup", "br"}


class Finder(Protocol):
    """Where things of the old site are now."""

    def page(self, url: str) -> int | None:
        """The new page of an old address."""

    def page_address(self, page_id: int) -> str | None:
        """The address of a page, for HTML that knows no page numbers."""

    def picture(self, url: str, alt: str) -> Any | None:
        """The stored picture of an old address."""

    def picture_address(self, picture: Any) -> str:
        """The address of a picture in the size shown."""

    def document(self, url: str) -> Any | None:
        """The stored file of an old address."""

    def is_old(self, url: str) -> bool:
        """Whether an address belongs to the old site."""


@dataclass(slots=True)
class Stream:
    """The blocks of a body, and old addresses in it that lead nowhere (yet)."""

    blocks: list[Block] = field(default_factory=list)
    open_links: set[str] = field(default_factory=set)
    missing_files: set[str] = field(default_factory=set)


def stream_of(html: str, finder: Finder, *, title: str) -> Stream:
    """Blocks of a body; `title` describes pictures that the old site did not describe."""
    stream = Stream()
    root = (
        etree.fromstring(f"<div>{html}</div>".encode(), etree.HTMLParser(encoding="utf-8")) if html else None
    )
    body = root.find(".//div") if root is not None else None
    gathered: list[str] = []
    for element in list(body) if body is not None else []:
        if element.tag in _TEXT and element.find(".//table") is None:
            for kind, value in _text_blocks(element, finder, stream, title):
                if kind == "paragraph":
                    gathered.append(value)
                else:
                    _flush(gathered, stream)
                    stream.blocks.append((kind, value))
            continue
        _flush(gathered, stream)
        kept = _table_html(element, finder, stream, title)
        if kept:
            stream.blocks.append(("imported", kept))
    _flush(gathered, stream)
    return stream


def _flush(gathered: list[str], stream: Stream) -> None:
    if gathered:
        stream.blocks.append(("paragraph", "".join(gathered)))
        gathered.clear()


def _text_blocks(element: etree._Element, finder: Finder, stream: Stream, title: str) -> Iterator[Block]:
    """A text element without its pictures, then the pictures."""
    pictures = []
    for image in list(element.iter("img")):
        url, alt = image.get("src") or "", (image.get("alt") or "").strip() or title
        picture = finder.picture(url, alt)
        if picture is None:
            stream.missing_files.add(url)
        else:
            pictures.append(
                {"image": picture, "alt": alt[:200], "is_decorative": False, "reason": "", "caption": ""}
            )
        remove_element(image)
    for anchor in list(element.iter("a")):
        _settle_link(anchor, finder, stream, by_number=True)
    for inner in [child for child in element.iter(etree.Element) if child is not element]:
        if inner.tag not in _KEPT_INLINE and inner.tag not in _TEXT and inner.tag != "li":
            unwrap_element(inner)
    element.tail = None
    if element.tag == "hr" or "".join(element.itertext()).strip():
        yield "paragraph", etree.tostring(element, encoding="unicode", method="html")
    for picture in pictures:
        yield "image", picture


def _table_html(element: etree._Element, finder: Finder, stream: Stream, title: str) -> str:
    for image in list(element.iter("img")):
        url, alt = image.get("src") or "", (image.get("alt") or "").strip() or title
        picture = finder.picture(url, alt)
        if picture is None:
            stream.missing_files.add(url)
            remove_element(image)
        else:
            image.set("src", finder.picture_address(picture))
            image.set("alt", alt)
    for anchor in list(element.iter("a")):
        _settle_link(anchor, finder, stream, by_number=False)
    element.tail = None
    has_content = element.find(".//img") is not None or "".join(element.itertext()).strip()
    return etree.tostring(element, encoding="unicode", method="html") if has_content else ""


def _settle_link(anchor: etree._Element, finder: Finder, stream: Stream, *, by_number: bool) -> None:
    """Lead a link to the new page or file; one that leads nowhere any more becomes plain text."""
    url = anchor.get("href") or ""
    document = finder.document(url) if url else None
    page_id = finder.page(url) if url and document is None else None
    if document is not None:
        _point(anchor, "document", document.pk, document.url, by_number=by_number)
    elif page_id is not None:
        _point(anchor, "page", page_id, finder.page_address(page_id) or "", by_number=by_number)
    elif not url or finder.is_old(url):
        if url:
            stream.open_links.add(url)
        unwrap_element(anchor)


def _point(anchor: etree._Element, kind: str, number: int, address: str, *, by_number: bool) -> None:
    anchor.attrib.clear()
    if by_number:
        anchor.set("linktype", kind)
        anchor.set("id", str(number))
    else:
        anchor.set("href", address)
