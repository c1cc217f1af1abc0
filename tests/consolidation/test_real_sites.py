"""Real old sites, read with and without their meta tags. The data lies beside the repository, never in it."""

import html
import json
import os
import re
import tarfile
from pathlib import Path

import pytest

from yimen.consolidation.mirror import open_mirror
from yimen.consolidation.survey import Survey

pytestmark = [pytest.mark.realdata, pytest.mark.slow]

DATA = Path(os.environ.get("YIMEN_REAL_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
SITES = ("lgedu_net", "atxlyj_cn")
FARM = re.compile(r"博彩|葡京|时时彩|六合彩|<script|javascript:", re.IGNORECASE)
LEAST = 0.95
# Without meta tags: sources of lgedu_net stand nowhere else on the page.
FIELDS = {True: ("title", "date", "source", "column"), False: ("title", "date", "column")}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = DATA / "legacy_sites.tar.xz"
    if not archive.is_file():
        pytest.skip(f"the real old sites are not here: {archive.name} is looked for beside the repository")
    folder = tmp_path_factory.mktemp("real")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return next(folder.rglob("truth_meta.jsonl")).parent


def same(found: str, true: str, field: str) -> bool:
    found, true = (re.sub(r"\s+", "", html.unescape(text)) for text in (found, true))
    return found.startswith(true) if field == "date" else found == true


@pytest.mark.parametrize("use_meta", [True, False], ids=["as they are", "without meta tags"])
@pytest.mark.parametrize("site", SITES)
def test_nineteen_of_twenty_are_read_as_their_own_meta_tags_say(
    sites: Path, site: str, use_meta: bool
) -> None:
    lines = (sites / "truth_meta.jsonl").read_text(encoding="utf-8").splitlines()
    truth = {
        row["file"].partition("/")[2]: row for row in map(json.loads, lines) if row["file"].startswith(site)
    }
    survey = Survey(open_mirror(sites / site, base_url="http://old.example.gov.cn"), use_meta=use_meta)
    read = {page.file.name: page.record for page in survey.pages()}
    for field in FIELDS[use_meta]:
        rows = {name: row for name, row in truth.items() if row.get(field)}
        right = 0
        for name, row in rows.items():
            record = read[name]
            found = {
                "title": record.title,
                "date": str(record.day or ""),
                "source": record.source,
                "column": record.column,
            }
            right += same(found[field], row[field], field)
        assert right >= LEAST * len(rows), f"{field}: {right} of {len(rows)}"
    assert all(read[name].text or "<img" in read[name].html for name in truth)


def test_no_injected_link_farm_reaches_a_text(sites: Path) -> None:
    for site in sorted(folder.name for folder in sites.iterdir() if folder.is_dir()):
        survey = Survey(open_mirror(sites / site, base_url="http://old.example.gov.cn"))
        for page in survey.pages():
            assert not re.search(r"博彩|葡京|时时彩|六合彩|<script|javascript:", page.record.html, re.I), (
                page.file.name
            )
