"""Dates that stay true on whatever day the demo city is loaded.

Texts carry marks that are counted from the day they were published (for lasting texts: the day of loading):

    {d+3}    3月5日                  {Y-1}    2025, the year before
    {D+3}    2026年3月5日            {y-530}  2025, the year of the day 530 days before
    {w+3}    3月5日（星期四）        {m-1}    2月, the month before
    {e+3}    5 March 2026            {M-1}    2026年2月
"""

import calendar
import re
from datetime import date, timedelta

_MARK = re.compile(r"\{([dDwyYmMe])([+-]\d{1,4})?\}")
_WEEKDAYS = "一二三四五六日"
_ENGLISH_MONTHS = tuple(calendar.month_name)


def last_on(month_day: str, *, today: date) -> date:
    """The latest day before `today` with this month and day, such as `06-28`; ValueError if none."""
    month, day = (int(part) for part in month_day.split("-"))
    this_year = date(today.year, month, day)
    return this_year if this_year < today else date(today.year - 1, month, day)


def fill_in(text: str, *, day: date) -> str:
    """`text` with every mark replaced, counted from `day`."""
    return _MARK.sub(lambda match: _written(match[1], int(match[2] or 0), day), text)


def fill_in_all(value: object, *, day: date) -> object:
    """A TOML value with the marks in every text of it replaced."""
    if isinstance(value, str):
        return fill_in(value, day=day)
    if isinstance(value, list):
        return [fill_in_all(item, day=day) for item in value]
    if isinstance(value, dict):
        return {key: fill_in_all(item, day=day) for key, item in value.items()}
    return value


def _written(mark: str, offset: int, day: date) -> str:
    if mark == "Y":
        return str(day.year + offset)
    if mark in "mM":
        years, month = divmod(day.month - 1 + offset, 12)
        return f"{month + 1}月" if mark == "m" else f"{day.year + years}年{month + 1}月"
    then = day + timedelta(days=offset)
    written = {
        "d": f"{then.month}月{then.day}日",
        "D": f"{then.year}年{then.month}月{then.day}日",
        "w": f"{then.month}月{then.day}日（星期{_WEEKDAYS[then.weekday()]}）",
        "y": str(then.year),
        "e": f"{then.day} {_ENGLISH_MONTHS[then.month]} {then.year}",
    }
    return written[mark]
