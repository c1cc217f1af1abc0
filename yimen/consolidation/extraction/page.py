"""One old page, parsed once: its meta tags, its links, and its visible text."""

import json
import re
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from yimen.consolidation.extraction.addresses import absolute_address, is_attachment
from yimen.consolidation.extraction.dates import dates_in
from yimen.consolidation.extraction.lines import Line, lines_of, tidy
from yimen.consolidation.extraction.poison import poison_on
from yimen.foundation.html_trees import drop_hidden, is_too_deep, names_hidden_by, remove_element

_INVISIBLE = (
    "script", "style", "noscript", "template", "select", "option", "textarea", "button", "svg", "object", "embed",
)  # fmt: skip
_DOCUMENT_WRITE = re.compile(r"document\.write(?:ln)?\(\s*['\"](.{0,5000}?)['\"]\s*\)\s*;?", re.S)
_WRITTEN_LINK = re.compile(r"<a\s[^>]*href=\\?[\"']?([^\"'\s>\\]+)[^>]*>([^<]{0,300})", re.I)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s>]+)", re.I)
_SCRIPT_GOTO = re.compile(
    r"""(?:window\.|self\.|top\.|document\.)?location(?:\.href)?\s*=\s*["']([^"']+)["']"""
)
_DATA_NAMES = {"headline": "title", "title": "title", "datePublished": "date", "pubDate": "date"}
_SCRIPT = 20_000  # characters of a script that is looked through
_WRITTEN = 60  # characters of words that hold a date
_SCRIPT_VALUE = re.compile(r"""(?:var|let|const)\s+([\w$]+)\s*=\s*(["'])([^"'\n]{1,80})\2""")
_WRITE_WORDS = re.compile(
    r"""document\.write(?:ln)?\(\s*(?:(["'])([^"'\n]{1,200})\1|([\w$]+)[^;\n]{0,60}?)\s*\)"""
)
_SET_WORDS = re.compile(
    r"""(?:\$\(\s*["']\#|getElementById\(\s*["'])([\w-]+)["']\s*\)\s*\.\s*(?:text|html|innerHTML|innerText|textContent)"""
    r"""\s*(?:\(|=)\s*(["'])([^"'\n]{1,200})\2"""
)
_MARKUP = re.compile(r"<[^>]*>")
_ONE_LINE = 400  # characters of script; a longer one does more than to send on


class UnreadablePage(ValueError):
    """The page cannot be taken apart; the message says why."""


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
        self.has_empty_source = "contentsource" not in self.meta and _has_meta(root, "contentsource")
        self.data = _structured_data(root)
        self.title_tag = tidy(root.findtext(".//title"))
        self.goes_to = _goes_to(root, url)
        self.script_count = sum(1 for _ in root.iter("script"))
        self.poison = poison_on(root, url=url)
        _drop_farms(root, url)
        _show_embedded(root)
        _show_written_words(root)
        for element in list(root.iter(*_INVISIBLE, etree.Comment, etree.ProcessingInstruction)):
            remove_element(element)
        self.hidden_count = drop_hidden(root)

    @cached_property
    def body(self) -> etree._Element:
        found = self.root.find(".//body")
        return found if found is not None else self.root

    @cached_property
    def lines(self) -> list[Line]:
        return list(lines_of(self.body))

    @property
    def visible_text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def absolute(self, href: str) -> str | None:
        """The address that a link on this page leads to, or None where it leads nowhere."""
        return absolute_address(self.url, href)


def _meta_tags(root: etree._Element) -> dict[str, str]:
    """Names in lower case; the first of two wins; "null" is what empty templates print."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").strip().lower()
        content = tidy(tag.get("content"))
        if name and content and content.lower() != "null":
            found.setdefault(name, content)
    return found


def _has_meta(root: etree._Element, name: str) -> bool:
    return any((tag.get("name") or "").strip().lower() == name for tag in root.iter("meta"))


def _structured_data(root: etree._Element) -> dict[str, str]:
    """Headline, day and publisher from the page's own JSON-LD (schema.org)."""
    found: dict[str, str] = {}
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in told if isinstance(told, list) else [told]:
            if isinstance(thing, dict):
                for name in ("headline", "datePublished", "pubDate", "title"):
                    if isinstance(thing.get(name), str):
                        found.setdefault(_DATA_NAMES[name], tidy(thing[name]))
    return found


def _show_written_words(root: etree._Element) -> None:
    """Dates that a script would have written, in their place: short words with a date in them, and nothing else."""
    values: dict[str, str] = {}
    scripts = [script for script in root.iter("script") if script.text and len(script.text) < _SCRIPT]
    for script in scripts:
        values |= {name: words for name, _, words in _SCRIPT_VALUE.findall(script.text or "")}
    for script in scripts:
        source = script.text or ""
        words = [literal or values.get(name, "") for _, literal, name in _WRITE_WORDS.findall(source)]
        shown = tidy(_MARKUP.sub("", "".join(words)))
        if shown and len(shown) <= _WRITTEN and any(dates_in(shown)):
            span = etree.Element("span")
            span.text = shown
            script.addprevious(span)
        for name, _, literal in _SET_WORDS.findall(source):
            target = next((one for one in root.iter(etree.Element) if one.get("id") == name), None)
            inside = tidy(_MARKUP.sub("", literal))
            if target is not None and not len(target) and len(inside) <= _WRITTEN and any(dates_in(inside)):
                target.text = inside


def _drop_farms(root: etree._Element, url: str) -> None:
    """What the page's own style sheet hides and what leads elsewhere was put there for search engines.

    A menu or a tab that a style sheet hides and a script shows again leads to the site's own pages, and stays.
    """
    names = names_hidden_by("\n".join(style.text or "" for style in root.iter("style")))
    if not names:
        return
    host = urlsplit(url).hostname
    for element in list(root.iter(etree.Element)):
        own = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
        if own & names and any(_host_of(anchor) not in (None, host) for anchor in element.iter("a")):
            remove_element(element)


def _host_of(anchor: etree._Element) -> str | None:
    try:
        return urlsplit(anchor.get("href") or "").hostname
    except ValueError:
        return None


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
    targets = [
        _REFRESH.search(tag.get("content") or "")
        for tag in root.iter("meta")
        if (tag.get("http-equiv") or "").lower() == "refresh"
    ]
    scripts = [script.text or "" for script in root.iter("script")]
    targets += [_SCRIPT_GOTO.search(source) for source in scripts if len(source) < _ONE_LINE]
    found = next((target[1] for target in targets if target), None)
    return str(urljoin(url, found)) if found else None
