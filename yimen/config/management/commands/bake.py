"""`yimen bake`: render public pages before anybody asks, or hold what is kept against what would be rendered now."""

import argparse
import sqlite3
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from yimen.baking import filling
from yimen.baking.following import LogUnreadable, catch_up
from yimen.baking.generations import Generations
from yimen.baking.store import Store
from yimen.config.delivery import generations, layer

SHOWN = 20  # lines of a difference that are printed


class Command(BaseCommand):
    help = "Render public pages before anybody asks; what is kept already is passed over."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "below", nargs="?", default="", help="only addresses that begin so, such as /bm/jyj/"
        )
        parser.add_argument(
            "--processes", type=int, default=settings.ENV.workers, help="how many render at once"
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--anew",
            action="store_true",
            help="everything into a new store beside the old one, switched at the end",
        )
        what.add_argument(
            "--check",
            action="store_true",
            help="print what is kept and out of date; exit code 1 if anything is",
        )

    def handle(self, *args: Any, below: str, processes: int, anew: bool, check: bool, **options: Any) -> None:
        stores = generations()
        try:
            stores.settle()
            if check:
                self._check(stores, below)
            else:
                self._fill(stores, below, processes=max(processes, 1), anew=anew)
        except LogUnreadable as error:
            raise CommandError(f"The database does not answer: {error}") from error
        except (OSError, sqlite3.Error) as error:
            raise CommandError(f"The store of pages in {stores.folder} cannot be written: {error}") from error

    def _fill(self, stores: Generations, below: str, *, processes: int, anew: bool) -> None:
        store = stores.beside() if anew else stores.current()
        wanted = filling.every_key(below=below)
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Rendering", total=len(wanted))
            made = filling.fill(
                layer(WSGIHandler(), stores),
                store,
                wanted,
                processes=processes,
                progress=lambda count: bar.update(task, completed=count),
            )
        if anew:
            self._switch(stores, store)
        for line in made.refused:
            self.stderr.write(line)
        self.stdout.write(
            self.style.SUCCESS(
                f"{made.rendered} pages rendered, {made.kept} were kept, {len(made.refused)} are not kept."
            )
        )

    def _switch(self, stores: Generations, store: Store) -> None:
        catch_up(store, now=timezone.now())
        stores.switch(store)

    def _check(self, stores: Generations, below: str) -> None:
        store = stores.current()
        catch_up(store, now=timezone.now())
        found = 0
        for key, lines in filling.differences(
            layer(WSGIHandler(), stores), store, filling.every_key(below=below)
        ):
            found += 1
            self.stdout.write(f"{key.host}{key.path}")
            for line in lines[:SHOWN]:
                self.stdout.write(f"  {line}")
        if found:
            raise CommandError(f"{found} kept pages are out of date.")
        self.stdout.write(self.style.SUCCESS("What is kept is what would be rendered now."))
