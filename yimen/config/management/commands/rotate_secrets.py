"""`yimen rotate_secrets`: changes the secret key in two steps, without signing anybody out."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yimen.accounts.secrets import SecretLost
from yimen.config.secret_key import FORMER, KEY, CannotRotate, begin, finish
from yimen.records.sealing import LogBroken


class Command(BaseCommand):
    help = "Writes a new secret key beside the former; with --finish takes the former out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--finish", action="store_true", help="after the restart, and best a day later")

    def handle(self, *args: Any, **options: Any) -> None:
        if KEY in os.environ or FORMER in os.environ:
            raise CommandError(
                f"{KEY} is set in the environment, which overrules {settings.ENV_FILE}: set a new one there and the"
                f" former as {FORMER}, restart, and unset the latter a day later"
            )
        try:
            self.stdout.write(_finished() if options["finish"] else _begun())
        except (CannotRotate, SecretLost, LogBroken) as reason:
            raise CommandError(f"Nothing was changed: {reason}.") from reason


def _begun() -> str:
    begin(settings.ENV_FILE)
    return (
        f"{settings.ENV_FILE} has a new key, and the former beside it. Restart the portal now, on every machine;"
        " nobody is signed out. A day later run `yimen rotate_secrets --finish`."
    )


def _finished() -> str:
    count = finish(settings.ENV_FILE)
    return (
        f"{count} second factors were encrypted anew, the log was sealed, and the former key is gone from"
        f" {settings.ENV_FILE}. Restart the portal; who has not come since the first step signs in anew."
    )
