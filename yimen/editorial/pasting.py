"""Text pasted from Word, WPS or a web page into an editor's field: structure stays, looks go, and the author is told.

Word writes lists as paragraphs with `mso-list` in their style and the mark as text; headings of official papers are
told by their Chinese face alone; beside the text stand comments that only Word reads.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from yimen.editorial.manuscripts.paper_rules import Look, heading_level, is_title
from yimen.foundation.html_trees import is_too_deep
from yimen.foundation.sanitising import clean_article_html, plain_text
from yimen.foundation.words import Noted, noted

MOST = 4 * 1024 * 1024
"""Characters of a paste; the server takes forms of 5 MB."""
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL)
_FOR_WORD = re.compile(r"<!--\[if.*?<!\[endif\]-->|<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"<!\[if !supportLists\]>(.*?)<!\[endif\]>", re.DOTALL)
_LEFT_MARKS = re.compile(r"<!\[(?:if[^\]]*|endif)\]>")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.I)
_COUNTED = re.compile(r"^[(（]?(?:\d+[.)）、．]?|(?:[a-zA-Z]|[ivx]+)[.)）、．])$")
_SECTION_MARK = re.compile(r"^[（(第]?[一二三四五六七八九十百]+[）)、章]?$")
_FONT = re.compile(r"font-family:\s*([^;]+)", re.I)
_SIZE = re.compile(r"font-size:\s*([\d.]+)pt", re.I)
_LOOKS = re.compile(r"font-family|font-size|color|background|mso-|line-height|text-indent", re.I)
_RUNNING = ("script", "iframe", "object", "embed", "form", "svg")
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.I)


@dataclass
class Pasted:
    """HTML that an editor's field can hold, and sentences about what was left out."""

    html: str
    told: list[Noted] = field(default_factory=list)


def clean_paste(markup: str) -> Pasted:
    """The structure of a paste. Raises ValueError for one that is too large."""
    if len(markup) > MOST:
        raise ValueError("too large")
    found = _FRAGMENT.search(markup)
    text = found[1] if found else markup
    text = _MARKS.sub(lambda mark: f'<span data-mark="1">{mark[1]}</span>', text)
    text = _NOT_IN_XML.sub("", _LEFT_MARKS.sub("", _FOR_WORD.sub("", text)))
    if not text.strip():
        return Pasted("")
    root = html.fragment_fromstring(text, create_parent="div")
    if is_too_deep(root):
        return Pasted(clean_article_html(text))
    told = _told(root)
    _drop_hidden(root)
    _mark_headings(root)
    _make_lists(root)
    _flatten_tables(root)
    clean = clean_article_html(etree.tostring(root, encoding="unicode", method="html"))
    return Pasted(_in_order(clean), told)


def _told(root: Any) -> list[Noted]:
    """A sentence for each kind of thing that does not come along."""
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    looks = sum(1 for one in elements if one.tag == "font" or _LOOKS.search(one.get("style") or ""))
    hidden = sum(1 for one in elements if _HIDDEN.search(one.get("style") or ""))
    numbers = Counter(one.tag for one in elements)
    running = sum(numbers[tag] for tag in _RUNNING)
    told = [
        noted("Fonts, sizes and colours were left out in %(count)s places.", count=looks),
        noted(
            "Tables were turned into lines: %(count)s. For a real table add a “table” block or bring the Word file in"
            " whole.",
            count=numbers["table"],
        ),
        noted(
            "Pictures were left out: %(count)s. Add each as an “image” block with its description.",
            count=numbers["img"],
        ),
        noted("Scripts and embedded things were left out: %(count)s.", count=running),
        noted("Hidden text was left out: %(count)s places.", count=hidden),
        noted("Deleted text of tracked changes was left out: %(count)s places.", count=numbers["del"]),
    ]
    return [words for words in told if words.values["count"]]


def _drop_hidden(root: Any) -> None:
    for one in list(root.iter()):
        if not isinstance(one.tag, str) or one is root:
            continue
        if one.tag in ("del", "script", "style", "img") or _HIDDEN.search(one.get("style") or ""):
            one.drop_tree()
        elif ":" in one.tag:  # o:p, v:shape, w:sdt: Word's own
            one.drop_tag()


