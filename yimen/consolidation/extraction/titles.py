"""The title of an old page: several weak witnesses, and the line on which most of them agree.

Witnesses: the title tag without the site's name, headings, class names, the line above the date, the words by which
lists link to the page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from yimen.consolidation.extraction.bylines import (
    has_rows_of_bylines,
    is_labelled_byline,
    looks_like_byline,
)
from yimen.consolidation.extraction.columns import column_trail
from yimen.consolidation.extraction.dates import dates_in
from yimen.consolidation.extraction.heads import DocumentHead
from yimen.consolidation.extraction.lines import Line, squeezed, tidy
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.profile import SiteProfile

_NAMED_TITLE = re.compile(r"title|biaoti|\bbt\b|(?:^|[\s_-])tit(?:$|[\s_-])|headline|subject", re.I)
_NOT_NAMED = re.compile(r"sub-?title|site-?title|webtitle|list|nav|menu|column|lanmu|side|foot|top", re.I)
_BIG_STYLE = re.compile(r"font-size:\s*(?:(?:1[89]|[2-4]\d)(?:\.\d+)?p[tx]|(?:x+-large|large))", re.I)
_NOISE = re.compile(
    r"^(?:首\s*页|网站首页|当前位置.*|您.{0,6}位置.*|正文|字号.*|上一[篇条].*|下一[篇条].*|返回.*|打印.*|关闭.*|附件.*|来源.*|发布.*|作者.*|更多.*|相关.*|MORE.*)$"
)
_DOCUMENT_NUMBER = re.compile(
    r"^[^\s，。]{1,14}[〔\[（(﹝【]\s*(?:19|20)\d\d\s*[〕\]）)﹞】]\s*(?:第)?\s*\d+\s*号$"
)
_SITE_LINE = re.compile(r"欢迎(?:访问|光临|您)|版权所有|copyright|主办单位|技术支持", re.I)
_SIGNED = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日")
_LONGEST, _LONG, _SHORT = 200, 80, 14  # characters: no title, hardly a title, a date with little beside it
_HEADS = 4.0  # for a line directly above one that says when the page was published
_SLOT_LEAST = 3  # titles of other pages in the same place
SURE = 3.0  # score from which the witnesses agree
_COLON_OR_NUMBER = re.compile(
    r"[:：]$|^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章条])"
)
_PROSE = re.compile(r"[，；].*。$")
_BELOW_PROSE, _WITHIN = 30, 400  # lines that are looked through
_PROSE_LEAST = 60  # characters of a sentence that no title follows
_MIRRORED = re.compile(r"[\s,，。.;；:：、\"'“”‘’《》〈〉()（）\[\]【】!！?？—\-–_·|]+")


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title, the first and last line that show it (-1 where none does), and how sure it is."""

    text: str
    first_line: int
    last_line: int
    score: float


def _plain(text: str) -> str:
    return _MIRRORED.sub("", text).lower()


@dataclass(frozen=True, slots=True)
class _Witnesses:
    """What others say of a page's title, without signs: its title tag, the same tag where many pages share it,
    and the words of links to it with whether they are cut short."""

    own: str
    shared_tag: str
    mentions: tuple[tuple[str, bool], ...]
    own_weight: float = 3.5
    is_dated: bool = True


def find_title(
    page: OldPage, profile: SiteProfile, head: DocumentHead, *, use_meta: bool = True
) -> FoundTitle:
    """The best title of a page; text "" where nothing on it looks like one."""
    declared = page.meta.get("articletitle", "") if use_meta else ""
    if declared:
        first, last = _lines_with(page.lines, declared)
        return FoundTitle(declared, first, last, 10.0)
    if head.values.get("title"):
        return FoundTitle(head.values["title"], head.title_line, head.title_line, 9.0)
    own = profile.own_title(page.title_tag)
    names_site = _is_site_name(page.lines, own or page.title_tag)
    own = "" if names_site or _is_column_name(page.lines, own) else own
    mentions = profile.mentions_of(page.url)
    witnesses = _Witnesses(
        _plain(own),
        "" if own or names_site else _plain(page.title_tag),
        tuple((_plain(mention.words), mention.is_cut) for mention in mentions),
        is_dated=not has_rows_of_bylines(page.lines),
        own_weight=3.5 if profile.title_tags[page.title_tag] < 2 else 2.0,
    )
    best = FoundTitle("", -1, -1, 0.0)
    prose = next(
        (line.number for line in page.lines if len(line.text) >= _PROSE_LEAST and _PROSE.search(line.text)),
        len(page.lines),
    )
    for text, first, last in _candidates(page.lines[: min(len(page.lines), prose + _BELOW_PROSE, _WITHIN)]):
        score = _score(page.lines, text, first, last, witnesses)
        if profile.title_slots and score > 0:
            score += 1.5 if profile.title_slots[slot_of(page.lines[first].element)] >= _SLOT_LEAST else 0.0
        if first > prose and score < 2 * SURE:
            score -= 1.5
        if score > best.score:
            best = FoundTitle(text, first, last, score)
    if best.score >= SURE:
        return _fuller(best, own)
    chosen = own or next((mention.words for mention in mentions if not mention.is_cut), "")
    if chosen:
        first, last = _lines_with(page.lines, chosen)
        return FoundTitle(chosen, first, last, 2.0)
    return best


def _is_column_name(lines: Sequence[Line], own: str) -> bool:
    """Whether the trail above the page ends in the words: old templates put the column's name into the title tag."""
    trail = column_trail(lines, title="")
    return bool(trail) and squeezed(own) == squeezed(trail[-1])


