"""How well old sites are read: every field against its truth, in harder and harder settings, each miss listed."""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.extraction.bodies import measure_bodies
from bench.extraction.settings import CHANGES, Change, in_gb_with_a_lie, table_era, without_meta
from bench.extraction.truth import DOCUMENT_FIELDS, FIELDS, Row, Site, load_documents, load_sites, plain
from bench.setting import table
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.records import PageRecord
from yimen.consolidation.extraction.site import RawPage, read_site
from yimen.consolidation.mirror import mirrored_from
from yimen.foundation.decoding import UndecodableBytes, decode_page

_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass
class Miss:
    site: str
    file: str
    field: str
    found: str
    true: str
    note: str = ""


@dataclass
class Score:
    """Rights and wholes by site and field, what was missed, and how sure each answer had been."""

    right: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    whole: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    misses: list[Miss] = field(default_factory=list)
    sureness: list[tuple[str, float, bool]] = field(default_factory=list)

    def count(self, site: str, name: str, *, right: bool) -> None:
        self.whole[site, name] += 1
        self.right[site, name] += right

    def share(self, name: str, site: str = "") -> float | None:
        keys = [key for key in self.whole if key[1] == name and (not site or key[0] == site)]
        whole = sum(self.whole[key] for key in keys)
        return sum(self.right[key] for key in keys) / whole if whole else None


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    result: dict[str, Any] = {}
    if options.documents and not options.bodies:
        result["documents"] = _measure_documents(options.documents, options.truth)
    if options.bodies:
        result["bodies"] = measure_bodies(options.mirror or options.documents, options.truth)
    elif options.mirror:
        result["mirror"] = _measure_mirror(load_sites(options.mirror, options.truth), quick=options.quick)
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/consolidation", description=__doc__)
    parser.add_argument("--mirror", type=Path, help="folder of one site, or of several")
    parser.add_argument("--documents", type=Path, help="folder with pages of official documents")
    parser.add_argument(
        "--truth", type=Path, required=True, help="JSON lines for a mirror, JSON for documents"
    )
    parser.add_argument("--json", type=Path, help="write everything here, misses included")
    parser.add_argument("--bodies", action="store_true", help="the truth file holds hashes of paragraphs")
    parser.add_argument("--quick", action="store_true", help="whole sites only, no small sets of pages")
    options = parser.parse_args(arguments)
    if not options.mirror and not options.documents:
        parser.error("give --mirror or --documents")
    return options


# ── whole sites ──
def _measure_mirror(sites: list[Site], *, quick: bool) -> dict[str, Any]:
    texts = {site.name: _texts(site) for site in sites}
    result: dict[str, Any] = {}
    for name, change in CHANGES.items():
        began = time.perf_counter()
        score = _whole_sites(sites, texts, change)
        pages = sum(len(rows) for rows in texts.values())
        result[name] = _tell(f"{name}: whole sites", score, sites)
        _say(f"{pages / (time.perf_counter() - began):.0f} pages/s, parsing and extraction, one process\n")
    if not quick:
        for size in (3, 1):
            name = f"{size} page{'s' * (size > 1)} only, without meta"
            result[name] = _tell(name, _small_sets(sites, texts, size), sites)
    return result


def _texts(site: Site) -> dict[str, RawPage]:
    found = {}
    for file in site.mirror.pages:
        try:
            text = decode_page(file.read()).text
        except (ValueError, UndecodableBytes):
            continue
        found[file.name] = RawPage(mirrored_from(text, file), text)
    return found


def _changed(page: RawPage, change: Change) -> RawPage:
    if change is table_era:
        return RawPage(page.url, decode_page(in_gb_with_a_lie(change(page.text))).text)
    return RawPage(page.url, change(page.text))


def _whole_sites(sites: list[Site], texts: dict[str, dict[str, RawPage]], change: Change) -> Score:
    score = Score()
    for site in sites:
        pages = {name: _changed(page, change) for name, page in texts[site.name].items()}
        records = dict(zip(pages, read_site(list(pages.values())), strict=True))
        for name, row in site.rows.items():
            _compare(score, site.name, row, records.get(name), pages.get(name))
    return score


def _small_sets(sites: list[Site], texts: dict[str, dict[str, RawPage]], size: int) -> Score:
    """Pages in the order of their names, so many at a time, each set a site of its own."""
    score = Score()
    for site in sites:
        names = [name for name in sorted(site.rows) if name in texts[site.name]]
        for start in range(0, len(names), size):
            chosen = names[start : start + size]
            if len(chosen) < size:
                chosen = names[-size:]
            pages = [_changed(texts[site.name][name], without_meta) for name in chosen]
            for name, page, record in zip(chosen, pages, read_site(pages), strict=True):
                if names.index(name) >= start:
                    _compare(score, site.name, site.rows[name], record, page)
    return score


def _compare(score: Score, site: str, row: Row, record: PageRecord | None, page: RawPage | None) -> None:
    found = _values(record)
    for name in FIELDS:
        if not row.has(name):
            if name == "source" and record is not None and page is not None:
                _compare_no_source(score, site, row, found["source"], page)
            continue
        right = row.is_right(name, found[name])
        shown = name
        if name == "source" and not right and page is not None and not _stands_in(row.values["source"], page):
            shown = "source (stands nowhere)"
        score.count(site, shown, right=right)
        score.sureness.append((name, _confidence(record, name), right))
        if not right:
            score.misses.append(Miss(site, row.file, shown, found[name], row.values[name], _note(record)))


