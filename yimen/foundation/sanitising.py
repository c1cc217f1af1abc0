"""Foreign HTML into the HTML of an article: an allow-list, nothing hidden, nothing that runs.

Two steps. The tree is put in order first (hidden text, Word mark-up, share buttons, layout wrappers), because an
allow-list alone would keep the text of a hidden link farm. nh3 then keeps only what is allowed; it alone is the guard,
the first step may miss things and the result is still safe.
"""

import re
from html import unescape

import nh3
from lxml import etree

from yimen.foundation.html_trees import is_hidden, is_too_deep, remove_element, unwrap_element

_HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}
_TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_BLOCKS = _TABLE | {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "figure", "figcaption", "hr",
}  # fmt: skip
ALLOWED_TAGS = _BLOCKS | {"img", "a", "strong", "em", "b", "i", "u", "sub", "sup", "br"}
ALLOWED_ATTRIBUTES = {
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "img": {"src", "alt"},
    "a": {"href"},
    "ol": {"start"},
}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
_DROPPED_WITH_CONTENT = {
    "script", "style", "noscript", "template", "head", "title", "iframe", "frameset", "noframes", "object", "embed",
    "noembed", "applet", "input", "button", "select", "option", "textarea", "canvas", "svg", "math", "audio", "video",
    "marquee", "xml", "map", "area", "base", "link", "meta",
}  # fmt: skip
# ASP.NET wraps whole pages in a form: it goes, its text stays.
_PARAGRAPH_LIKE = {
    "div", "section", "article", "center", "dl", "dt", "dd", "main", "address", "header", "aside", "form", "fieldset",
}  # fmt: skip
_OWN_FILES = "/media/", "/documents/"
_SHARE_NAMES = re.compile(
    r"bdshare|bdsharebuttonbox|jiathis|social-share|share-(?:bar|box)|addthis|wx-?share|sharebox", re.I
)
_SPACE = re.compile(r"[ \t\r\n\f\v\u3000\xa0\u200b\ufeff]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_SPAN = re.compile(r"\d{1,3}")
_BLOCK_EDGE = re.compile(
    r"</?(?:p|h[1-6]|li|tr|blockquote|pre|figure|figcaption|caption|table|ul|ol|div)(?:\s[^>]*)?>|<[bh]r\s*/?>"
)
_PREFORMATTED = re.compile(r"(<pre[ >].*?</pre>)", re.DOTALL)
_LINE_END = re.compile(r"(?<!\s)\s*\n\s*")  # looks at each run of blanks once, however long
_CELL_END = re.compile(r"</t[dh]>\s*(?!</tr>)")
_TAG = re.compile(r"<[^>]*>")


def clean_article_html(html: str) -> str:
    """The HTML that may stand in an article's body; "" when nothing visible remains.

    Headings become h2 to h4, wrappers become paragraphs, single-cell layout tables are unwrapped. Links and images
    keep http, https, mailto, tel and relative addresses only.
    """
    if not html.strip():
        return ""
    root = _tree(html)
    if root is None:
        text = nh3.clean(html, tags=set(), clean_content_tags=_DROPPED_WITH_CONTENT).strip()
        return f"<p>{_tidy(text)}</p>" if text else ""
    return clean_article_tree(root)


def clean_article_tree(root: etree._Element) -> str:
    """As clean_article_html, for the content of an element already parsed; the tree is changed on the way."""
    _drop_noise(root)
    _unwrap_layout_tables(root)
    _rename(root)
    root.tag, root.tail = "div", None
    root.attrib.clear()
    inner = etree.tostring(root, encoding="unicode", method="html")
    safe = nh3.clean(
        inner,
        tags=ALLOWED_TAGS | {"div"},
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        link_rel=None,
        strip_comments=True,
    )
    return _into_paragraphs(safe)


def local_images_only(html: str) -> str:
    """Clean HTML without pictures from elsewhere: who reads a page is told to no other server.

    A picture stays when its address begins with /media/ or /documents/; another leaves its description in brackets.
    """
    if "<img" not in html:
        return html
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    document = etree.fromstring(f"<html><body>{html}</body></html>".encode("utf-8", "replace"), parser)
    body = document.find("body") if document is not None else None
    if body is None:
        return ""
    for image in list(body.iter("img")):
        if not (image.get("src") or "").startswith(_OWN_FILES):
            _put_description(image)
    parts = (etree.tostring(child, encoding="unicode", method="html") for child in body)
    return "".join([_escaped(body.text), *parts]).strip()


def _put_description(image: etree._Element) -> None:
    """The words of a picture in its place; a paragraph that held nothing else goes."""
    alt, holder = (image.get("alt") or "").strip(), image.getparent()
    image.tail = (f"[{alt}]" if alt else "") + (image.tail or "")
    remove_element(image)
    if (
        holder is not None
        and holder.tag in ("p", "figure")
        and not len(holder)
        and not (holder.text or "").strip()
    ):
        remove_element(holder)


def plain_text(html: str) -> str:
    """The text a reader sees, one line to a block, cells apart by a tab."""
    parts = _PREFORMATTED.split(html)
    text = "".join(part if number % 2 else _LINE_END.sub(" ", part) for number, part in enumerate(parts))
    text = _CELL_END.sub("\t", text)
    text = _BLOCK_EDGE.sub("\n", text)
    text = unescape(_TAG.sub("", text))
    lines = (re.sub(r"[ \xa0\u3000\u200b\ufeff]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _tree(html: str) -> etree._Element | None:
    """Parsed below one div; None when the nesting is deeper than any text needs."""
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    data = f"<html><body><div>{html}</div></body></html>".encode("utf-8", "replace")
    document = etree.fromstring(data, parser)
    if document is None or is_too_deep(document):
        return None
    body = document.find("body")
    return body if body is not None else document


def _drop_noise(root: etree._Element) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            remove_element(element)
            continue
        name = element.tag.lower()
        if element is root:
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        empty_image = name == "img" and not element.get("src")
        if name in _DROPPED_WITH_CONTENT or empty_image or is_hidden(element) or _SHARE_NAMES.search(named):
            remove_element(element)


def _unwrap_layout_tables(root: etree._Element) -> None:
    """A table of one cell, or with whole tables or many paragraphs as its cells, only placed things on the page."""
    for table in reversed(list(root.iter("table"))):
        cells = [cell for cell in table.iter("td", "th") if _own_table(cell) is table]
        holds_tables = any(cell.find(".//table") is not None for cell in cells)
        if len(cells) > 1 and not holds_tables:
            continue
        if (
            len(cells) > 1
            and len({_cells_in_row(cell) for cell in cells}) == 1
            and _cells_in_row(cells[0]) > 1
        ):
            continue
        for part in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th", "caption")]:
            if part is table or _own_table(part) is table:
                part.tag = "div"
                part.attrib.clear()


def _own_table(part: etree._Element) -> etree._Element | None:
    return next(iter(part.iterancestors("table")), None)


def _cells_in_row(cell: etree._Element) -> int:
    row = cell.getparent()
    return sum(1 for sibling in row if sibling.tag in ("td", "th")) if row is not None else 0


def _rename(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        name = str(element.tag).lower()
        if name in _HEADINGS:
            element.tag = _HEADINGS[name]
        elif name in _PARAGRAPH_LIKE or (name in ("ul", "ol") and element.find("li") is None):
            element.tag = "div"
        if element.get("href"):  # browsers read "java\tscript:" as one word
            element.set("href", _CONTROLS.sub("", element.get("href") or "").strip())
        for span in ("colspan", "rowspan"):
            value = element.get(span)
            if value is not None and (not _SPAN.fullmatch(value) or value in ("0", "1")):
                del element.attrib[span]


def _into_paragraphs(safe: str) -> str:
    """Loose text and divs into paragraphs; blocks without text, image or rule go."""
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    document = etree.fromstring(f"<html><body>{safe}</body></html>".encode(), parser)
    body = document.find("body") if document is not None else None
    if body is None:
        return ""
    lines: list[str] = []
    _collect(body, lines)
    return "\n".join(lines)


def _collect(container: etree._Element, lines: list[str]) -> None:
    """Walk the divs of a container (not deep: see is_too_deep) and write one line of HTML per block."""
    loose: list[str] = [_escaped(container.text)]
    for child in container:
        holds_blocks = any(inner.tag == "div" or inner.tag in _BLOCKS for inner in child.iterdescendants())
        if child.tag == "div" or (holds_blocks and (child.tag == "p" or child.tag not in _BLOCKS)):
            _flush(loose, lines)
            _collect(child, lines)
        elif child.tag in _BLOCKS:
            _flush(loose, lines)
            _write_block(child, lines)
        else:
            loose.append(etree.tostring(child, encoding="unicode", method="html", with_tail=False))
        loose.append(_escaped(child.tail))
    _flush(loose, lines)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _flush(loose: list[str], lines: list[str]) -> None:
    markup = "".join(loose)
    loose.clear()
    for part in re.split(r"(?:<br>\s*){2,}", markup):
        text = part.strip().removeprefix("<br>").removesuffix("<br>").strip()
        if _shows_something(text):
            lines.append(f"<p>{_tidy(text)}</p>")


def _write_block(block: etree._Element, lines: list[str]) -> None:
    if block.tag == "p":
        inner = etree.tostring(block, encoding="unicode", method="html", with_tail=False)
        _flush([re.sub(r"^<p[^>]*>|</p>$", "", inner)], lines)
        return
    wrappers = ("div", "p") if block.tag in ("table", "ul", "ol") else ("div",)
    for wrapper in reversed(list(block.iter(*wrappers))):
        _unwrap(wrapper)
    markup = etree.tostring(block, encoding="unicode", method="html", with_tail=False)
    if block.tag == "hr" or _shows_something(markup):
        lines.append(markup.strip() if block.tag == "pre" else _tidy(markup))


def _unwrap(wrapper: etree._Element) -> None:
    """A div inside a cell or list item: its content stays, a line break keeps it apart from what goes before."""
    previous = wrapper.getprevious()
    parent = wrapper.getparent()
    if parent is None:
        return
    before = (previous.tail if previous is not None else parent.text) or ""
    if previous is not None or before.strip():
        wrapper.addprevious(etree.Element("br"))
    unwrap_element(wrapper)


def _shows_something(markup: str) -> bool:
    return "<img" in markup or bool(_SPACE.sub("", unescape(_TAG.sub("", markup))))


def _tidy(markup: str) -> str:
    """One space for many; the two full-width blanks that indent a Chinese paragraph are the style sheet's task."""
    tidy = _SPACE.sub(" ", markup.replace("&nbsp;", " "))
    return re.sub(r"^(<[a-z0-9]+[^>]*>)? ", r"\1", tidy).strip()
