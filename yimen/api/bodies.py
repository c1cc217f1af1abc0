"""HTML that a system sends, as blocks of an article that the desk can edit, and what of it could not stay."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from yimen.foundation.html_trees import is_hidden, is_too_deep
from yimen.foundation.sanitising import (
    ALLOWED_SCHEMES,
    ALLOWED_TAGS,
    clean_article_html,
    local_images_only,
)

# Their content stays: headings become h2 to h4, wrappers paragraphs, fonts and marks plain text.
_KEPT_AS_TEXT = frozenset(
    {
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "center",
        "span",
        "font",
        "h1",
        "h5",
        "h6",
        "header",
    }
) | {
    "aside",
    "address",
    "dl",
    "dt",
    "dd",
    "form",
    "fieldset",
    "label",
    "small",
    "big",
    "del",
    "ins",
    "mark",
    "s",
}
_STRUCTURED = ("<table", "<pre", "<figure")


@dataclass(frozen=True)
class Removed:
    """Something that was taken out, as it would be found in the HTML, and how often."""

    what: str
    count: int


def blocks_of(html: str) -> list[tuple[str, str]]:
    """Kind of block and HTML: running text as the desk's editor writes it, tables and figures as they came."""
    blocks: list[tuple[str, str]] = []
    for part in _parts(local_images_only(clean_article_html(html))):
        kind = "imported" if part.startswith(_STRUCTURED) or "<img" in part else "paragraph"
        if blocks and blocks[-1][0] == kind:
            blocks[-1] = (kind, f"{blocks[-1][1]}\n{part}")
        else:
            blocks.append((kind, part))
    return blocks


def _parts(clean: str) -> Iterator[str]:
    """The paragraphs, tables and so on of clean HTML, each by itself."""
    document = _tree(clean)
    for element in document.iterfind("./body/div/*") if document is not None else ():
        yield etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def _tree(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    data = f"<html><body><div>{html}</div></body></html>".encode("utf-8", "replace")
    return etree.fromstring(data, parser)


def removed_from(html: str) -> list[Removed]:
    """What cleaning takes out of HTML, most often first; layout and fonts, which are only made plain, are not named."""
    if not html.strip():
        return []
    document = _tree(html)
    if document is None or is_too_deep(document):
        return []
    counted = Counter(what for element in document.iter(etree.Element) for what in _unwanted(element))
    return [Removed(what, count) for what, count in counted.most_common(50)]


def _unwanted(element: etree._Element) -> Iterator[str]:
    tag = str(element.tag).lower()
    if tag not in ALLOWED_TAGS and tag not in _KEPT_AS_TEXT:
        yield f"<{tag[:40]}>"
        return
    if is_hidden(element):
        yield f"<{tag}> (hidden)"
    if tag == "img" and not (element.get("src") or "").startswith(("/media/", "/documents/")):
        yield "<img> (from elsewhere)"
    for name in element.attrib:
        attribute = str(name).lower()
        if attribute.startswith("on") or attribute == "srcset":
            yield f"{attribute[:40]}=…"
    address = (element.get("href") or "").strip().lower()
    scheme, colon, _rest = address.partition(":")
    if tag == "a" and colon and scheme.isalpha() and scheme not in ALLOWED_SCHEMES:
        yield f"{scheme[:40]}: …"
