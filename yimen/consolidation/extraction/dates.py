"""Dates as old Chinese sites write them: 2006-08-12, 2006年8月12日 09:30, [2006/8/12], t20170804_633686.html."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

_DATE = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)\s*(?:[-/.．－]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.．－]|月)\s*(?P<day>\d{1,2})(?!\d)\s*日?"
    r"(?:[\sT]*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{2})(?!\d))?"
)
_URL_DATES = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])[-_/]?(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/](\d{1,2})[-_/](\d{1,2})(?!\d)"),
)
_REPEATED = 80  # characters
_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "0": "0",
}
_SPELT = re.compile(
    r"([一二][〇零○Ｏ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OldDate:
    """A day, and the minute where the page says it; both in the time of the old site (Asia/Shanghai)."""

    day: date
    minute: time | None = None

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.minute:%H:%M}" if self.minute else self.day.isoformat()

    def at(self) -> datetime:
        """A naive local time; midnight where no minute is known."""
        return datetime.combine(self.day, self.minute or time())


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where in its text it stands."""

    value: OldDate
    start: int
    end: int


def dates_in(text: str) -> Iterator[FoundDate]:
    """Every date that exists in the calendar, in order."""
    return iter(_dates_in(text) if len(text) <= _REPEATED else tuple(_found(text)))


@lru_cache(maxsize=16384)  # the same short lines stand on every page
def _dates_in(text: str) -> tuple[FoundDate, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[FoundDate]:
    for match in _DATE.finditer(text):
        day = _day(match["year"], match["month"], match["day"])
        if day is None:
            continue
        minute = None
        if match["hour"] and int(match["hour"]) < 24 and int(match["minute"]) < 60:
            minute = time(int(match["hour"]), int(match["minute"]))
        yield FoundDate(OldDate(day=day, minute=minute), match.start(), match.end())


def spelt_date(text: str) -> OldDate | None:
    """The last date written in Chinese numerals (二〇〇六年八月十二日), as below an official letter."""
    found = None
    for year, month, day in _SPELT.findall(text):
        value = _day("".join(_DIGITS[digit] for digit in year), str(_number(month)), str(_number(day)))
        found = OldDate(day=value) if value else found
    return found


def date_in_address(url: str) -> OldDate | None:
    """The day in an address such as /202006/t20200608_784547.html or /2014/0801/24971.html."""
    path = url.split("://", 1)[-1].partition("/")[2]
    for pattern in _URL_DATES:
        for match in reversed(list(pattern.finditer(path))):
            day = _day(*match.groups())
            if day is not None:
                return OldDate(day=day)
    return None


def _number(spelt: str) -> int:
    tens, ten, ones = spelt.partition("十")
    if not ten:
        return int(_DIGITS[spelt]) if spelt in _DIGITS else 0
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
