"""The report of a consolidation: one JSON line for each page seen."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from yimen.consolidation.extraction.records import PageRecord


def report_line(record: PageRecord, *, file: str, text: str, new_url: str) -> str:
    """One page as JSON; the date is `YYYY-MM-DD HH:MM`, or the day where the old page gave no minute."""
    return json.dumps(
        {
            "file": file,
            "url": record.url,
            "verdict": str(record.verdict),
            "reason": record.reason,
            "title": record.title,
            "date": str(record.day) if record.day else "",
            "source": record.source,
            "column": record.column,
            "text": text,
            "new_url": new_url,
        },
        ensure_ascii=False,
    )


def write_report(lines: Iterable[str], target: Path) -> int:
    """Write the lines wholly or not at all; returns how many. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent, text=True)
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for line in lines:
                file.write(line + "\n")
                count += 1
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count
