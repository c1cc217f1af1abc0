"""One old page, parsed once: its meta tags, its links, and its visible text line by line.

A *line* is what stands between two block boundaries: a paragraph, a table cell, a heading, the text before a line
break. Every question asked of an old page (which line is the title, where the body begins) is asked of its lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from yimen.foundation.sanitising import drop_hidden, is_too_deep, remove_element

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "iframe",
    ]
)
_INVISIBLE = (
    "script",
    "style",
    "noscript",
    "template",
    "select",
    "option",
    "textarea",
    "button",
    "svg",
    "object",
    "embed",
)
_ATTACHMENT = re.compile(r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|zip|rar|7z|txt|rtf|csv)(?:$|[?#])", re.I)
_MEDIA = re.compile(r"\.(?:mp4|m4v|webm|ogv|flv|wmv|avi|mov|rmvb?|mpe?g|mp3|wav|wma|m4a)(?:$|[?#])", re.I)
_DOCUMENT_WRITE = re.compile(r"document\.write(?:ln)?\(\s*['\"](.{0,5000}?)['\"]\s*\)\s*;?", re.S)
_WRITTEN_LINK = re.compile(r"<a\s[^>]*href=\\?[\"']?([^\"'\s>\\]+)[^>]*>([^<]{0,300})", re.I)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s>]+)", re.I)
_SCRIPT_GOTO = re.compile(
    r"""(?:window\.|self\.|top\.|document\.)?location(?:\.href)?\s*=\s*["']([^"']+)["']"""
)


class UnreadablePage(ValueError):
    """The page cannot be taken apart; the message says why."""


def tidy(text: str | None) -> str:
    """One blank for any run of white space, full-width blanks included."""
    return " ".join(_seen(text).split()) if text else ""


def squeezed(text: str) -> str:
    """Without any white space: what two spellings of one title are compared by."""
    return "".join(_seen(text).split())


def _seen(text: str) -> str:
    """Without the characters of no width that old editors leave behind."""
    return text.replace("\u200b", "").replace("\ufeff", "")


def address_key(url: str) -> str:
    """What two spellings of one old address have in common: no scheme, fragment or escapes; "/" is its index page."""
    parts = urlsplit(url)
    path = unquote(parts.path) or "/"
    if path.endswith("/"):
        path += "index.html"
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


def is_attachment(address: str) -> bool:
    """Whether a link leads to an office file, a PDF, an archive, a film or a recording."""
    return _ATTACHMENT.search(address) is not None or _MEDIA.search(address) is not None


def is_dead_address(address: str) -> bool:
    """Whether a link leads nowhere: to a script or to its own page."""
    return not address.strip() or address.strip().lower().startswith(
        ("#", "javascript:", "data:", "vbscript:")
    )


@dataclass(eq=False, slots=True)
class Line:
    """Text between two block boundaries, with the element that holds it and the share of it that is links."""

    text: str
    element: etree._Element
    number: int
    link_length: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    images: list[etree._Element] = field(default_factory=list)
    pieces: list[tuple[etree._Element, bool]] = field(default_factory=list)
    is_chrome: bool = False
    frequency: int = 0

    @property
    def key(self) -> str:
        """What the same line on another page is recognised by."""
        return squeezed(self.text) or "|".join(image.get("src") or "" for image in self.images)

    @property
    def is_linked(self) -> bool:
        return self.link_length * 2 > len(self.text)

    @property
    def has_attachment(self) -> bool:
        return any(is_attachment(href) for href, _ in self.links)

    @property
    def is_dead(self) -> bool:
        """Links that lead nowhere: what a mirror makes of files it did not fetch."""
        return bool(self.links) and all(is_dead_address(href) for href, _ in self.links)

    def erase(self) -> None:
        """Take this line's text and images out of the tree."""
        for element, is_tail in self.pieces:
            if is_tail:
                element.tail = None
            else:
                element.text = None
        for image in self.images:
            remove_element(image)


