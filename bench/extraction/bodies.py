"""Bodies against truth: a line of JSON for each page, with the hashes of the lines that belong to its body.

The words themselves are third parties' and stay in the mirrors; a hash finds its line again on the page.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bench.extraction.truth import BASE, digest
from bench.setting import table
from yimen.consolidation.extraction.lines import squeezed
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.site import RawPage, read_site
from yimen.consolidation.mirror import open_mirror
from yimen.foundation.decoding import decode_page

_LONG = 30_000  # characters; longer texts are compared line by line


def measure_bodies(folder: Path, truth: Path) -> dict[str, Any]:
    """Character F1 (longest common subsequence) and exact-paragraph F1, whole sites and each page alone."""
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    by_site: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in rows:
        site, _, name = row["file"].partition("/")
        by_site[site][name] = row["lines"]
    result: dict[str, Any] = {}
    for setting in ("whole sites", "one page alone"):
        scores: list[tuple[str, str, float, float, int]] = []
        for site, wanted in sorted(by_site.items()):
            scores += _site(folder / site, site, wanted, alone=setting != "whole sites")
        result[setting] = _tell(setting, scores)
    return result


def _site(
    folder: Path, site: str, wanted: dict[str, list[str]], *, alone: bool
) -> list[tuple[str, str, float, float, int]]:
    files = [file for file in open_mirror(folder, base_url=BASE).pages if not alone or file.name in wanted]
    pages = [RawPage(file.url, decode_page(file.read()).text) for file in files]
    records = [read_site([page])[0] for page in pages] if alone else read_site(pages)
    scores = []
    for file, page, record in zip(files, pages, records, strict=True):
        if file.name in wanted:
            true = lines_named(OldPage(page.text, url=page.url), wanted[file.name])
            chars, paragraphs, stray = compare(record.text, [line for line in true if line])
            scores.append((site, file.name, chars, paragraphs, stray))
    return scores


def names_of(page: OldPage) -> list[str]:
    """A name for each line of a page: the hash of its words and, from the second on, which of the same it is."""
    seen: Counter[str] = Counter()
    names = []
    for line in page.lines:
        name = digest(line.text)
        seen[name] += 1
        names.append(f"{name}:{seen[name]}" if seen[name] > 1 else name)
    return names


def lines_named(page: OldPage, names: Sequence[str]) -> list[str]:
    kept = set(names)
    return [line.text for line, name in zip(page.lines, names_of(page), strict=True) if name in kept]


def compare(found: str, true: Sequence[str]) -> tuple[float, float, int]:
    """Character F1, paragraph F1, and stray characters where the true body holds no text (else 0)."""
    first = squeezed("".join(part for part in found.replace("\t", "\n").split("\n")))
    second = squeezed("".join(true))
    if not second:
        return (1.0 if not first else 0.0), 1.0, len(first)
    pieces = [squeezed(part) for part in found.replace("\t", "\n").split("\n") if squeezed(part)]
    wholes = [squeezed(line) for line in true]
    return _character_f1(first, second), _paragraph_f1(pieces, wholes), 0


def _character_f1(first: str, second: str) -> float:
    if first == second:
        return 1.0
    common = _common(first, second)
    return 2 * common / (len(first) + len(second)) if first or second else 1.0


def _common(first: str, second: str) -> int:
    """Length of the common text: what differs at the edges is rare, so blocks that match are summed."""
    if len(first) > _LONG or len(second) > _LONG:
        return sum(
            block.size for block in SequenceMatcher(None, first, second, autojunk=True).get_matching_blocks()
        )
    return sum(
        block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    )


def _paragraph_f1(found: Sequence[str], true: Sequence[str]) -> float:
    """Paragraphs that a line break joined on one side count where their joined text does."""
    pool = list(found)
    hits = 0
    for line in true:
        if line in pool:
            pool.remove(line)
            hits += 1
    return 2 * hits / (len(found) + len(true)) if found or true else 1.0


def _tell(setting: str, scores: Sequence[tuple[str, str, float, float, int]]) -> dict[str, float]:
    with_text = [score for score in scores if not score[4] and (score[2] > 0 or score[3] < 1)]
    empty = [score for score in scores if score not in with_text]
    rows = []
    for site in sorted({score[0] for score in scores}):
        mine = [score for score in with_text if score[0] == site]
        if mine:
            rows.append((site, len(mine), _mean([s[2] for s in mine]), _mean([s[3] for s in mine])))
    rows.append(("all", len(with_text), _mean([s[2] for s in with_text]), _mean([s[3] for s in with_text])))
    sys.stdout.write(f"### Bodies, {setting}\n\n")
    shown = [(name, count, f"{chars:.4f}", f"{paragraphs:.4f}") for name, count, chars, paragraphs in rows]
    sys.stdout.write(table(("site", "pages", "character F1", "paragraph F1"), shown) + "\n\n")
    for site, name, chars, paragraphs, stray in scores:
        if chars < 0.995 or paragraphs < 0.985 or stray:
            sys.stdout.write(f"- {site}/{name}: {chars:.3f} {paragraphs:.3f} stray {stray}\n")
    return {
        "characters": rows[-1][2],
        "paragraphs": rows[-1][3],
        "stray": _mean([float(score[4]) for score in empty]) if empty else 0.0,
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
