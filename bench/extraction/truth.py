"""Mirrors and what is true of their pages."""

import hashlib
import html
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yimen.consolidation.extraction.dates import dates_in
from yimen.consolidation.mirror import Mirror, open_mirror

FIELDS = ("title", "date", "source", "column")
DOCUMENT_FIELDS = ("title", "index_no", "topic", "issuer", "doc_no", "written", "published")
BASE = "http://old.example.gov.cn"


@dataclass(frozen=True)
class Row:
    """What is true of one page: values, or their hashes where the text itself may not be kept."""

    file: str
    values: dict[str, str]
    hashed: bool = False

    def has(self, name: str) -> bool:
        return bool(self.values.get(name))

    def is_right(self, name: str, found: str) -> bool:
        """Compared after unescaping HTML twice and collapsing white space; dates by their day, and by the minute
        where both say it."""
        true = self.values.get(name, "")
        if self.hashed and name != "date":
            return digest(found) == true
        if name in ("date", "written", "published"):
            return same_date(found, true)
        return plain(found) == plain(true)


@dataclass
class Site:
    """One mirror and its rows, keyed by the file's name inside the mirror."""

    name: str
    mirror: Mirror
    rows: dict[str, Row] = field(default_factory=dict)


def plain(text: str) -> str:
    return " ".join(html.unescape(html.unescape(text)).replace("\u200b", "").split())


def digest(text: str) -> str:
    """The first 16 signs of SHA-256 over the text as it is compared: truth without a third party's words."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:16]


def same_date(found: str, true: str) -> bool:
    first, second = next(dates_in(plain(found)), None), next(dates_in(plain(true)), None)
    if first is None or second is None:
        return first is None and second is None and plain(found) == plain(true)
    if first.value.day != second.value.day:
        return False
    minutes = (first.value.minute, second.value.minute)
    return None in minutes or minutes[0] == minutes[1]


def load_sites(folder: Path, truth: Path) -> list[Site]:
    """The mirrors that a truth file speaks of. `folder` holds one site's pages, or a folder for each site."""
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()]
    by_site: dict[Path, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        place, name = _place_of(folder, row["file"])
        values = {key: str(value or "") for key, value in row.items() if key not in ("file", "hashed", "url")}
        by_site[place][name] = Row(name, values, hashed=bool(row.get("hashed")))
    return [
        Site(place.name, open_mirror(place, base_url=BASE), mine) for place, mine in sorted(by_site.items())
    ]


def _place_of(folder: Path, file: str) -> tuple[Path, str]:
    """The site's folder and the page's name in it."""
    first, _, rest = file.partition("/")
    if folder.name == first and (folder / rest).is_file():
        return folder, rest
    is_one_site = any(folder.glob("*.htm*")) or any(folder.glob("*.shtml"))
    if (folder / first).is_dir() and not is_one_site:
        return folder / first, rest
    return folder, file


def load_documents(folder: Path, truth: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Pages of official documents with the fields of their header tables."""
    rows = json.loads(truth.read_text(encoding="utf-8"))
    found = []
    for row in rows:
        place = folder / row["file"]
        found.append((place if place.is_file() else folder / Path(row["file"]).name, row))
    return found
