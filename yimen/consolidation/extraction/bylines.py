"""Date, source and author from the line below a title: 发布时间：2020-10-30 来源：教育局 作者：李明 浏览次数：12."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yimen.consolidation.extraction.dates import OldDate, date_in_address, dates_in
from yimen.consolidation.extraction.lines import Line, tidy

_DATE_LABEL = re.compile(
    r"(?:发布|公布|发表|添加|录入|上传|加入|提交|创建|信息|成文|印发|生成)?\s*(?:时\s*间|日\s*期)|发布于|发表于|release\s+time|date|posted",
    re.I,
)
_PUBLISHED_LABEL = re.compile(
    r"(?:发布|发表|公布|添加|录入|上传)\s*(?:时\s*间|日\s*期)|发布于|发表于|release\s+time", re.I
)
_OTHER_DATE = re.compile(r"今天是|现在是|有效期|截止|成文日期|生成日期|最后|访问|copyright|©|版权", re.I)
_CHANGED = re.compile(r"(?:更新|修改|推送)(?:时\s*间|日\s*期)")
_NO_BYLINE = re.compile(r"今天是|现在是|欢迎|版权|截止|有效期")
_SOURCE_LABEL = re.compile(
    r"(?:信息来源|文章来源|新闻来源|稿件来源|内容来源|来稿单位|来\s*源|稿\s*源|出\s*处|供\s*稿(?:单位)?|origin|source)\s*[:：]",
    re.I,
)
_ISSUER_LABEL = re.compile(r"发布(?:机构|单位)\s*[:：]")
_AUTHOR_LABEL = re.compile(r"(?:作\s*者|撰\s*稿(?:人)?|author)\s*[:：]", re.I)
_NEXT_LABEL = re.compile(
    r"(?:[\[【（(|｜]\s*)?(?:信息来源|文章来源|来\s*源|稿\s*源|作\s*者|编\s*辑|责任编辑|责\s*编|审\s*核|校\s*对|录\s*入|发布者|发布人|发布(?:时间|日期|机构|单位)"
    r"|(?:更新|添加|录入|上传|发表)?(?:时\s*间|日\s*期)|浏\s*览|点\s*击|阅\s*读|访\s*问|人\s*气|次\s*数|字\s*号|字\s*体|字体大小|大\s*中\s*小|打\s*印|关\s*闭|收\s*藏|分\s*享|保护视力|"
    r"关键[字词]|摄\s*影|供\s*图|文\s*号|视力保护|page\s+views|author|origin|hits|date)\s*(?:[:：]|次|数|量|此页|本页|本文|窗口|到|【|\[|色|$|\s)",
    re.I,
)
_EMPTY_VALUES = {"未知", "不详", "无", "null", "admin", "none", "佚名", "-", "--", "/", "转载", "undefined"}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BYLINES = 3  # labelled dates on one page: templates for telephones repeat the line
_A_PRESS = re.compile(r"^[\u4e00-\u9fff]+(?:社|网|报|台|局|委|厅|办|中心|日报|晚报|新闻)$")
_PRESS_LONGEST = 16  # characters
_LONGEST_SOURCE = 50
_LONGEST_BYLINE = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """What the lines around a title say; `line` is the number of the line that holds the date, or -1."""

    day: OldDate | None
    source: str
    author: str
    line: int
    is_labelled: bool = False


@lru_cache(maxsize=8192)
def looks_like_byline(text: str) -> bool:
    """Whether a line says when or whence rather than what."""
    if len(text) > _LONGEST_BYLINE:
        return False
    found = next(dates_in(text), None)
    labelled = bool(_SOURCE_LABEL.search(text) or _DATE_LABEL.search(text) or _NEXT_LABEL.match(text))
    if found is None:
        return labelled and bool(
            _SOURCE_LABEL.search(text) or _PUBLISHED_LABEL.search(text) or _NEXT_LABEL.match(text)
        )
    rest = text[: found.start] + text[found.end :]
    return labelled or (len(rest) <= 12 and len(_CHINESE.findall(rest)) <= 3)


@lru_cache(maxsize=8192)
def is_labelled_byline(text: str) -> bool:
    """Whether a line says by name when its page was published: 发布时间：2020-10-30, or a date beside the source."""
    if len(text) > _LONGEST_BYLINE or _NO_BYLINE.search(text) or next(dates_in(text), None) is None:
        return False
    label = _PUBLISHED_LABEL.search(text)
    return (label is not None and label.start() <= 40) or bool(
        _DATE_LABEL.search(text) and (_SOURCE_LABEL.search(text) or _NEXT_LABEL.search(text))
    )


def has_rows_of_bylines(lines: Sequence[Line]) -> bool:
    """Whether so many lines say when something was published that they are rows of a list."""
    days = [next(dates_in(line.text)).value for line in lines if is_labelled_byline(line.text)]
    return len(days) > _BYLINES and len(set(days)) >= _BYLINES


def says_whence(text: str) -> bool:
    """Whether a line says source, author or publication ("来源：…"), as lines above a body do."""
    short = len(text) <= _LONGEST_BYLINE
    return short and any(
        (found := label.search(text)) is not None and found.start() <= 12
        for label in (_SOURCE_LABEL, _ISSUER_LABEL, _AUTHOR_LABEL, _PUBLISHED_LABEL)
    )


def date_score(line: Line, start: int, *, expected: Sequence[OldDate]) -> float:
    """How likely the date at `start` of a line is the day of publication; negative when it is not."""
    before = line.text[max(0, start - 14) : start]
    found = next((date for date in dates_in(line.text) if date.start == start), None)
    if found is None or _OTHER_DATE.search(before) or _OTHER_DATE.search(line.text[:6]):
        return -5.0
    score = -3.0 if _CHANGED.search(before) else 0.0
    labels = list(_DATE_LABEL.finditer(before))
    if labels and labels[-1].end() >= len(before.rstrip(" :：[【（(")) - 1:
        score += 3.0 if _PUBLISHED_LABEL.search(before) else 2.0
    rest = len(line.text) - (found.end - found.start)
    if rest <= 8:
        score += 2.0
    elif len(line.text) > _LONGEST_BYLINE:
        score -= 3.0
    elif _SOURCE_LABEL.search(line.text) or _NEXT_LABEL.search(line.text):
        score += 1.5
    elif not labels:
        score -= 1.0
    score += 0.2 if found.value.minute else 0.0
    if any(other.day == found.value.day for other in expected):
        score += 2.0
    if line.is_linked:
        score -= 2.0
    return score


def find_byline(lines: Sequence[Line], title_line: int, *, url: str, mentioned: Sequence[OldDate]) -> Byline:
    """The best date near `title_line` (-1 where the title is unknown), with source and author from there."""
    in_address = date_in_address(url)
    expected = [*mentioned, *([in_address] if in_address else [])]
    best: tuple[float, int, OldDate] | None = None
    for line in _near(lines, title_line):
        for found in dates_in(line.text):
            score = date_score(line, found.start, expected=expected) + _nearness(line.number, title_line)
            score += 1.5 if title_line >= 0 and line.number == title_line + 1 else 0.0
            if score > 1.0 and (best is None or score > best[0]):
                best = (score, line.number, found.value)
    if best is None:
        source, author = _source_and_author(lines, title_line, title_line)
        return Byline(mentioned[0] if mentioned else in_address, source, author, -1)
    score, number, day = best
    source, author = _source_and_author(lines, min(title_line, number) if title_line >= 0 else number, number)
    source = source or _beside_date(lines[number].text)
    return Byline(day, source, author, number, is_labelled=score >= 3.0)


def _beside_date(text: str) -> str:
    """A body that stands beside the date without a label: 2014-07-25 13:59 新华社."""
    found = next(dates_in(text), None)
    if found is None:
        return ""
    rest = clean_value(re.sub(r"^:\d\d", "", f"{text[: found.start]}{text[found.end :]}"))
    return rest if _A_PRESS.search(rest) and len(rest) <= _PRESS_LONGEST and " " not in rest else ""


def _near(lines: Sequence[Line], title_line: int) -> Iterator[Line]:
    if title_line < 0:
        yield from (line for line in lines if not line.is_chrome or is_labelled_byline(line.text))
        return
    yield from lines[max(0, title_line - 3) : title_line + 12]
    yield from (
        line for line in lines[title_line + 12 :] if not line.is_chrome and _PUBLISHED_LABEL.search(line.text)
    )


def _nearness(number: int, title_line: int) -> float:
    """Dates just below the title are the rule, just above the exception, far away a mistake."""
    if title_line < 0:
        return 0.0
    away = number - title_line
    if away < 0:
        return 0.5 + 0.3 * away
    return max(-2.0, 2.0 - 0.4 * away)


def _source_and_author(lines: Sequence[Line], first: int, last: int) -> tuple[str, str]:
    first = max(0, first - 2)
    zone = lines[first : max(first, last) + 6] if last >= 0 else lines
    source = author = issuer = ""
    for place, line in enumerate(zone):
        if len(line.text) > _LONGEST_BYLINE and line.number > last:
            break
        following = zone[place + 1] if place + 1 < len(zone) else None
        source = source or _value_after(_SOURCE_LABEL, line, following)
        issuer = issuer or _value_after(_ISSUER_LABEL, line, following)
        author = author or _value_after(_AUTHOR_LABEL, line, following)
    return source or issuer, author


def _value_after(label: re.Pattern[str], line: Line, following: Line | None) -> str:
    match = label.search(line.text)
    if match is None:
        return ""
    value = line.text[match.end() :]
    if not value.strip() and match.start() <= 2 and following is not None and _same_row(line, following):
        value = following.text
    return clean_value(value)


def _same_row(label: Line, value: Line) -> bool:
    """Label and value in neighbouring cells or spans."""
    if len(value.text) > _LONGEST_SOURCE or looks_like_byline(value.text):
        return False
    return (
        label.element.tag in ("td", "th", "dt", "li")
        and label.element.getparent() is value.element.getparent()
    )


def clean_value(value: str) -> str:
    """A source or author without the label that follows it, brackets, and what CMSs print for nothing."""
    value = tidy(value)
    following = _NEXT_LABEL.search(value)
    if following:
        value = value[: following.start()]
    day = next(dates_in(value), None)
    if day is not None:
        value = value[: day.start]
    value = value.strip(" |｜,，;；:：·[]【】<>-—\"'.…")
    value = value.removeprefix("（").removesuffix("）") if value.startswith("（") else value
    if value.count("（") < value.count("）") or value.count("(") < value.count(")"):
        value = value.rstrip("）)")
    if value.lower() in _EMPTY_VALUES or len(value) > _LONGEST_SOURCE:
        return ""
    return value
