"""`yimen pool`: hold the information pool against what the apps hold public, and mend it."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from yimen.pool.comparing import Difference, differences
from yimen.pool.mending import AddressTaken, rebuild

SHOWN = 100  # differences printed; the rest is counted


class Command(BaseCommand):
    help = "Hold the information pool against what is public, and mend it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--check", action="store_true", help="print what differs; exit code 1 if anything does"
        )
        what.add_argument("--rebuild", action="store_true", help="mend what differs, in batches")

    def handle(self, *args: Any, **options: Any) -> None:
        found: list[Difference] = []
        try:
            with self._progress() as bar:
                task = bar.add_task("Comparing", total=None)

                def progress(count: int) -> None:
                    bar.update(task, completed=count)

                verb = rebuild if options["rebuild"] else differences
                found = list(verb(progress=progress))
        except AddressTaken as error:
            raise CommandError(str(error)) from None
        self._tell(found, mended=options["rebuild"])
        if found and options["check"]:
            raise CommandError(f"The pool differs in {len(found)} entries; yimen pool --rebuild mends them.")

    def _progress(self) -> Progress:
        columns = SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn()
        return Progress(*columns, console=Console(stderr=True), transient=True)

    def _tell(self, found: list[Difference], *, mended: bool) -> None:
        for difference in found[:SHOWN]:
            self.stdout.write(str(difference))
        if len(found) > SHOWN:
            self.stdout.write(f"… and {len(found) - SHOWN} more")
        if mended or not found:
            said = f"{len(found)} entries mended." if found else "The pool is whole."
            self.stdout.write(self.style.SUCCESS(said))
