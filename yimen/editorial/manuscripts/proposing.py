"""What a manuscript says of itself: title, document number, source, date. Proposals; a person confirms them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import html

from yimen.editorial.manuscripts.paper_rules import date_of, document_number, is_signature, source_of

_HEAD_LINES, _END_LINES = 15, 8
_LONGEST_TITLE = 120


@dataclass(frozen=True)
class Proposal:
    title: str = ""
    number: str = ""
    source: str = ""
    dated: date | None = None


def propose(markup: str) -> tuple[Proposal, list[Any]]:
    """What is proposed, and the elements that are left for the page's text."""
    root = html.fragment_fromstring(markup or "<p></p>", create_parent="div")
    elements = list(root)
    heads = [one for one in elements[:_HEAD_LINES] if one.get("class") == "head"]
    titles = [one for one in elements if one.get("class") == "title"]
    title = "".join(_text(one) for one in titles)
    used = [*heads, *titles]
    if not title:
        first = _first_title(elements)
        if first is not None:
            title, used = _text(first), [*used, first]
    number, numbered = _first_number([one for one in elements[:_HEAD_LINES] if one not in used])
    source, sourced = _source(elements, heads)
    dated = _date_at_the_end(elements)
    gone = [*used, *numbered, *sourced]
    left = [one for one in elements if one not in gone]
    for one in left:
        one.attrib.pop("class", None)
    return Proposal(title[:255], number, source, dated), left


def _text(element: Any) -> str:
    return str(element.text_content()).strip()


def _first_title(elements: list[Any]) -> Any:
    """The first line, where it reads like a title: short, no sentence."""
    first = next((one for one in elements if _text(one)), None)
    if first is None or first.tag not in ("p", "h2", "h3"):
        return None
    text = _text(first)
    return first if len(text) <= _LONGEST_TITLE and not text.endswith(("。", "：", ":", "；")) else None


def _first_number(elements: list[Any]) -> tuple[str, list[Any]]:
    """The document number; its line goes where it says nothing else."""
    for one in elements:
        text = _text(one)
        number = document_number(text) if one.tag == "p" and len(text) <= 40 else ""
        if number:
            return number, [one]
    return "", []


def _source(elements: list[Any], heads: list[Any]) -> tuple[str, list[Any]]:
    for one in [*elements[:_HEAD_LINES], *elements[-_END_LINES:]]:
        if one.tag == "p" and one not in heads and (source := source_of(_text(one))):
            return source, [one]
    for one in heads:
        if source := source_of(_text(one)):
            return source, []
    for one in elements[-_END_LINES:]:
        if one.tag == "p" and is_signature(_text(one)):
            return _text(one), []
    return "", []


def _date_at_the_end(elements: list[Any]) -> date | None:
    """The last line that is a date alone; it stays in the text, under the signature."""
    for one in reversed(elements[-_END_LINES:]):
        if one.tag == "p" and (found := date_of(_text(one))):
            return found
    return None
