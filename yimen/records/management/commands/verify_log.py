"""`yimen verify_log`: holds every line of the log against its chain and seals; names the first that is wrong."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yimen.records import chain
from yimen.records.sealing import Verdict, verify


class Command(BaseCommand):
    help = "Holds every line of the log against its chain and seals; ends with 1 if one is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--noted",
            metavar="LINE:DIGEST",
            action="append",
            default=[],
            help="what an earlier run printed and you kept elsewhere: shows an end that was cut off since",
        )

    def handle(self, *args: Any, noted: list[str], **options: Any) -> None:
        chain.chain_unchained()
        verdict = verify(now=timezone.now(), noted=dict(_position_and_digest(text) for text in noted))
        if verdict.broken:
            raise CommandError(
                f"The log is broken: {verdict.broken}. Leave the database as it is, and compare with a backup."
            )
        self.stdout.write(_said(verdict))


def _position_and_digest(text: str) -> tuple[int, str]:
    position, _colon, digest = text.partition(":")
    if not position.isdigit() or len(digest) != 64:
        raise CommandError(f"--noted {text}: write the line's number, a colon and its 64 characters")
    return int(position), digest


def _said(verdict: Verdict) -> str:
    if not verdict.lines:
        return "The log is empty."
    sealed = f"{verdict.sealed_at:%Y-%m-%d %H:%M %Z}" if verdict.sealed_at else "never by a key that is known"
    return (
        f"The log is whole: {verdict.lines} lines, {verdict.first} to {verdict.last}. Last seal: {sealed}.\n"
        f"Note this elsewhere: {verdict.last}:{verdict.digest}"
    )
