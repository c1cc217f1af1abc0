"""Fetch an old site politely into web archives; killed or broken off, the same command goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yimen.consolidation.mirror import UnusableMirror, checked_base_url
from yimen.consolidation.sources.archives import archived
from yimen.consolidation.sources.crawling import Crawl, crawl
from yimen.consolidation.sources.records import Fetched


class Command(BaseCommand):
    help = "Fetch an old site politely into web archives (WARC). Safe to run again: it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "url", metavar="URL", help="first address of the old site, http://old.example.gov.cn"
        )
        parser.add_argument(
            "--into", type=Path, required=True, metavar="FOLDER", help="where the archives go"
        )
        parser.add_argument("--host", action="append", default=[], help="another host name of the same site")
        parser.add_argument("--delay", type=float, default=0.5, help="seconds between two requests")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["into"]
        try:
            start = checked_base_url(options["url"])
            hosts = frozenset([urlsplit(start).hostname or "", *options["host"]])
            year = timezone.localdate().year
            crawl(
                Crawl(
                    start=start, folder=folder, hosts=hosts, this_year=year, delay=max(0.0, options["delay"])
                )
            )
        except UnusableMirror as mistake:
            raise CommandError(str(mistake)) from None
        except OSError as error:
            raise CommandError(f"{error.filename or folder} cannot be written: {error.strerror}.") from None
        count = sum(isinstance(one, Fetched) for one in archived(folder))
        self.stdout.write(
            f"{count:,} addresses in {folder}. Look at them: yimen inventory {folder} --base-url {start}"
        )
