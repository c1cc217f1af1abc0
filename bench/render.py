"""Uncached render of home page, column and article: queries, requests a second, memory of a server process.

    python -m bench.render [ROUNDS]     on the databases that bench.load made; needs wrk

The product's own server (granian, 2 processes) answers; wrk asks from the same machine over loopback, so it takes its
part of the processor. For each round both servers are started, warmed and measured in turn.
"""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.setting import (
    LARGE,
    PORT,
    SIZES,
    SMALL,
    block,
    environment_of,
    folder_of,
    head,
    median,
    say,
    table,
)

SECONDS = 5
CONNECTIONS = 4
BUDGET = {"home": 25, "column": 15, "article": 12}


@contextmanager
def server(size: int) -> Iterator[int]:
    """The product's server on one database; the process id of its parent."""
    uncached = {"YIMEN_PORT": str(PORT), "YIMEN_WORKERS": "2", "YIMEN_STORE": "no"}
    environment = {**environment_of(folder_of(size)), **uncached}
    subprocess.run(
        [sys.executable, "-m", "yimen", "collectstatic", "--noinput", "-v0"], env=environment, check=True
    )
    running = subprocess.Popen(
        [sys.executable, "-m", "yimen.config.server"], env=environment, stdin=subprocess.PIPE
    )
    try:
        _wait_for_answer()
        yield running.pid
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait_for_answer() -> None:
    for _tenth in range(300):
        try:
            urllib.request.urlopen(f"http://localhost:{PORT}/-/live", timeout=5)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def requests_a_second(path: str, *, seconds: int) -> float:
    asked = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", f"http://localhost:{PORT}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in asked:
        raise SystemExit(asked)
    found = re.search(r"Requests/sec:\s+([\d.]+)", asked)
    assert found, asked
    return float(found[1])


def processor_seconds(parent: int) -> float:
    """What the worker processes have taken so far."""
    ticks = 0
    for child in children_of(parent):
        fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])  # user and system, proc(5)
    return ticks / os.sysconf("SC_CLK_TCK")


def children_of(parent: int) -> list[str]:
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def memory_of_children(parent: int) -> list[tuple[float, float]]:
    """(resident, proportional) megabytes of each worker process."""
    found = []
    for child in children_of(parent):
        rollup = Path(f"/proc/{child}/smaps_rollup").read_text()
        sizes = {
            key: int(kb) / 1024 for key, kb in re.findall(r"^(Rss|Pss):\s+(\d+) kB", rollup, re.MULTILINE)
        }
        found.append((sizes["Rss"], sizes["Pss"]))
    return found


def main(rounds: int) -> None:
    pages = {size: block("rendering", folder_of(size), PORT) for size in SIZES}
    speed: dict[tuple[int, str], list[float]] = {(size, name): [] for size in SIZES for name in BUDGET}
    work: dict[tuple[int, str], list[float]] = {(size, name): [] for size in SIZES for name in BUDGET}
    memory: dict[int, list[tuple[float, float]]] = {size: [] for size in SIZES}
    for _round in range(rounds):
        for size in SIZES:
            with server(size) as parent:
                for path in pages[size]["paths"].values():
                    requests_a_second(path, seconds=2)
                for name, path in pages[size]["paths"].items():
                    before = processor_seconds(parent)
                    speed[size, name].append(requests_a_second(path, seconds=SECONDS))
                    asked = speed[size, name][-1] * SECONDS
                    work[size, name].append((processor_seconds(parent) - before) * 1000 / asked)
                memory[size] += memory_of_children(parent)
    rows = []
    for name, budget in BUDGET.items():
        small, large = median(speed[SMALL, name]), median(speed[LARGE, name])
        counts = [pages[size]["queries"][name] for size in SIZES]
        busy = [median(work[size, name]) for size in SIZES]
        both = (small, large, large / small, *busy, busy[1] / busy[0])
        rows.append((name, f"{counts[0]} / {counts[1]}", f"≤ {budget}", *both))
    head(f"Uncached render, {rounds} × {SECONDS} s in turn, {CONNECTIONS} connections, 2 processes")
    heads = ("page", "queries 500 / 50,000", "budget", "req/s at 500", "req/s at 50,000", "ratio")
    say(table((*heads, "processor ms a request at 500", "at 50,000", "ratio"), rows))
    for size in SIZES:
        resident, proportional = (median([one[part] for one in memory[size]]) for part in (0, 1))
        say(
            f"\nOne server process at {size:,}: {resident:.0f} MB resident, {proportional:.0f} MB proportional"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