class OldPage:
    """A parsed page of an old site, without its scripts and without what its visitors could not see."""

    def __init__(self, text: str, *, url: str) -> None:
        self.url = url
        parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
        try:
            root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise UnreadablePage(f"the HTML cannot be parsed: {error}") from error
        if root is None or not isinstance(root.tag, str):
            raise UnreadablePage("the file is empty or holds no HTML")
        if is_too_deep(root, deepest=400):
            raise UnreadablePage("elements nest more than 400 deep")
        self.root = root
        self.has_frames = root.find(".//frameset") is not None
        self.meta = _meta_tags(root)
        self.title_tag = tidy(root.findtext(".//title"))
        self.goes_to = _goes_to(root, url)
        _show_embedded(root)
        for element in list(root.iter(*_INVISIBLE, etree.Comment, etree.ProcessingInstruction)):
            remove_element(element)
        self.hidden_count = drop_hidden(root)

    @cached_property
    def body(self) -> etree._Element:
        found = self.root.find(".//body")
        return found if found is not None else self.root

    @cached_property
    def lines(self) -> list[Line]:
        return list(_lines_of(self.body))

    def absolute(self, href: str) -> str | None:
        """The address that a link on this page leads to, or None where it leads nowhere."""
        href = href.strip()
        if is_dead_address(href) or href.lower().startswith(("mailto:", "tel:")):
            return None
        try:
            return urljoin(self.url, href)
        except ValueError:
            return None


def _meta_tags(root: etree._Element) -> dict[str, str]:
    """Names in lower case; the first of two wins; "null" is what empty templates print."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").strip().lower()
        content = tidy(tag.get("content"))
        if name and content and content.lower() != "null":
            found.setdefault(name, content)
    return found


def _show_embedded(root: etree._Element) -> None:
    """Links in the place of videos, embedded documents, and attachments that a script would have written.

    TRS and its kin write the list of attachments with document.write; only links to office files are taken from
    there, never what else a script (which may be injected) would put on the page.
    """
    for element in list(root.iter("video", "audio", "embed", "object", "iframe", "source")):
        address = element.get("src") or element.get("data") or ""
        if is_attachment(address) and element.getparent() is not None:
            _replace_by_links(element, [(address, unquote(address.rsplit("/", 1)[-1]))])
    for script in list(root.iter("script")):
        written = [
            (anchor[1], tidy(anchor[2]) or unquote(anchor[1].rsplit("/", 1)[-1]))
            for call in _DOCUMENT_WRITE.findall(script.text or "")
            for anchor in _WRITTEN_LINK.finditer(call)
            if is_attachment(anchor[1])
        ]
        if written:
            _replace_by_links(script, written)


def _replace_by_links(element: etree._Element, links: list[tuple[str, str]]) -> None:
    for address, words in links:
        paragraph = etree.Element("p")
        anchor = etree.SubElement(paragraph, "a", href=address)
        anchor.text = words
        element.addprevious(paragraph)
    remove_element(element)


def _goes_to(root: etree._Element, url: str) -> str | None:
    """Where a page without text of its own sends its visitor: by meta refresh or by a script of one line."""
    for tag in root.iter("meta"):
        if (tag.get("http-equiv") or "").lower() == "refresh":
            target = _REFRESH.search(tag.get("content") or "")
            if target:
                return urljoin(url, target[1])
    for script in root.iter("script"):
        source = script.text or ""
        target = _SCRIPT_GOTO.search(source) if len(source) < 400 else None
        if target:
            return urljoin(url, target[1])
    return None


class _Walk:
    """Gathers text until the next block boundary."""

    def __init__(self) -> None:
        self.count = 0
        self.clear()

    def clear(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[tuple[etree._Element, bool]] = []
        self.links: list[tuple[str, str]] = []
        self.images: list[etree._Element] = []
        self.link_length = 0
        self.holder: etree._Element | None = None

    def add(self, element: etree._Element, *, is_tail: bool, is_link: bool) -> None:
        text = element.tail if is_tail else element.text
        if not text:
            return
        self.texts.append(text)
        self.pieces.append((element, is_tail))
        if text.strip() and self.holder is None:
            self.holder = element.getparent() if is_tail else element
        if is_link:
            self.link_length += len(squeezed(text))

    def line(self) -> Line | None:
        text = tidy("".join(self.texts))
        made = None
        if (text or self.images) and self.holder is not None:
            made = Line(text, self.holder, self.count, self.link_length, self.links, self.images, self.pieces)
            self.count += 1
        self.clear()
        return made


def _lines_of(body: etree._Element) -> Iterator[Line]:
    walk = _Walk()
    anchors = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = element.tag
        if name in _BLOCKS and (line := walk.line()):
            yield line
        if event == "start":
            if name == "a":
                anchors += 1
                if element.get("href"):
                    walk.links.append((element.get("href") or "", tidy(element.get("title"))))
            elif name == "img" and element.get("src"):
                walk.images.append(element)
                walk.holder = walk.holder if walk.holder is not None else element.getparent()
            walk.add(element, is_tail=False, is_link=anchors > 0)
            continue
        anchors -= name == "a"
        if element is not body:
            walk.add(element, is_tail=True, is_link=anchors > 0)
    if line := walk.line():
        yield line
