"""Run background tasks and recurring jobs; `yimen serve` starts one by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yimen.config.lifeline import follow_lifeline
from yimen.config.worker import run_worker


class Command(BaseCommand):
    help = "Run background tasks and recurring jobs until SIGTERM; any number of nodes may run it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-idle",
            action="store_true",
            help="run all that is due now, then stop instead of waiting for more",
        )
        parser.add_argument(
            "--lifeline", action="store_true", help="stop when standard input ends (yimen serve)"
        )

    def handle(self, *args: Any, until_idle: bool, lifeline: bool, **options: Any) -> None:
        if lifeline:
            follow_lifeline()
        run_worker(until_idle=until_idle)
