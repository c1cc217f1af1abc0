"""One old page into one record: what it is, and its title, date, source, author, column and body."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlsplit

from yimen.consolidation.extraction.addresses import address_key, is_attachment
from yimen.consolidation.extraction.bodies import (
    FoundBody,
    body_html,
    body_text,
    find_body,
    is_taught,
    prose,
    teach,
)
from yimen.consolidation.extraction.bylines import (
    Byline,
    clean_value,
    date_score,
    find_byline,
    has_rows_of_bylines,
    is_labelled_byline,
)
from yimen.consolidation.extraction.columns import column_from_meta, column_trail
from yimen.consolidation.extraction.dates import OldDate, date_in_address, dates_in
from yimen.consolidation.extraction.heads import DocumentHead, find_head
from yimen.consolidation.extraction.lines import Line, squeezed
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.profile import SiteProfile, address_group
from yimen.consolidation.extraction.sources import settle_source, signed_by
from yimen.consolidation.extraction.titles import SURE, FoundTitle, find_title, slot_of
from yimen.consolidation.extraction.witnesses import Finding, Kind, Witness, settled

_ERROR_PAGE = re.compile(
    r"\b(?:404|403|500|502|503)\b|not found|forbidden|bad gateway"
    r"|页面不存在|找不到(?:该|您|页)|无法找到|服务器错误|运行时错误|访问出错|拦截提示|暂无内容",
    re.I,
)
_INDEX_NAME = re.compile(r"/(?:index|default|list|column|channel|node|articlecolumn|more)[^/]*$|/$", re.I)
_PAGING = re.compile(r"下一页|尾\s*页|末页|共\s*\d+\s*[页条]|页次|\d+\s*/\s*\d+\s*页|上一页")
_LITTLE = 20  # mass under which a page has no body
_WORD = 4  # enough between a labelled date and the footer ("详见附件")
_INFORMATION = 80  # mass of an undated page that is worth a page of its own
_TELLING = 50  # characters of text below which two pages are alike by chance
_TEASER = re.compile(r"[\[【（(]?(?:查看|阅读|浏览)?(?:全文|详细|详情|更多)(?:>>|…)?[\]】）)]?$")
_LIST_ROWS = 5
_FEW_ROWS = 2  # on a page without a title of its own
_LONGEST_ROW = 90
_GROUP = 5  # pages with one address grammar; from there on their neighbours' verdicts count


class Verdict(StrEnum):
    """What becomes of an old page."""

    ARTICLE = "article"
    LIST = "list"
    HOME = "home"
    SKIPPED = "skipped"


@dataclass(kw_only=True, slots=True)
class PageRecord:
    """Everything read from one old page. Times are local to the old site (Asia/Shanghai); "" and None mean unknown."""

    url: str
    verdict: Verdict
    reason: str = ""
    title: str = ""
    day: OldDate | None = None
    source: str = ""
    author: str = ""
    trail: list[str] = field(default_factory=list)
    html: str = ""
    text: str = ""
    document: dict[str, str] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)

    def confidence(self, name: str) -> float:
        """How sure a field is, from 0 to 1; see `extraction.witnesses`."""
        found = self.findings.get(name)
        return found.confidence if found else 0.0

    @property
    def column(self) -> str:
        return self.trail[-1] if self.trail else ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The parts of a page that decide its verdict together."""

    page: OldPage
    title: FoundTitle
    byline: Byline
    body: FoundBody | None
    rows: int
    row_mass: int
    head: DocumentHead
    shown_day: OldDate | None
    shown_source: str
    signed: str
    trail: list[str]


def learn_containers(
    pages: Iterable[OldPage], profile: SiteProfile, *, use_meta: bool = True, into: SiteProfile | None = None
) -> None:
    """A second reading of some pages: where this site keeps its bodies, and which addresses are articles.

    `into` takes what is learnt where several processes read with one profile; else the profile itself does.
    """
    into = into if into is not None else profile
    for page in pages:
        reading = _read(page, profile, use_meta=use_meta)
        if _is_dated_article(reading) and reading.body is not None:
            teach(into, reading.body)
            into.article_groups[address_group(page.url)] += 1
            _teach_head(into, reading)


