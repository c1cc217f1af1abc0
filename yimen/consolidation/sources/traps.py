"""Addresses that a crawler does not follow: calendars without end, paths that grow, forms that sort a list anew."""

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from yimen.consolidation.extraction.profile import address_group

_DEEPEST, _LONGEST = 14, 1000
_REPEATS = 3  # times one part of a path may stand in it
_OF_ONE_QUERY = 400  # addresses that differ in the values of one query alone
_YEAR = re.compile(r"(?:^|[?&/_-])(?:year|y|nian|date|d|rq|day)?=?((?:19|20|21|[3-9]\d)\d\d)(?=\D|$)", re.I)
_CALENDAR = re.compile(r"cal|rili|date|year|month|day|nian|yue", re.I)
_FIRST_YEAR = 1990


class Traps:
    """Remembers how many addresses of each grammar there were; `this_year` bounds calendars."""

    def __init__(self, *, this_year: int) -> None:
        self._this_year = this_year
        self._queries: Counter[str] = Counter()

    def why_not(self, url: str) -> str:
        """Why an address is not followed; "" where nothing speaks against it. To be asked once for each address."""
        parts = urlsplit(url)
        steps = [step for step in parts.path.split("/") if step]
        if len(url) > _LONGEST or len(steps) > _DEEPEST:
            return "the address is longer or deeper than any page's"
        if steps and max(Counter(steps).values()) > _REPEATS:
            return "a part of the path repeats, as relative links without end do"
        if parts.query and self._is_outside_time(f"{parts.path}?{parts.query}"):
            return "a calendar beyond the years of the site"
        if parts.query:
            names = "&".join(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
            grammar = f"{address_group(parts._replace(query='').geturl())}?{names}"
            self._queries[grammar] += 1
            if self._queries[grammar] > _OF_ONE_QUERY:
                return f"more than {_OF_ONE_QUERY} addresses differ in this query alone"
        return ""

    def _is_outside_time(self, address: str) -> bool:
        if not _CALENDAR.search(address):
            return False
        years = [int(year) for year in _YEAR.findall(address)]
        return any(not _FIRST_YEAR <= year <= self._this_year + 1 for year in years)
