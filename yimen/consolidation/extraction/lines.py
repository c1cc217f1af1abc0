"""The visible text of an old page, line by line.

A *line* is what stands between two block boundaries: a paragraph, a table cell, a heading, the text before a line
break. Every question asked of an old page (which line is the title, where the body begins) is asked of its lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from yimen.consolidation.extraction.addresses import is_attachment, is_dead_address
from yimen.foundation.html_trees import remove_element

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dir", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "iframe", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip


def tidy(text: str | None) -> str:
    """One blank for any run of white space, full-width blanks included."""
    return " ".join(_seen(text).split()) if text else ""


def squeezed(text: str) -> str:
    """Without any white space: what two spellings of one title are compared by."""
    return "".join(_seen(text).split())


def _seen(text: str) -> str:
    """Without the characters of no width that old editors leave behind."""
    if "\u200b" in text or "\ufeff" in text:
        return text.replace("\u200b", "").replace("\ufeff", "")
    return text


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
    looks: float | None = None  # what its tag and class say of it, once asked (titles)

    @property
    def plain(self) -> str:
        """The text without blanks."""
        return self.text.replace(" ", "")

    @property
    def key(self) -> str:
        """What the same line on another page is recognised by."""
        text, pictures = self.plain, [image.get("src") or "" for image in self.images]
        if (
            text
        ):  # one caption stands beside many pictures; one menu's arrow is linked from folders of any depth
            pictures = [picture.rpartition("/")[2] for picture in pictures]
        return "|".join([text, *pictures])

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


def lines_of(body: etree._Element) -> Iterator[Line]:
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