def _is_site_name(lines: Sequence[Line], own: str) -> bool:
    """Whether the greeting or the footer holds the words: then they name the site on a page that is alone with them."""
    wanted = squeezed(own)
    return bool(wanted) and any(
        _SITE_LINE.search(line.text) and wanted in squeezed(line.text) for line in lines
    )


def _fuller(found: FoundTitle, own: str) -> FoundTitle:
    """The title tag's spelling where the page only breaks it into lines."""
    if own and squeezed(own) == squeezed(found.text):
        return FoundTitle(own, found.first_line, found.last_line, found.score)
    return found


def _lines_with(lines: Sequence[Line], title: str) -> tuple[int, int]:
    """Where a known title stands, as one line or as several; the last such place before any long text wins."""
    wanted = _plain(title)
    best = (-1, -1)
    for first, line in enumerate(lines):
        joined = ""
        for last in range(first, min(first + 4, len(lines))):
            joined += _plain(lines[last].text)
            if not joined or not wanted.startswith(joined):
                break
            if joined == wanted:
                best = (first, last) if best[0] < 0 or _weight(line) > _weight(lines[best[0]]) else best
    return best


def _weight(line: Line) -> float:
    return _looks(line) - (3.0 if line.is_chrome or line.is_linked else 0.0)


def slot_of(element: etree._Element) -> str:
    """Where a title stands: tag, class and id of its element and the one around it, equal on pages of one template."""
    parent = element.getparent()
    steps = [step for step in (parent, element) if step is not None]
    return "/".join(f"{step.tag!s}.{step.get('class') or ''}#{step.get('id') or ''}" for step in steps)


def _candidates(lines: Sequence[Line]) -> Iterator[tuple[str, int, int]]:
    """Single lines, and two or three neighbouring ones inside one element (a title broken by <br>)."""
    for number, line in enumerate(lines):
        if (
            _NOISE.match(line.text)
            or _DOCUMENT_NUMBER.match(line.text)
            or not 2 <= len(line.plain) <= _LONGEST
        ):
            continue
        heads = number + 1 < len(lines) and is_labelled_byline(lines[number + 1].text)
        if (line.is_linked or len(line.text) < 4) and _looks(line) < 1.0 and not heads:
            continue
        yield line.text, number, number
        joined = line.text
        for last in range(number + 1, min(number + 3, len(lines))):
            if lines[last].element is not line.element or looks_like_byline(lines[last].text):
                break
            joined = f"{joined} {lines[last].text}"
            if len(joined) <= _LONGEST:
                yield joined, number, last


def _looks(line: Line) -> float:
    """What tag, class and size of the line's own element and its two parents say."""
    if line.looks is None:
        line.looks = _looks_of(line)
    return line.looks


def _looks_of(line: Line) -> float:
    score = 0.0
    element: etree._Element | None = line.element
    for level in range(3):
        if element is None or element.tag in ("body", "html"):
            break
        if level and (len(element) > 3 or len(tidy("".join(element.itertext()))) > len(line.text) + 4):
            break
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        heading = {"h1": 2.5, "h2": 1.5, "h3": 1.2, "h4": 0.8, "big": 0.8}.get(str(element.tag), 0.0)
        if _NAMED_TITLE.search(name) and not _NOT_NAMED.search(name):
            heading = max(heading, 0.0) + 1.2
        if _BIG_STYLE.search(element.get("style") or "") or (element.get("size") or "") in (
            "4",
            "5",
            "6",
            "+2",
            "+3",
        ):
            heading += 1.0
        score = max(score, heading) if not level else score + heading
        element = element.getparent()
    return min(score, 4.0)


def _score(lines: Sequence[Line], text: str, first: int, last: int, witnesses: _Witnesses) -> float:
    line, plain = lines[first], _plain(text)
    if not plain:
        return 0.0
    looks, place = _looks(line), _above_byline(lines, last) if witnesses.is_dated else 0.0
    score = looks + place + _agreement(plain, witnesses.own, cut=False) * witnesses.own_weight
    score += max((_agreement(plain, words, cut=cut) * 3.0 for words, cut in witnesses.mentions), default=0.0)
    if plain == witnesses.shared_tag:
        score += 1.5
    if line.is_chrome:  # "科室简介" heads many pages and is the title of each
        score -= 0.0 if place >= _HEADS else 0.5 if looks >= 1.0 and place >= 2.0 else 3.0
    if _COLON_OR_NUMBER.search(text):
        score -= 2.0
    if line.is_linked:
        score -= 2.0
    if looks_like_byline(text) or (next(dates_in(text), None) and len(plain) < _SHORT):
        score -= 3.0
    if text.endswith(("。", "；", "，")) or len(plain) > _LONG:
        score -= 1.5
    return score


def _agreement(plain: str, witness: str, *, cut: bool) -> float:
    """1 for the same words, 0.8 for a beginning that was cut short, 0.5 where one holds the other."""
    if len(witness) < 4:
        return 0.0
    if plain == witness:
        return 1.0
    if cut and plain.startswith(witness):
        return 0.9
    if plain.startswith(witness) or witness.startswith(plain):
        return 0.5 * min(len(plain), len(witness)) / max(len(plain), len(witness)) + 0.1
    return 0.0


def _above_byline(lines: Sequence[Line], last: int) -> float:
    """How closely a line of time or source follows; the day below a letter's signature counts for little."""
    for away, line in enumerate(lines[last + 1 : last + 5]):
        if is_labelled_byline(line.text):
            return (_HEADS, 2.5, 1.5, 0.7)[away]
        if looks_like_byline(line.text) and next(dates_in(line.text), None):
            weight = 0.3 if _SIGNED.fullmatch(line.text) else 1.0
            return weight * (2.5, 1.5, 1.0, 0.7)[away]
        if looks_like_byline(line.text):
            return (1.5, 1.0, 0.5, 0.3)[away]
    return 0.0
