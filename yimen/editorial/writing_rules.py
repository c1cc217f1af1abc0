"""What a text must have before it goes to readers: the norms as a table, and what they find in a text. Pure.

A blocker stops submitting and publishing; a warning is shown. The office changes levels and limits in the desk
(`WritingNorm` rows); what stands here is their beginning and the wording.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from yimen.foundation.personal_data import NAMES, Kind, find_personal_data
from yimen.foundation.words import Noted, noted


class Level(StrEnum):
    OFF = "off"
    WARNING = "warning"
    BLOCKER = "blocker"


@dataclass(frozen=True)
class Norm:
    """One thing that is looked at. `limit` is characters; `article` where the norm comes from."""

    code: str
    words: Noted
    level: Level
    article: str
    limit: int | None = None


NORMS = (
    Norm("source", noted("A source is named"), Level.WARNING, "国办发〔2018〕123号"),
    Norm("summary", noted("There is a summary"), Level.WARNING, "国办发〔2017〕47号 附件1"),
    Norm("text", noted("There is a text"), Level.WARNING, "国办秘函〔2019〕19号"),
    Norm("title_length", noted("The title is short"), Level.WARNING, "GB/T 9704-2012", limit=60),
    Norm("alt", noted("Every picture is described"), Level.WARNING, "GB/T 37668-2019, WCAG 2.2 SC 1.1.1"),
    Norm("links", noted("Every link on the portal leads somewhere"), Level.WARNING, "国办秘函〔2019〕19号"),
    Norm("headings", noted("Headings follow each other in order"), Level.WARNING, "WCAG 2.2 SC 1.3.1"),
    Norm("past_dates", noted("No day in the form is past already"), Level.WARNING, "国办秘函〔2019〕19号"),
    Norm(Kind.IDENTITY_NUMBER, noted("No identity number is published"), Level.BLOCKER, "个人信息保护法 第28条"),
    Norm(Kind.BANK_CARD, noted("No bank card number is published"), Level.BLOCKER, "个人信息保护法 第28条"),
    Norm(Kind.MOBILE_NUMBER, noted("No mobile number is published"), Level.WARNING, "个人信息保护法 第4条"),
)  # fmt: skip
PERSONAL = frozenset(str(kind) for kind in Kind)
_HEADING = re.compile(r"<h([2-6])[ >]")


@dataclass(frozen=True)
class Facts:
    """A text as the norms see it. `html` is the running text with its headings, `plain` all words of the page."""

    title: str
    summary: str
    plain: str
    html: str
    names_a_source: bool = True
    undescribed: int = 0
    dead_links: tuple[str, ...] = ()
    days: tuple[tuple[Noted, date | None], ...] = ()
    reason_for_personal_data: str = ""


@dataclass(frozen=True)
class Found:
    """Something that speaks against a text; `words` say what and what to do."""

    code: str
    level: Level
    words: Noted


@dataclass(frozen=True)
class Rules:
    """The norms in force: level and limit by code, where the office has chosen otherwise."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)

    def level(self, norm: Norm) -> Level:
        return self.levels.get(norm.code, norm.level)

    def limit(self, code: str) -> int:
        default = next((norm.limit for norm in NORMS if norm.code == code), None) or 0
        return self.limits.get(code, default)


def look_over(facts: Facts, *, rules: Rules, today: date) -> list[Found]:
    """What speaks against the text, blockers first."""
    levels = {norm.code: rules.level(norm) for norm in NORMS}
    found = [
        Found(code, levels[code], words)
        for code, words in _all(facts, rules=rules, today=today)
        if levels[code] != Level.OFF
    ]
    return sorted(found, key=lambda one: one.level != Level.BLOCKER)


def _all(facts: Facts, *, rules: Rules, today: date) -> Iterator[tuple[str, Noted]]:
    if not facts.names_a_source:
        yield "source", noted("No source is named. Readers see the department's name instead.")
    if not facts.summary.strip():
        yield "summary", noted("There is no summary. Lists and search show the first words of the text.")
    if not facts.plain.strip():
        yield "text", noted("There is no text yet.")
    length, most = len(facts.title), rules.limit("title_length")
    if length > most:
        yield (
            "title_length",
            noted(
                "The title has %(length)s characters; more than %(most)s do not fit into lists.",
                length=length,
                most=most,
            ),
        )
    if facts.undescribed:
        yield (
            "alt",
            noted(
                "Pictures without a description: %(count)s. Describe what they show.", count=facts.undescribed
            ),
        )
    for link in facts.dead_links:
        yield "links", noted("The link “%(link)s” leads nowhere on this portal.", link=link[:80])
    wrong = _wrong_heading(facts.html)
    if wrong:
        yield "headings", wrong
    for name, day in facts.days:
        if day is not None and day < today:
            yield "past_dates", noted("“%(name)s” is %(day)s, which is past.", name=name, day=day.isoformat())
    yield from _personal(facts)


def _wrong_heading(html: str) -> Noted | None:
    before = 1
    for level in (int(found) for found in _HEADING.findall(html)):
        if level > before + 1:
            return noted(
                "A heading of level %(level)s stands below one of level %(before)s: a level between is missing.",
                level=level - 1,
                before=before - 1 or 1,
            )
        before = level
    return None


def _personal(facts: Facts) -> Iterator[tuple[str, Noted]]:
    """Personal data, masked; nothing where somebody has said why it is published (公示 of a list, say)."""
    if facts.reason_for_personal_data.strip():
        return
    seen: set[str] = set()
    for one in find_personal_data(f"{facts.title}\n{facts.summary}\n{facts.plain}"):
        if one.masked in seen:
            continue
        seen.add(one.masked)
        yield (
            one.kind,
            noted(
                "%(number)s looks like a person's %(kind)s. Take it out or shorten it; where the law asks for it, say"
                " why under “personal data”.",
                number=one.masked,
                kind=NAMES[one.kind],
            ),
        )
