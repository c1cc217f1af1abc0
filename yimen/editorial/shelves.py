"""A column's list by years and months."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yimen.editorial.rules import DECEMBER, Asked, span_of
from yimen.pool import queries
from yimen.pool.queries import Span


@dataclass(frozen=True)
class Shelf:
    """The part of a column's list that was asked for, and how many texts each year and month has: two queries."""

    asked: Asked
    years: dict[int, int]
    months: dict[int, int]
    zone: tzinfo

    @classmethod
    def of(cls, column_id: int, asked: Asked) -> "Shelf | None":
        """None where nothing was published in the part that was asked for."""
        zone = timezone.get_current_timezone()
        reach = queries.reach_of_column(column_id)
        if reach is None:
            return cls(asked, {}, {}, zone) if asked.year is None else None
        oldest, newest = (timezone.localtime(moment).year for moment in reach)
        years = list(range(newest, oldest - 1, -1))
        if asked.year is not None and asked.year not in years:
            return None
        # The only year is as good as chosen: its months are offered at once.
        opened = asked.year or (oldest if oldest == newest else None)
        months = range(1, DECEMBER + 1) if opened is not None else ()
        spans = [span_of(year, None, zone=zone) for year in years]
        spans += [span_of(opened, month, zone=zone) for month in months if opened is not None]
        counts = queries.count_in_spans(column_id, spans)
        shelf = cls(
            asked,
            _filled(years, counts[: len(years)]),
            _filled(months, counts[len(years) :]),
            zone,
        )
        return shelf if shelf.count else None

    @property
    def total(self) -> int:
        return sum(self.years.values())

    @property
    def count(self) -> int:
        """How many texts the part has."""
        if self.asked.year is None:
            return self.total
        if self.asked.month is None:
            return self.years.get(self.asked.year, 0)
        return self.months.get(self.asked.month, 0)

    @property
    def span(self) -> Span | None:
        if self.asked.year is None:
            return None
        return span_of(self.asked.year, self.asked.month, zone=self.zone)

    @property
    def part(self) -> str:
        """The part in words; empty for the whole list."""
        if self.asked.year is None:
            return ""
        if self.asked.month is None:
            return _("year %(year)s") % {"year": self.asked.year}
        return date_format(date(self.asked.year, self.asked.month, 1), "YEAR_MONTH_FORMAT")

    def filters(self) -> list[dict[str, Any]]:
        """Links for `filters.html`: each year that has texts, and of the chosen one each month. Of a single year
        its months are all there is to choose.
        """
        asked = self.asked
        whole = _link(
            pgettext("years of a list", "All"), Asked(), count=self.total, is_current=asked.year is None
        )
        if len(self.years) == 1:
            year = next(iter(self.years))
            return [{"title": _("Month"), "links": [whole, *self._months_of(year)]}]
        years = [
            _link(str(year), Asked(year), count=count, is_current=asked.year == year)
            for year, count in self.years.items()
        ]
        groups = [{"title": _("Year"), "links": [whole, *years]}]
        if asked.year is not None:
            count, is_current = self.years[asked.year], asked.month is None
            whole_year = _link(_("Whole year"), Asked(asked.year), count=count, is_current=is_current)
            groups.append({"title": _("Month"), "links": [whole_year, *self._months_of(asked.year)]})
        return groups

    def _months_of(self, year: int) -> list[dict[str, Any]]:
        # Translators: a format of Django's `date` filter; in Chinese n月.
        month_format = pgettext("format of a month", "F")
        return [
            _link(
                date_format(date(year, month, 1), month_format),
                Asked(year, month),
                count=count,
                is_current=self.asked.month == month,
            )
            for month, count in self.months.items()
        ]


def _filled(names: Any, counts: list[int]) -> dict[int, int]:
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def _link(title: str, part: Asked, *, count: int, is_current: bool) -> dict[str, Any]:
    url = f"?{part.within}" if part.within else "./"
    return {"title": title, "url": url, "count": count, "is_current": is_current}
