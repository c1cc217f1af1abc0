"""What runs by itself is told to the administrator: every recurring job, and how often."""

from datetime import timedelta

from tests.house.reading import ROOT
from yimen.records.recurring import registered

OFTEN = {timedelta(minutes=1): "minute", timedelta(hours=1): "hour", timedelta(days=1): "day"}


def test_every_recurring_job_is_described_with_its_interval() -> None:
    text = (ROOT / "docs/operations/recurring-jobs.md").read_text(encoding="utf-8")
    described = {
        line.split(" | ")[0]: line.split(" | ")[1] for line in text.splitlines() if line.startswith("| `")
    }
    assert described == {f"| `{job.name}`": OFTEN[job.every] for job in registered().values()}
