"""`yimen demo`: load the demo city, or say that it stands."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from yimen.agencies.models import Agency
from yimen.demo import staffing
from yimen.demo.city import City
from yimen.demo.content import Content, ContentMistake, read_content
from yimen.demo.loading import PortalNotEmpty, load_city, steps_of
from yimen.demo.volume import REASON, missing_articles
from yimen.editorial.bulk import load_articles
from yimen.editorial.indexes import indexes_paused, settle_indexes


class Command(BaseCommand):
    help = "Load the demo city 云泽 into an empty portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="localhost", help="host name of the portal (localhost)")
        parser.add_argument("--port", type=int, default=settings.ENV.port, help="port that visitors use")
        parser.add_argument(
            "--articles", type=int, default=0, metavar="N", help="make it N articles, for benchmarks"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.DATA_DIR)
        try:
            content = read_content(today=timezone.localdate())
            if not (Agency.objects.exists() and staffing.remembered(folder)):
                city = self._load(content, options["host"], options["port"])
                staffing.remember(staffing.hire(city), folder)
        except (ContentMistake, PortalNotEmpty) as mistake:
            raise CommandError(str(mistake)) from mistake
        self._make_volume(content, options["articles"])
        self._say_where(options["host"], options["port"], folder)

    def _load(self, content: Content, host: str, port: int) -> City:
        with _progress() as bar:
            task = bar.add_task("载入演示城市", total=steps_of(content) + 1)

            def advance(done: str) -> None:
                bar.update(task, advance=1, description=f"载入演示城市：{done[:16]}")

            with indexes_paused():
                city = load_city(content, host=host, port=port, advance=advance)
            settle_indexes()
            bar.update(task, advance=1, description="演示城市已载入")
        return city

    def _make_volume(self, content: Content, total: int) -> None:
        now = timezone.now()
        wanting, articles = missing_articles(total, content=content, now=now)
        if not wanting:
            return
        with _progress() as bar:
            task = bar.add_task("批量载入文章", total=wanting)
            load_articles(
                articles,
                now=now,
                reason=REASON,
                written=lambda pages: bar.update(task, advance=len(pages)),
            )
            bar.update(task, description="整理索引")
            settle_indexes()

    def _say_where(self, host: str, port: int, folder: Path) -> None:
        self.stdout.write(f"\n  Portal  http://{host}:{port}/\n  Desk    http://{host}:{port}/admin/\n")
        for row in staffing.remembered(folder):
            self.stdout.write(f"  {row.role}  {row.username} / {row.password}")
        self.stdout.write("")


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))
