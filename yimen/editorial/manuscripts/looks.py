"""The look of paragraphs in WordprocessingML, and the marks that mammoth turns into headings.

mammoth knows styles alone, and of fonts only the Latin one; official papers are told by their Chinese faces
(ECMA-376 part 1, 17.3.2.26 `eastAsia`), mostly without any style. So each paragraph is judged here and given a style
of ours before mammoth reads it, and automatic Chinese numbers (一、) are written out, which HTML lists cannot show.
"""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from yimen.editorial.manuscripts.paper_rules import (
    Look,
    chinese_count,
    heading_level,
    is_letterhead,
    is_title,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE, LETTERHEAD, HEADING = "YimenTitle", "YimenHead", "YimenH"
STYLE_MAP = f"""
p.{TITLE} => p.title:fresh
p.{LETTERHEAD} => p.head:fresh
p.{HEADING}2 => h2:fresh
p.{HEADING}3 => h3:fresh
p.{HEADING}4 => h4:fresh
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='heading 4'] => h4:fresh
p[style-name='heading 5'] => h4:fresh
b => strong
i => em
u =>
strike =>
comment-reference =>
"""
_FIRST_LINES = 15  # a title stands in the first lines or nowhere


class Looks:
    """Judges the paragraphs of one document by its own styles and numberings."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = {_val(s, "styleId"): s for s in styles.iter(f"{W}style")} if styles is not None else {}
        self._defaults = styles.find(f"{W}docDefaults") if styles is not None else None
        self._formats = dict(_formats(numbering)) if numbering is not None else {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def mark(self, body: etree._Element) -> None:
        """Give each paragraph outside tables its style, in place."""
        has_title = False
        for place, paragraph in enumerate(body.findall(f"{W}p")):
            self._write_number(paragraph)
            look = self.look(paragraph)
            if self._names_a_heading(paragraph):
                continue
            if is_letterhead(look) and place < _FIRST_LINES:
                _set_style(paragraph, LETTERHEAD)
            elif place < _FIRST_LINES and (not has_title or _follows_title(paragraph)) and is_title(look):
                has_title = True
                _set_style(paragraph, TITLE)
            elif level := heading_level(look):
                _set_style(paragraph, f"{HEADING}{level}")
                _drop(paragraph, f"{W}b")

    def look(self, paragraph: etree._Element) -> Look:
        """The look of most of a paragraph's text."""
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
        main = max(runs, key=_length, default=None)
        places = list(self._places(paragraph, main))
        size = next(filter(None, (_attribute(place, "sz", "val") for place in places)), "")
        colour = next(filter(None, (_attribute(place, "color", "val") for place in places)), "")
        align = self._alignment(paragraph)
        return Look(
            text=text,
            font=next(filter(None, (_attribute(place, "rFonts", "eastAsia") for place in places)), ""),
            points=int(size) / 2 if size.isascii() and size.isdigit() else 0,
            is_centred=align == "center",
            is_bold=any(place.find(f"{W}b") is not None for place in places[:2]),
            is_red=colour.upper().startswith("FF00"),
        )

    def _places(self, paragraph: etree._Element, run: etree._Element | None) -> Iterator[etree._Element]:
        """Where a run's properties stand, the nearest first."""
        own = run.find(f"{W}rPr") if run is not None else None
        if own is not None:
            yield own
            yield from self._style_chain(_attribute(own, "rStyle", "val"))
        yield from self._style_chain(_attribute(paragraph.find(f"{W}pPr"), "pStyle", "val"))
        if self._defaults is not None and (rest := self._defaults.find(f".//{W}rPr")) is not None:
            yield rest

    def _style_chain(self, name: str) -> Iterator[etree._Element]:
        for style in self._chain(name):
            if (found := style.find(f"{W}rPr")) is not None:
                yield found

    def _chain(self, name: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = _attribute(self._styles[name], "basedOn", "val")

    def _alignment(self, paragraph: etree._Element) -> str:
        own = paragraph.find(f"{W}pPr")
        if found := _attribute(own, "jc", "val"):
            return found
        for style in self._chain(_attribute(own, "pStyle", "val")):
            if found := _attribute(style.find(f"{W}pPr"), "jc", "val"):
                return found
        return ""

    def _names_a_heading(self, paragraph: etree._Element) -> bool:
        name = _attribute(paragraph.find(f"{W}pPr"), "pStyle", "val")
        called = _attribute(self._styles.get(name), "name", "val").lower()
        return called == "title" or called.startswith("heading ")

    def _write_number(self, paragraph: etree._Element) -> None:
        """An automatic Chinese number into the text, where it is part of the wording."""
        properties = paragraph.find(f"{W}pPr")
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        if properties is None or numbered is None:
            return
        which, level = _attribute(numbered, "numId", "val"), int(_attribute(numbered, "ilvl", "val") or 0)
        kind, pattern = self._formats.get((which, level), ("", ""))
        counts = self._counts[which]
        counts[level] = counts.get(level, 0) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if not kind.lower().startswith(("chinese", "ideograph", "japanesecounting", "taiwanesecounting")):
            return
        properties.remove(numbered)
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = pattern.replace(f"%{level + 1}", chinese_count(counts[level]))
        properties.addnext(run)


def _formats(numbering: etree._Element) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    """(number, level) → its form and pattern."""
    abstract = {_val(one, "abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
    for number in numbering.iter(f"{W}num"):
        definition = abstract.get(_attribute(number, "abstractNumId", "val"))
        for level in definition.iter(f"{W}lvl") if definition is not None else ():
            key = (_val(number, "numId"), int(_val(level, "ilvl") or 0))
            yield key, (_attribute(level, "numFmt", "val"), _attribute(level, "lvlText", "val"))


def _val(element: etree._Element, name: str) -> str:
    return element.get(f"{W}{name}") or ""


def _attribute(place: etree._Element | None, child: str, name: str) -> str:
    found = place.find(f"{W}{child}") if place is not None else None
    return (found.get(f"{W}{name}") or "") if found is not None else ""


def _length(run: etree._Element) -> int:
    return sum(len(text.text or "") for text in run.iter(f"{W}t"))


def _follows_title(paragraph: etree._Element) -> bool:
    before = paragraph.getprevious()
    return before is not None and _attribute(before.find(f"{W}pPr"), "pStyle", "val") == TITLE


def _set_style(paragraph: etree._Element, name: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}pStyle") + properties.findall(f"{W}numPr"):
        properties.remove(old)
    style = etree.Element(f"{W}pStyle")
    style.set(f"{W}val", name)
    properties.insert(0, style)


def _drop(paragraph: etree._Element, tag: str) -> None:
    """A heading is not bold besides."""
    for mark in list(paragraph.iter(tag)):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