def _teach_head(profile: SiteProfile, reading: _Reading) -> None:
    """Where this site's titles stand, what it gives as source, and whether its texts are signed by others."""
    page = reading.page
    if reading.title.first_line >= 0 and reading.byline.is_labelled:
        profile.title_slots[slot_of(page.lines[reading.title.first_line].element)] += 1
    if reading.shown_source:
        profile.sources[reading.shown_source] += 1
        if reading.signed and reading.signed != reading.shown_source:
            profile.signed_otherwise[reading.shown_source] += 1
    profile.filled_source_tags += bool(page.meta.get("contentsource"))


def extract_page(page: OldPage, profile: SiteProfile, *, use_meta: bool = True) -> PageRecord:
    """The record of one page; the page's tree is used up by this."""
    reading = _read(page, profile, use_meta=use_meta)
    verdict, reason = _judge(reading, profile)
    record = PageRecord(
        url=page.url,
        verdict=verdict,
        reason=reason,
        title=reading.title.text,
        day=reading.byline.day,
        source=reading.byline.source,
        author=reading.byline.author,
        trail=reading.trail,
        document=reading.head.values,
        findings=_findings(reading, profile, use_meta=use_meta),
    )
    if verdict in (Verdict.LIST, Verdict.HOME):
        record.day, record.source, record.author = None, "", ""
        record.trail = _trail(page, "", use_meta=use_meta)
        record.title = record.column or profile.without_site_name(page.title_tag)
    elif verdict is Verdict.ARTICLE and reading.body is not None:
        record.html = body_html(page, reading.body)
        record.text = body_text(record.html)
    if verdict is Verdict.ARTICLE and not record.text and "<img" not in record.html:
        record.verdict, record.reason = Verdict.SKIPPED, "no body: nothing is left of it after cleaning"
    return record


def _read(page: OldPage, profile: SiteProfile, *, use_meta: bool) -> _Reading:
    profile.mark_chrome(page)
    head = find_head(page.lines)
    title = find_title(page, profile, head, use_meta=use_meta)
    mentioned = [mention.day for mention in profile.mentions_of(page.url) if mention.day]
    byline = find_byline(page.lines, title.last_line, url=page.url, mentioned=mentioned)
    byline = _with_head(byline, head, title)
    shown_day = byline.day if byline.line >= 0 else None
    shown_source = byline.source or clean_value(head.values.get("issuer", ""))
    starts = max(title.last_line, head.last_line if head.last_line < title.last_line + 30 else -1)
    body = find_body(page, profile, title_line=starts, byline=byline.line)
    if use_meta:
        byline = _with_meta(page, byline, title)
    trail = _trail(page, title.text, use_meta=use_meta)
    who, is_body = signed_by(page.lines, after=max(title.last_line, byline.line))
    source = settle_source(
        profile,
        shown=shown_source,
        signed=who if is_body else "",
        declared=clean_value(page.meta.get("contentsource", "")) if use_meta else "",
        tag_is_empty=use_meta and page.has_empty_source,
        title=title.text,
    )
    author = byline.author or ("" if is_body else who)
    byline = Byline(byline.day, source, author, byline.line, byline.is_labelled)
    rows = _rows(page)
    row_mass = sum(len(row.text) for row in rows)
    signed = who if is_body else ""
    return _Reading(
        page, title, byline, body, len(rows), row_mass, head, shown_day, shown_source, signed, trail
    )


