"""`yimen prune_log`: deletes lines of the log that are older than the keeping time, and seals the break."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yimen.records.pruning import prune
from yimen.records.sealing import LogBroken


class Command(BaseCommand):
    help = "Deletes lines of the log that are older than YIMEN_LOG_DAYS, and seals the break in the chain."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = prune(now=timezone.now())
        except LogBroken as broken:
            raise CommandError(f"Nothing was deleted, since the log is broken: {broken}") from broken
        self.stdout.write(f"{count} lines older than {settings.AUDIT_KEPT.days} days were deleted.")