def _compare_no_source(score: Score, site: str, row: Row, found: str, page: RawPage) -> None:
    """A page without a source in its truth: one that is found all the same is false, unless visitors see it."""
    shows = bool(found) and _labelled(found, page)
    name = "no source (but one is shown)" if shows else "no source"
    score.count(site, name, right=not found)
    if found:
        score.misses.append(Miss(site, row.file, name, found, ""))


def _labelled(source: str, page: RawPage) -> bool:
    """Whether the page shows these words behind the word for source."""
    lines = OldPage(page.text, url=page.url).lines
    return any("源" in line.text and plain(source) in plain(line.text) for line in lines)


def _stands_in(value: str, page: RawPage) -> bool:
    return plain(value) in plain(OldPage(page.text, url=page.url).visible_text) or plain(value) in plain(
        page.text
    )


def _values(record: PageRecord | None) -> dict[str, str]:
    if record is None:
        return dict.fromkeys(FIELDS, "")
    return {
        "title": record.title,
        "date": str(record.day or ""),
        "source": record.source,
        "column": record.column,
    }


def _confidence(record: PageRecord | None, name: str) -> float:
    return record.confidence(name) if record is not None else 0.0


def _note(record: PageRecord | None) -> str:
    return "page not read" if record is None else str(record.verdict)


# ── official documents ──
def _measure_documents(folder: Path, truth: Path) -> dict[str, Any]:
    score = Score()
    rows = load_documents(folder, truth)
    pages = []
    for place, row in rows:
        text = decode_page(place.read_bytes()).text
        pages.append(RawPage(row.get("url") or f"http://old.example.gov.cn/{place.name}", text))
    result = {}
    for name, records in (
        ("documents together", read_site(pages)),
        ("documents, each alone", [read_site([page])[0] for page in pages]),
    ):
        score = Score()
        faulty = 0
        for (_, row), record in zip(rows, records, strict=True):
            before = len(score.misses)
            _compare_document(score, row, record)
            faulty += len(score.misses) > before
        result[name] = _tell(name, score, [])
        _say(f"{faulty} of {len(rows)} pages miss a field\n")
    return result


def _compare_document(score: Score, values: dict[str, Any], record: PageRecord) -> None:
    found = {**record.document, "title": record.document.get("title") or record.title}
    row = Row(values["file"], {key: str(value or "") for key, value in values.items()})
    for name in DOCUMENT_FIELDS:
        if row.has(name):
            right = row.is_right(name, found.get(name, ""))
            score.count("documents", name, right=right)
            if not right:
                score.misses.append(Miss("documents", row.file, name, found.get(name, ""), row.values[name]))


# ── telling ──
def _tell(title: str, score: Score, sites: Iterable[Site]) -> dict[str, Any]:
    names = sorted({name for _, name in score.whole}, key=_order)
    places = sorted({site for site, _ in score.whole})
    rows = []
    for name in names:
        right = sum(score.right[site, name] for site in places)
        whole = sum(score.whole[site, name] for site in places)
        rows.append(
            (
                name,
                f"{right} of {whole}",
                f"{right / whole:.1%}",
                *(_cell(score, site, name) for site in places),
            )
        )
    _say(f"### {title}\n")
    _say(table(("field", "right", "share", *places), rows))
    _say()
    for miss in score.misses:
        if miss.field not in ("no source (but one is shown)",):
            _say(
                f"- {miss.field}: {miss.site}/{miss.file}: read {miss.found!r}, true {miss.true!r} {miss.note}"
            )
    _say()
    sure = _reliability(score.sureness)
    if sure:
        _say(table(("said to be sure", "answers", "of them right", ""), sure))
        _say()
    return {
        "fields": {name: score.share(name) for name in names},
        "by_site": {f"{site}: {name}": score.share(name, site) for site, name in score.whole},
        "misses": [asdict(miss) for miss in score.misses],
        "reliability": sure,
    }


def _order(name: str) -> tuple[int, str]:
    known = [
        *FIELDS,
        "source (stands nowhere)",
        "no source",
        "no source (but one is shown)",
        *DOCUMENT_FIELDS,
    ]
    return (known.index(name) if name in known else 99, name)


def _cell(score: Score, site: str, name: str) -> str:
    whole = score.whole.get((site, name), 0)
    return f"{score.right[site, name]}/{whole}" if whole else "–"


def _reliability(sureness: Sequence[tuple[str, float, bool]]) -> list[tuple[str, int, str, str]]:
    """How many of the answers of each degree of sureness were right, with a bar."""
    rows = []
    for low, high in pairwise(_BINS):
        chosen = [right for _, sure, right in sureness if low <= sure < high]
        if chosen:
            share = sum(chosen) / len(chosen)
            rows.append(
                (f"{low:.0%}–{min(high, 1):.0%}", len(chosen), f"{share:.1%}", "█" * round(20 * share))
            )
    return rows


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