def _findings(reading: _Reading, profile: SiteProfile, *, use_meta: bool) -> dict[str, Finding]:
    """Every field with all who say something about it, those that were overruled too."""
    page, title, byline = reading.page, reading.title, reading.byline
    meta = page.meta if use_meta else {}
    mentions = profile.mentions_of(page.url)
    shown = page.lines[title.first_line : title.last_line + 1] if title.first_line >= 0 else []
    heads = title.last_line >= 0 and _heads_byline(page.lines, title.last_line)
    in_address = date_in_address(page.url)
    trail = reading.trail
    heard = {
        "title": [
            Witness(Kind.META, meta.get("articletitle", "")),
            Witness(Kind.DATA, page.data.get("title", "")),
            Witness(Kind.TAG, profile.own_title(page.title_tag)),
            *(Witness(Kind.LIST, mention.words) for mention in mentions if not mention.is_cut),
            Witness(Kind.TEXT, " ".join(line.text for line in shown)),
            Witness(Kind.PLACE, title.text if heads else ""),
            Witness(Kind.TABLE, reading.head.values.get("title", "")),
        ],
        "date": [
            Witness(Kind.META, meta.get("pubdate", "")),
            Witness(Kind.DATA, page.data.get("date", "")),
            Witness(Kind.TEXT, str(reading.shown_day or "")),
            *(Witness(Kind.LIST, str(mention.day)) for mention in mentions[:1] if mention.day),
            Witness(Kind.ADDRESS, str(in_address) if in_address == byline.day else ""),
        ],
        "source": [
            Witness(Kind.META, clean_value(meta.get("contentsource", ""))),
            Witness(Kind.TEXT, reading.shown_source),
            Witness(Kind.SIGNED, reading.signed),
        ],
        "column": [
            Witness(Kind.META, column_from_meta(page) if use_meta else ""),
            Witness(Kind.TEXT, trail[-1] if trail else ""),
        ],
    }
    values = {
        "title": title.text,
        "date": str(byline.day or ""),
        "source": byline.source,
        "column": trail[-1] if trail else "",
    }
    return {name: settled(name, values[name], heard[name]) for name in values}


def _heads_byline(lines: Sequence[Line], last: int) -> bool:
    return last + 1 < len(lines) and is_labelled_byline(lines[last + 1].text)


def _with_head(byline: Byline, head: DocumentHead, title: FoundTitle) -> Byline:
    """The table of elements is surer than a date found by its looks, unless that says the minute of the same day."""
    published = next(dates_in(head.values.get("published", "")), None)
    day = byline.day
    is_below = byline.is_labelled and 0 <= byline.line < head.first_line  # a law's own table inside the text
    if is_below:
        return byline
    if published is not None and not (day and day.minute and day.day == published.value.day):
        day = published.value
    line = byline.line if byline.line >= 0 or published is None else title.last_line
    return replace(byline, day=day, line=line, is_labelled=byline.is_labelled or published is not None)


def _with_meta(page: OldPage, byline: Byline, title: FoundTitle) -> Byline:
    """The day of the page's own tags (网页标签规范: PubDate), where what visitors see does not say another.

    The tag is often the time of the last push, so a date that stands labelled below the title outranks it; of two
    visible ones the tag decides.
    """
    told = page.meta.get("pubdate", "") or page.data.get("date", "")
    declared = next(dates_in(told), None)
    if declared is None:
        return byline
    day = byline.day
    if day is None or not byline.is_labelled or day.day == declared.value.day:
        is_finer = day is not None and day.day == declared.value.day and day.minute is not None
        return byline if is_finer and not declared.value.minute else replace(byline, day=declared.value)
    near = page.lines[max(0, title.last_line - 3) : max(title.last_line, byline.line) + 4]
    seen = any(
        found.value.day == declared.value.day and date_score(line, found.start, expected=()) > 1.0
        for line in near
        for found in dates_in(line.text)
    )
    return replace(byline, day=declared.value) if seen else byline


def _trail(page: OldPage, title: str, *, use_meta: bool) -> list[str]:
    trail = column_trail(page.lines, title=title)
    declared = column_from_meta(page) if use_meta else ""
    if declared and (not trail or trail[-1] != declared):
        trail = [*trail[: trail.index(declared)], declared] if declared in trail else [*trail, declared]
    return trail


def _rows(page: OldPage) -> list[Line]:
    """Links to other pages of the site, as lists have them, that are not part of every page."""
    return [
        line
        for line in page.lines
        if line.links and not line.is_chrome and len(line.text) >= 5 and _is_row(line)
    ]


def _is_row(line: Line) -> bool:
    """A link to a page, or a link of any kind with a date beside it."""
    if len(line.text) <= _LONGEST_ROW and next(dates_in(line.text), None):
        return True
    return line.is_linked and not is_attachment(line.links[0][0]) and not line.is_dead


def _is_dated_article(reading: _Reading) -> bool:
    if reading.byline.day is None or reading.title.score < SURE:
        return False
    place = reading.byline.line - reading.title.last_line
    if _is_headed(reading):
        return True  # a video, a scan or nothing at all may stand below
    if reading.body is None:
        return False
    if (
        reading.byline.line >= 0
        and reading.title.last_line >= 0
        and not -3 <= place <= 8
        and not reading.byline.is_labelled
    ):
        return False
    if reading.byline.line < 0:
        return False
    return reading.body.mass >= (_WORD if reading.byline.is_labelled and 0 < place <= 4 else _LITTLE)


