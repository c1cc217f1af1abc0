"""Bring a static mirror of an old site into an agency's sub-site, with a redirect from each old address."""

import logging
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from yimen.consolidation.actions import (
    CannotConsolidate,
    ConsolidationRun,
    Outcome,
    agency_named,
    new_addresses,
    prepare_ground,
    survey_outcomes,
)
from yimen.consolidation.actions.ground import refuse_base_url
from yimen.consolidation.extraction.records import Verdict
from yimen.consolidation.mirror import Kind, Mirror, UnusableMirror, open_mirror
from yimen.consolidation.reporting import report_line, write_report

_STAGES = {
    "learn": "Learning the site's layout",
    "extract": "Reading pages",
    "import": "Bringing in pages",
    "link": "Linking pages to one another",
}
_RESULTS = {
    "imported": "imported",
    "updated": "updated",
    "unchanged": "unchanged",
    "kept": "left as the desk has them now",
    "merged": "merged with the same text elsewhere",
    "list": "lists, leading to their columns",
    "home": "home pages, leading to the sub-site",
    "article": "articles (dry run: not imported)",
    "skipped": "skipped",
}
_TOLD_MOST = 10


class Command(BaseCommand):
    help = "Bring a static mirror of an old site into an agency's sub-site. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "mirror", type=Path, metavar="MIRROR_FOLDER", help="folder with the mirror's files"
        )
        parser.add_argument(
            "--base-url", required=True, help="address of the old site, http://old.example.gov.cn"
        )
        parser.add_argument(
            "--agency", required=True, metavar="CODE", help="code of the agency whose site it was"
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write one JSON line for each page seen"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="read and report only; nothing is imported"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # three lines a page would hide the bars
        report: Path | None = options["report"]
        try:
            agency = agency_named(options["agency"])
            mirror = open_mirror(options["mirror"], base_url=options["base_url"])
            refuse_base_url(agency, mirror.base_url)
            _refuse_report(report)
            with _Bars() as bars:
                outcomes = survey_outcomes(mirror, progress=bars.tell)
                _refuse_without_articles(mirror, outcomes)
                run = None
                if not options["dry_run"]:
                    ground = prepare_ground(agency, base_url=mirror.base_url)
                    run = ConsolidationRun(mirror, ground, outcomes, now=timezone.now())
                    run.run(progress=bars.tell)
        except (CannotConsolidate, UnusableMirror) as mistake:
            raise CommandError(str(mistake)) from None
        addresses = new_addresses(outcomes) if run else {}
        if report is not None:
            self._write(outcomes, addresses, report)
        self._say(mirror, outcomes, run, seconds=time.monotonic() - began)

    def _write(self, outcomes: list[Outcome], addresses: dict[int, str], report: Path) -> None:
        lines = (
            report_line(
                outcome.record,
                file=outcome.page.file.name,
                text=outcome.text,
                new_url=addresses.get(outcome.page_id, "") if outcome.page_id else "",
            )
            for outcome in outcomes
        )
        try:
            write_report(lines, report)
        except OSError as error:
            raise CommandError(f"The report {report} cannot be written: {error.strerror}.") from None

    def _say(
        self, mirror: Mirror, outcomes: list[Outcome], run: ConsolidationRun | None, *, seconds: float
    ) -> None:
        counts = Counter(outcome.result for outcome in outcomes)
        self.stdout.write(
            f"{len(outcomes):7,} pages seen in {seconds:.0f} s ({len(outcomes) / seconds:.0f} a second)"
        )
        for result, words in _RESULTS.items():
            if counts[result]:
                self.stdout.write(f"{counts[result]:7,} {words}")
        reasons = Counter(
            outcome.record.reason.partition(":")[0]
            for outcome in outcomes
            if outcome.record.verdict is Verdict.SKIPPED
        )
        for reason, count in reasons.most_common():
            self.stdout.write(f"{count:12,} {reason}")
        others = Counter(file.kind for file in mirror.files)
        self.stdout.write(
            f"{others[Kind.PICTURE] + others[Kind.DOCUMENT]:7,} pictures and attachments in the mirror"
        )
        if run is not None:
            self.stdout.write(f"{run.files.pictures_stored:7,} pictures stored")
            self.stdout.write(f"{run.files.documents_stored:7,} attachments stored")
            self.stdout.write(f"{run.columns.made:7,} columns made")
            self._tell(run.files.told)
        self._tell([f"{file.name}: {file.problem}" for file in mirror.files if file.problem])

    def _tell(self, sentences: list[str]) -> None:
        for sentence in sentences[:_TOLD_MOST]:
            self.stderr.write(sentence)
        if len(sentences) > _TOLD_MOST:
            self.stderr.write(f"... and {len(sentences) - _TOLD_MOST} more files like these")


class _Bars:
    """One bar for each stage, on the error stream so that a report can be piped."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "_Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(_STAGES[stage], total=total)
        self._progress.update(self._tasks[stage], completed=done)


def _refuse_report(report: Path | None) -> None:
    """Before an hour of work: whether the report can be written at its end."""
    if report is None:
        return
    if report.is_dir() or not report.parent.is_dir():
        raise CannotConsolidate(
            f"The report cannot be written to {report}: give a file in a folder that exists."
        )


def _refuse_without_articles(mirror: Mirror, outcomes: list[Outcome]) -> None:
    if not any(outcome.record.verdict is Verdict.ARTICLE for outcome in outcomes):
        reasons = Counter(outcome.record.reason or str(outcome.record.verdict) for outcome in outcomes)
        commonest = "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common(3))
        raise CannotConsolidate(f"{mirror.folder} holds {len(outcomes)} pages, but no article: {commonest}.")
