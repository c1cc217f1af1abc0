"""How every script here works: databases of two sizes, blocks of measurements in turn, results as a Markdown table.

The sizes are measured in turn (500, 50,000, 500, 50,000 ...), each block in a process of its own, and the medians of
the blocks are compared: what else the machine does meanwhile then falls on both. Processor time stands beside
wall-clock time, because it hardly feels its neighbours.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRATCH = Path(os.environ.get("BENCH_DIR", "/tmp/yimen-bench"))
PORT = int(os.environ.get("BENCH_PORT", "8000"))  # the demo city is loaded for localhost and this port
SMALL, LARGE = 500, 50_000
SIZES = (SMALL, LARGE)


def folder_of(size: int) -> Path:
    return SCRATCH / f"articles-{size}"


def environment_of(folder: Path) -> dict[str, str]:
    """The environment in which the product works on a data folder."""
    return {
        **os.environ,
        "YIMEN_DATA_DIR": str(folder),
        "YIMEN_SECRET_KEY": "for-benchmarks-only-" + "x" * 40,
        "YIMEN_LOG_LEVEL": "ERROR",
        "YIMEN_STAFF_MFA": "no",
        "DJANGO_SETTINGS_MODULE": "yimen.config.settings",
    }


def block(name: str, folder: Path, *arguments: object) -> Any:
    """Run one block of measurements in a process of its own, with Django on a data folder: what its `measure` gives."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.blocks", name, *map(str, arguments)]
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment_of(folder))
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


@dataclass
class Took:
    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def taking() -> Iterator[Took]:
    """Seconds inside, by the clock and of the processor."""
    took, wall, cpu = Took(), time.perf_counter(), time.process_time()
    try:
        yield took
    finally:
        took.wall, took.cpu = time.perf_counter() - wall, time.process_time() - cpu


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


median = statistics.median


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(map(_shown, row)) + " |" for row in rows]
    return "\n".join(lines)


def _shown(cell: Any) -> str:
    if not isinstance(cell, float):
        return str(cell)
    return f"{cell:,.0f}" if cell >= 100 else f"{cell:.1f}" if cell >= 10 else f"{cell:.2f}"


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def head(title: str) -> None:
    """The title of a table, with when and on what it was measured."""
    load = os.getloadavg()[0]
    say(f"\n### {title}\n")
    say(
        f"{time.strftime('%Y-%m-%d %H:%M')}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load average at the end {load:.1f}\n"
    )
