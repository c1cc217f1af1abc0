"""`yimen demo`: load the demo city, or say that it stands."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from wagtail.signal_handlers import disable_reference_index_auto_update

from yimen.agencies.models import Agency
from yimen.demo import staffing
from yimen.demo.content import Content, ContentMistake, read_content
from yimen.demo.loading import City, PortalNotEmpty, load_city, steps_of
from yimen.demo.settling import settle_indexes


class Command(BaseCommand):
    help = "Load the demo city 云泽 into an empty portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="localhost", help="host name of the portal (localhost)")
        parser.add_argument("--port", type=int, default=settings.ENV.port, help="port that visitors use")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.DATA_DIR)
        if Agency.objects.exists() and staffing.remembered(folder):
            self.stdout.write("The demo city is loaded.")
        else:
            self._load(folder, options["host"], options["port"])
        self._say_where(options["host"], options["port"], folder)

    def _load(self, folder: Path, host: str, port: int) -> None:
        try:
            content = read_content(today=timezone.localdate())
            city = self._with_progress(content, host, port)
        except (ContentMistake, PortalNotEmpty) as mistake:
            raise CommandError(str(mistake)) from mistake
        staffing.remember(staffing.hire(city), folder)

    def _with_progress(self, content: Content, host: str, port: int) -> City:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bar, disable_reference_index_auto_update():
            task = bar.add_task("载入演示城市", total=steps_of(content) + 1)
            city = load_city(
                content,
                host=host,
                port=port,
                advance=lambda done: bar.update(task, advance=1, description=done[:18]),
            )
            settle_indexes()
            bar.update(task, advance=1, description="演示城市已载入")
        return city

    def _say_where(self, host: str, port: int, folder: Path) -> None:
        self.stdout.write(f"\n  Portal  http://{host}:{port}/\n  Desk    http://{host}:{port}/admin/\n")
        for row in staffing.remembered(folder):
            self.stdout.write(f"  {row.role}  {row.username} / {row.password}")
        self.stdout.write("")