def _is_teased(reading: _Reading) -> bool:
    """Whether beginnings of texts stand on the page, each with a link to the whole."""
    return any(line.links and _TEASER.search(line.text) for line in reading.page.lines if not line.is_chrome)


def _is_headed(reading: _Reading) -> bool:
    """Whether a title stands right above the one line that says when the page was published."""
    last, lines = reading.title.last_line, reading.page.lines
    if last < 0 or reading.byline.day is None:
        return False
    near = any(is_labelled_byline(line.text) for line in lines[last + 1 : last + 3])
    return near and not has_rows_of_bylines(lines)


def _judge(reading: _Reading, profile: SiteProfile) -> tuple[Verdict, str]:
    page = reading.page
    path = urlsplit(page.url).path
    weight = reading.body.mass if reading.body is not None else 0
    if page.has_frames:
        return Verdict.SKIPPED, "a frameset: its text stands in other pages"
    if weight < _INFORMATION and not reading.rows and page.goes_to:
        return Verdict.SKIPPED, f"only sends its visitors on to {page.goes_to}"
    if weight < _INFORMATION and _ERROR_PAGE.search(f"{page.title_tag} {reading.title.text}"):
        return Verdict.SKIPPED, "an error page"
    if address_key(page.url).partition("/")[2] in (
        "index.html",
        "index.htm",
        "default.html",
        "default.htm",
        "index.shtml",
    ):
        return Verdict.HOME, ""
    if _is_teased(reading) and _INDEX_NAME.search(path):
        return Verdict.LIST, ""
    if _is_dated_article(reading) and (_is_headed(reading) or not _is_list(reading, path, weight)):
        return Verdict.ARTICLE, ""
    return _judge_undated(reading, profile, path, weight)


def _judge_undated(reading: _Reading, profile: SiteProfile, path: str, weight: int) -> tuple[Verdict, str]:
    if reading.body is not None and reading.body.lines and is_taught(reading.body.container, profile):
        return Verdict.ARTICLE, ""
    group = address_group(reading.page.url)
    known = profile.article_groups[group] >= max(2, profile.groups[group] // 3)
    if known and weight >= _LITTLE:
        return Verdict.ARTICLE, ""
    if _lists_others(reading, profile, group, weight):
        return Verdict.LIST, ""
    sentences = prose(reading.body.lines) if reading.body is not None else 0
    if sentences >= _INFORMATION and sentences > weight // 2:
        return Verdict.ARTICLE, ""
    if not known and (_INDEX_NAME.search(path) or reading.rows or weight >= _INFORMATION):
        return Verdict.LIST, ""
    return Verdict.SKIPPED, "no body: no text, picture or attachment was found on it"


def _lists_others(reading: _Reading, profile: SiteProfile, group: str, weight: int) -> bool:
    if reading.rows >= _LIST_ROWS and reading.row_mass > weight // 2:
        return True
    if reading.rows >= _FEW_ROWS and (reading.title.score < SURE or has_rows_of_bylines(reading.page.lines)):
        return True
    if (
        reading.rows
        and profile.groups[group] >= _GROUP
        and profile.article_groups[group] * 10 < profile.groups[group]
    ):
        return True
    return _has_paging(reading.page)


def _is_list(reading: _Reading, path: str, weight: int) -> bool:
    """Whether a page with a title and a date near it is a list all the same: the date may be that of its first row."""
    if reading.rows >= _FEW_ROWS and has_rows_of_bylines(reading.page.lines):
        return True
    if reading.rows < (_LIST_ROWS if not _INDEX_NAME.search(path) else 2):
        return False
    return reading.row_mass > 2 * weight or (
        not reading.byline.is_labelled and reading.row_mass > weight // 2
    )


def _has_paging(page: OldPage) -> bool:
    return any(len(line.text) < 100 and _PAGING.search(line.text) for line in page.lines)


def same_content_key(record: PageRecord) -> str | None:
    """Equal for two articles with the same title, day and text; None for texts too short to tell."""
    text = squeezed(record.text)
    day = record.day.day.isoformat() if record.day else ""
    return f"{squeezed(record.title)}|{day}|{text}" if len(text) >= _TELLING else None
