"""Found a city's portal in an empty database: home pages, directory, entrances and progress board in both
languages, host names.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from yimen.foundation.hosts import NotAHostName
from yimen.foundation.speech import said
from yimen.frontdoor.actions import PortalStands, found_portal


class Command(BaseCommand):
    help = "Found a city's portal in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", required=True, help="the portal's one host name, www.city.gov.cn")
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--https", action="store_true", help="visitors come by https (port 443)")
        place.add_argument(
            "--port",
            type=int,
            choices=range(1, 65536),
            metavar="PORT",
            default=80,
            help="port that visitors type (80)",
        )
        parser.add_argument("--name", default="一门", help="the portal's name")
        parser.add_argument("--english-name", default="", help="its name in English")
        parser.add_argument("--alias", nargs="*", default=[], help="other names that lead to it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found_portal(
                host=options["host"],
                port=443 if options["https"] else options["port"],
                name=options["name"],
                english_name=options["english_name"],
                aliases=tuple(options["alias"]),
            )
        except NotAHostName as mistake:
            raise CommandError(said(mistake.reason)) from mistake
        except PortalStands as mistake:
            raise CommandError(str(mistake)) from mistake
        except ValidationError as mistake:
            raise CommandError(" ".join(mistake.messages)) from mistake
        self.stdout.write("The portal stands. Sign in at /admin/.")
        self.stdout.write("Without an administrator yet: `yimen createsuperuser` makes one.")