def _mark_headings(root: Any) -> None:
    for paragraph in list(root.iter("p")):
        if next(paragraph.iterancestors("table", "li"), None) is not None or _level(paragraph):
            continue
        look = _look(paragraph)
        kind = (paragraph.get("class") or "").lower()
        level = 2 if kind == "msotitle" or is_title(look) else heading_level(look)
        if level:
            paragraph.tag = f"h{level}"
            for strong in list(paragraph.iter("b", "strong")):
                strong.drop_tag()


def _look(paragraph: Any) -> Look:
    runs = [paragraph, *paragraph.iter("span", "font")]
    style = ";".join(one.get("style") or "" for one in runs)
    fonts = " ".join([*_FONT.findall(style), *(one.get("face") or "" for one in paragraph.iter("font"))])
    sizes = [float(size) for size in _SIZE.findall(style)]
    own = paragraph.get("style") or ""
    text = paragraph.text_content().strip()
    bold = "".join(one.text_content() for one in paragraph.iter("b", "strong")).strip()
    return Look(
        text=text,
        font=fonts,
        points=max(sizes, default=0),
        is_centred=paragraph.get("align") == "center" or bool(re.search(r"text-align:\s*center", own, re.I)),
        is_bold=bool(text) and bold == text,
    )


def _level(paragraph: Any) -> int:
    found = _LEVEL.search(paragraph.get("style") or "")
    return int(found[1]) if found else 0


def _make_lists(root: Any) -> None:
    """Runs of list paragraphs into lists within lists."""
    for first in [one for one in root.iter("p") if _level(one)]:
        if first.getparent() is None or not _level(first):
            continue
        run = [first]
        while (after := run[-1].getnext()) is not None and after.tag == "p" and _level(after):
            run.append(after)
        _make_list(run)


def _make_list(run: list[Any]) -> None:
    place, at = run[0].getparent(), run[0].getparent().index(run[0])
    open_lists: list[tuple[int, Any]] = []
    for paragraph in run:
        level, mark = _level(paragraph), _take_mark(paragraph)
        paragraph.attrib.clear()
        if _SECTION_MARK.match(mark):  # 一、 is wording, not a list
            open_lists = []
            paragraph.text = f"{mark}{paragraph.text or ''}"
            if heading_level(Look(paragraph.text_content())):
                paragraph.tag = f"h{heading_level(Look(paragraph.text_content()))}"
            place.insert(at, paragraph)
            at = place.index(paragraph) + 1
            continue
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            made = etree.Element("ol" if _COUNTED.match(mark) else "ul")
            if open_lists and len(open_lists[-1][1]):
                open_lists[-1][1][-1].append(made)
            else:
                place.insert(at, made)
                at = place.index(made) + 1
            open_lists.append((level, made))
        paragraph.tag = "li"
        paragraph.tail = None
        open_lists[-1][1].append(paragraph)


def _take_mark(paragraph: Any) -> str:
    """The mark of a list item as Word wrote it into the text."""
    for span in list(paragraph.iter("span")):
        if span.get("data-mark") or "mso-list:ignore" in (span.get("style") or "").lower().replace(" ", ""):
            mark = span.text_content().replace("\xa0", "").strip()
            span.drop_tree()
            return str(mark)
    return ""


def _flatten_tables(root: Any) -> None:
    """An editor's field holds no table: a line for each row, its cells apart by a wide blank."""
    for table in reversed(list(root.iter("table"))):
        for row in table.iter("tr"):
            line = etree.Element("p")
            cells = (
                " ".join(plain_text(html.tostring(cell, encoding="unicode", with_tail=False)).split())
                for cell in row.iterchildren("td", "th")
            )
            line.text = "；".join(cell for cell in cells if cell)
            if line.text:
                table.addprevious(line)
        table.drop_tree()


def _in_order(markup: str) -> str:
    """Headings go down one step at a time."""
    before = 1

    def step(found: re.Match[str]) -> str:
        nonlocal before
        before = min(int(found[1]), before + 1)
        return f"<h{before}>{found[2]}</h{before}>"

    return re.sub(r"<h([2-4])>(.*?)</h\1>", step, markup, flags=re.DOTALL)
