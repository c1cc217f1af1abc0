"""From the facts of single addresses to what a director reads in one minute."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from yimen.consolidation.extraction.addresses import address_key
from yimen.consolidation.inventory.doubles import near_doubles
from yimen.consolidation.inventory.facts import Facts, Kind

_ARTICLES = (Kind.ARTICLE, Kind.DOCUMENT)
_PAGES = (*_ARTICLES, Kind.HOME, Kind.LIST, Kind.OTHER, Kind.DUPLICATE)
NO_COLUMN = "—"


@dataclass(slots=True)
class Column:
    """One column: how many articles, and the day of the last."""

    name: str
    articles: int = 0
    last: str = ""


@dataclass(slots=True)
class Inventory:
    """The whole site."""

    site: str
    kinds: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    columns: list[Column] = field(default_factory=list)
    encodings: Counter[str] = field(default_factory=Counter)
    lied: int = 0
    undated: int = 0
    last: str = ""
    dead_inside: list[tuple[str, int]] = field(default_factory=list)
    files_missing: list[tuple[str, int]] = field(default_factory=list)
    links_outside: Counter[str] = field(default_factory=Counter)
    orphans: list[str] = field(default_factory=list)
    doubles: list[tuple[str, str]] = field(default_factory=list)
    near: list[tuple[str, str]] = field(default_factory=list)
    alike: list[tuple[str, int]] = field(default_factory=list)
    poisoned: list[tuple[str, list[str]]] = field(default_factory=list)
    personal: list[tuple[str, list[str]]] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For JSON; columns as triples of name, count and last day."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told["columns"] = [(column.name, column.articles, column.last) for column in self.columns]
        return told

    @property
    def seen(self) -> int:
        return self.kinds.total()

    @property
    def pages(self) -> int:
        return sum(self.kinds[kind] for kind in _PAGES)

    @property
    def articles(self) -> int:
        return sum(self.kinds[kind] for kind in _ARTICLES)


def sum_up(entries: Iterable[dict[str, Any]], *, site: str) -> Inventory:
    """Everything that the report says, from the entries of a spool."""
    found = Inventory(site)
    rows: list[Facts] = []
    for entry in entries:
        if "trouble" in entry:
            found.troubles.append((entry["trouble"]["where"], entry["trouble"]["why"]))
        if "facts" in entry:
            rows.append(Facts.from_dict(entry["facts"]))
    _mark_doubles(found, rows)
    for row in rows:
        _count(found, row)
    _sum_columns(found, rows)
    _follow_links(found, rows)
    return found


def _mark_doubles(found: Inventory, rows: Sequence[Facts]) -> None:
    """The same title, day and text under two addresses; nearly the same text; one title and day, two texts."""
    first: dict[tuple[str, str, tuple[int, ...]], str] = {}
    titles: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.kind not in _ARTICLES or not row.sketch:
            continue
        original = first.setdefault((row.title, row.day, tuple(row.sketch)), row.url)
        if original != row.url:
            row.kind, row.same_as = Kind.DUPLICATE, original
            found.doubles.append((row.url, original))
        elif row.title and row.day:
            titles[row.title, row.day] += 1
    found.near = list(near_doubles((row.url, row.sketch) for row in rows if row.kind in _ARTICLES))
    found.alike = [(f"{title} ({day})", count) for (title, day), count in titles.items() if count > 1]


def _count(found: Inventory, row: Facts) -> None:
    found.kinds[row.kind] += 1
    found.size += row.size
    if row.kind in _PAGES and row.encoding:
        found.encodings[row.encoding] += 1
        found.lied += row.lied
    if row.kind in _ARTICLES:
        found.years[row.day[:4] or "?"] += 1
        found.undated += not row.day
        found.last = max(found.last, row.day[:10])
    if row.poison:
        found.poisoned.append((row.url, row.poison))
    if row.personal:
        found.personal.append((row.url, row.personal))


def _sum_columns(found: Inventory, rows: Sequence[Facts]) -> None:
    columns: dict[str, Column] = {}
    for row in rows:
        if row.kind in _ARTICLES:
            name = row.column or NO_COLUMN
            column = columns.setdefault(name, Column(name))
            column.articles += 1
            column.last = max(column.last, row.day[:10])
    found.columns = sorted(columns.values(), key=lambda column: (-column.articles, column.name))


def _follow_links(found: Inventory, rows: Sequence[Facts]) -> None:
    """Links inside that lead nowhere, files that are missing, and pages that no other page links to."""
    there = {row.key for row in rows if row.kind is not Kind.ERROR}
    hosts = {_host(row.url) for row in rows}
    dead: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    reached: set[str] = set()
    for row in rows:
        for url in row.links:
            key = address_key(url)
            if _host(url) not in hosts:
                found.links_outside[_host(url)] += 1
            elif key not in there:
                dead[url] += 1
            elif key != row.key:
                reached.add(key)
        missing.update(url for url in row.files if _host(url) in hosts and address_key(url) not in there)
    found.dead_inside, found.files_missing = dead.most_common(), missing.most_common()
    found.orphans = [
        row.url for row in rows if row.kind in _PAGES and row.kind is not Kind.HOME and row.key not in reached
    ]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
