"""Lighthouse's four scores on a throttled phone, and what a page weighs; medians of three visits.

    python -m bench.lighthouse [VISITS]     on the small database that bench.load made; bin/web-tools brings Lighthouse

The product's own server answers, uncompressed pages as it renders them; the throttling is Lighthouse's mobile profile
(150 ms round trip, 1.6 Mbit/s, processor four times slower).
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from bench.render import server
from bench.setting import PORT, SMALL, block, environment_of, folder_of, head, median, say, table

LIGHTHOUSE = Path(__file__).parents[1] / "tools/web/node_modules/.bin/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 98
ATTEMPTS = 4  # Chromium loses the beginning of a trace now and then (NO_NAVSTART): that visit says nothing


def visit(path: str) -> dict[str, Any]:
    """One visit: scores of 100, and the measures of loading."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    command = [
        LIGHTHOUSE, f"http://localhost:{PORT}{path}", "--quiet", "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ]  # fmt: skip
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "CHROME_PATH": chromium or ""},
        )
        if not done.returncode:
            break
    else:
        raise SystemExit(f"Lighthouse could not judge {path}: {done.stderr[-800:]}")
    report = json.loads(done.stdout)
    audits = report["audits"]
    return {
        **{name: report["categories"][name]["score"] * 100 for name in CATEGORIES},
        "lcp": audits["largest-contentful-paint"]["numericValue"],
        "cls": audits["cumulative-layout-shift"]["numericValue"],
        "failed": sorted(
            name for name, audit in audits.items() if audit["score"] is not None and audit["score"] < 0.9
        ),
    }


def weight(path: str) -> dict[str, float]:
    """Kilobytes as they travel compressed: the page, its stylesheets, its scripts."""
    page = _get(path).decode()
    links = {kind: _addresses(page, kind) for kind in ("css", "js")}
    return {
        "html": len(gzip.compress(page.encode())) / 1000,
        **{kind: sum(len(gzip.compress(_get(one))) for one in found) / 1000 for kind, found in links.items()},
    }


def _addresses(page: str, kind: str) -> set[str]:
    words = page.replace('"', " ").split()
    return {word for word in words if word.startswith("/") and word.partition("?")[0].endswith(f".{kind}")}


def _get(path: str) -> bytes:
    with urllib.request.urlopen(f"http://localhost:{PORT}{path}", timeout=30) as answer:
        return bytes(answer.read())


def main(visits: int) -> None:
    known = block("rendering", folder_of(SMALL), PORT)["paths"]
    subsite = "/".join(known["column"].split("/")[:3]) + "/"
    paths = {**known, "sub-site home": subsite, "entrance": "/citizen/", "English home": "/en/"}
    rows, failed = [], {}
    # Pictures are made in each size and format by the worker, once.
    subprocess.run(
        [sys.executable, "-m", "yimen", "work", "--until-idle"],
        env=environment_of(folder_of(SMALL)),
        capture_output=True,
        check=True,
    )
    with server(SMALL):
        for name, path in paths.items():
            visit(path)  # the first makes what is made once: pictures' renditions, compiled templates
            seen = [visit(path) for _visit in range(visits)]
            weighs = weight(path)
            scores = [median([one[category] for one in seen]) for category in CATEGORIES]
            measures = [median([one[measure] for one in seen]) for measure in ("lcp", "cls")]
            rows.append((name, *(f"{score:.0f}" for score in scores), *measures, *weighs.values()))
            failed[name] = seen[-1]["failed"] if min(scores) < GOAL else []
    head(f"Lighthouse, throttled phone, medians of {visits} visits")
    heads = ("page", *CATEGORIES, "largest paint ms", "layout shift", "HTML kB", "CSS kB", "JS kB")
    say(table(heads, rows))
    for name, audits in failed.items():
        if audits:
            say(f"\n{name}, below {GOAL}: {', '.join(audits)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
