"""Wagtail's command of this name, done one text at a time; it stands before Wagtail's in INSTALLED_APPS."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.management.commands import publish_scheduled

from yimen.editorial.scheduling import SomeNotDone
from yimen.editorial.scheduling import publish_scheduled as publish


class Command(publish_scheduled.Command):
    help = "Publish what is due and withdraw what has expired."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        try:
            publish(now=timezone.now())
        except SomeNotDone as error:
            raise CommandError(str(error)) from None
