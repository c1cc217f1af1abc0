"""The inventory as a page of text, and as HTML with charts: what a director reads in one minute, then the lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_noop

from yimen.consolidation.inventory.facts import Kind
from yimen.consolidation.inventory.summing import Inventory

# What `Kind` calls them, for the catalogue.
KINDS = (
    *(gettext_noop("home"), gettext_noop("list"), gettext_noop("article"), gettext_noop("document")),
    *(gettext_noop("other page"), gettext_noop("duplicate"), gettext_noop("attachment")),
    *(gettext_noop("image"), gettext_noop("script"), gettext_noop("error")),
)
_BAR, _SHOWN, _COLUMNS = 30, 8, 12
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; `share` is its length from 0 to 100."""

    name: str
    count: int
    share: int
    note: str = ""


def as_text(found: Inventory) -> str:
    """For a terminal: figures, bars, and the first of each list."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Inventory) -> Iterator[str]:
    yield f"{found.site}"
    yield "=" * len(found.site)
    yield (
        f"{found.pages:,} pages of {found.seen:,} addresses, {found.articles:,} of them articles; "
        f"last update {found.last or 'unknown'}; {found.size / _MEGABYTE:,.0f} MB"
    )
    yield (
        f"{len(found.dead_inside):,} dead links inside, {len(found.files_missing):,} files missing, "
        f"{len(found.orphans):,} pages that nothing links to"
    )
    yield (
        f"{len(found.doubles):,} doubles, {len(found.near):,} near-doubles, {len(found.alike):,} titles over "
        "several texts of one day"
    )
    yield f"{len(found.poisoned):,} pages with poison, {len(found.personal):,} with personal data, held back"
    yield f"{found.lied:,} pages lie about their encoding; read as {_counted(found.encodings)}"
    yield f"{len(found.troubles):,} things could not be read"
    yield ""
    yield "Kinds: " + ", ".join(f"{count:,} {kind}" for kind, count in found.kinds.most_common())
    yield ""
    yield "Articles a year"
    yield from _bars(years(found))
    yield ""
    yield "Articles in each column, and the last of each"
    yield from _bars(columns(found)[:_COLUMNS])
    for title, rows in lists(found):
        if rows:
            yield ""
            yield f"{title} ({len(rows):,})"
            yield from (f"  {row}" for row in rows[:_SHOWN])
            if len(rows) > _SHOWN:
                yield f"  … and {len(rows) - _SHOWN:,} more"


def _bars(bars: Sequence[Bar]) -> Iterator[str]:
    for bar in bars:
        yield f"  {bar.name:<12} {'█' * max(1, bar.share * _BAR // 100)} {bar.count:,} {bar.note}".rstrip()


def years(found: Inventory) -> list[Bar]:
    """Articles of each year, the empty years between too: a gap is what the chart is for."""
    known = sorted(int(year) for year in found.years if year.isdigit())
    counts = [(str(year), found.years[str(year)]) for year in range(known[0], known[-1] + 1)] if known else []
    if found.undated:
        counts.append((gettext_noop("undated"), found.undated))
    return _scaled([(name, count, "") for name, count in counts])


def columns(found: Inventory) -> list[Bar]:
    return _scaled([(column.name, column.articles, column.last) for column in found.columns])


def kinds(found: Inventory) -> list[Bar]:
    return _scaled([(str(kind), count, "") for kind, count in found.kinds.most_common()])


def _scaled(counts: Sequence[tuple[str, int, str]]) -> list[Bar]:
    most = max((count for _, count, _ in counts), default=0) or 1
    return [Bar(name, count, round(100 * count / most), note) for name, count, note in counts]


def lists(found: Inventory) -> list[tuple[str, list[str]]]:
    """Every list of the report, whole; the text shows the first lines of each."""
    return [
        (gettext_noop("Poison"), [f"{url}: {'; '.join(told)}" for url, told in found.poisoned]),
        (
            gettext_noop("Personal data, held back"),
            [f"{url}: {', '.join(told)}" for url, told in found.personal],
        ),
        (gettext_noop("Not read"), [f"{where}: {why}" for where, why in found.troubles]),
        (
            gettext_noop("Dead links inside"),
            [f"{url} (on {count} pages)" for url, count in found.dead_inside],
        ),
        (gettext_noop("Files missing"), [f"{url} (on {count} pages)" for url, count in found.files_missing]),
        (gettext_noop("Doubles"), [f"{url} = {original}" for url, original in found.doubles]),
        (gettext_noop("Near-doubles"), [f"{first} ≈ {second}" for first, second in found.near]),
        (
            gettext_noop("One title and day, several texts"),
            [f"{title}: {count}" for title, count in found.alike],
        ),
        (gettext_noop("Pages that nothing links to"), found.orphans),
    ]


def as_html(found: Inventory) -> str:
    """The same as a page of its own, to be opened from a folder or sent by mail."""
    context: dict[str, Any] = {
        "found": found,
        "megabytes": round(found.size / _MEGABYTE, 1),
        "encodings": _counted(found.encodings),
        "charts": [
            (gettext_noop("Articles a year"), years(found)),
            (gettext_noop("Columns"), columns(found)),
            (gettext_noop("Kinds"), kinds(found)),
        ],
        "lists": [(title, rows[:500], len(rows)) for title, rows in lists(found)],
        "images": found.kinds[Kind.IMAGE],
        "attachments": found.kinds[Kind.ATTACHMENT],
    }
    return render_to_string("consolidation/inventory.html", context)


def style_sheet() -> str:
    """What lies beside the HTML."""
    return render_to_string("consolidation/inventory.css")


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "nothing"
