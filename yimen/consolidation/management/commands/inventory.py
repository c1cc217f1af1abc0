"""What an old site is worth: pages, columns, last updates, dead links, doubles and dangers of its source."""

import json
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from yimen.consolidation.inventory.showing import as_html, as_text, style_sheet
from yimen.consolidation.inventory.summing import sum_up
from yimen.consolidation.inventory.taking import Spool, take
from yimen.consolidation.sources.opening import open_source
from yimen.consolidation.sources.records import UnusableSource

_STAGES = {"learn": "Learning what the pages have in common", "read": "Reading each address"}


class Command(BaseCommand):
    help = "Tell in one page what an old site is worth. SITE is a mirror, zip, WARC, WACZ, table or WordPress export."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "sites", type=Path, nargs="+", metavar="SITE", help="folder or file with an old site's pages"
        )
        parser.add_argument("--base-url", default="http://old.example.gov.cn", help="address of the old site")
        parser.add_argument("--name", default="", help="name of the site in the report")
        parser.add_argument(
            "--into", type=Path, metavar="FOLDER", help="keep report and records; run again to go on"
        )
        parser.add_argument("--jobs", type=int, default=0, help="processes; all cores where it is not given")

    def handle(self, *args: Any, **options: Any) -> None:
        sites: list[Path] = options["sites"]
        for site in sites:
            with tempfile.TemporaryDirectory(prefix="yimen-inventory-") as scratch:
                into: Path = options["into"] or Path(scratch)
                folder = into / site.name if len(sites) > 1 else into
                try:
                    folder.mkdir(parents=True, exist_ok=True)
                    self._take(site, folder, options)
                except UnusableSource as mistake:
                    raise CommandError(str(mistake)) from None
                except OSError as error:
                    where = error.filename or folder
                    raise CommandError(f"{where} cannot be written: {error.strerror}.") from None

    def _take(self, site: Path, folder: Path, options: dict[str, Any]) -> None:
        spool, began = Spool(folder / "records.jsonl"), time.monotonic()
        with _Bars() as bars:
            source = open_source(site, base_url=options["base_url"])
            take(source, spool, jobs=options["jobs"], progress=bars.tell)
        found = sum_up(spool.read(), site=options["name"] or site.name)
        with translation.override(settings.LANGUAGE_CODE):
            (folder / "inventory.html").write_text(as_html(found), encoding="utf-8")
        (folder / "inventory.css").write_text(style_sheet(), encoding="utf-8")
        told = json.dumps(found.as_dict(), ensure_ascii=False, indent=1)
        (folder / "inventory.json").write_text(told, encoding="utf-8")
        self.stdout.write(as_text(found))
        seconds = time.monotonic() - began
        self.stderr.write(
            f"{found.seen:,} addresses in {seconds:.0f} s ({found.seen / seconds:.0f} a second)"
        )


class _Bars:
    """One bar for each stage; the second knows from the first how much there is."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._tasks: dict[str, TaskID] = {}
        self._learnt = 0

    def __enter__(self) -> "_Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, stage: str, done: int) -> None:
        self._learnt = done if stage == "learn" else self._learnt
        total = max(done, self._learnt) if stage == "read" else None
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(_STAGES[stage], total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)
