"""Run the portal: web server and worker as one supervised thing."""

import contextlib
import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from yimen.config.schema import unapplied_migrations


class Command(BaseCommand):
    help = "Run web server and worker together until SIGTERM or Ctrl-C; a crashed one is started again."
    requires_system_checks = ["database"]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--listen", default=settings.ENV.listen, help="address to bind (YIMEN_LISTEN)")
        parser.add_argument("--port", type=int, default=settings.ENV.port, help="port to bind (YIMEN_PORT)")
        parser.add_argument(
            "--workers", type=int, default=settings.ENV.workers, help="server processes (YIMEN_WORKERS)"
        )
        parser.add_argument(
            "--no-worker", action="store_true", help="web server alone; `yimen work` runs elsewhere"
        )

    def handle(
        self, *args: Any, listen: str, port: int, workers: int, no_worker: bool, **options: Any
    ) -> None:
        refuse_unapplied_migrations()
        refuse_unwritable(settings.DATA_DIR)
        refuse_taken(listen, port)
        connection.close()
        here = f"[{listen}]" if ":" in listen else listen
        self.stdout.write(f"The portal starts at http://{here}:{port}/ ; Ctrl-C stops it.")
        self.stdout.flush()
        environment = {
            **os.environ,
            "YIMEN_LISTEN": listen,
            "YIMEN_PORT": str(port),
            "YIMEN_WORKERS": str(workers),
        }
        # This process becomes the supervisor, which needs neither Django nor 170 MB of memory.
        command = [
            sys.executable,
            "-m",
            "yimen.config.supervisor",
            "server",
            *([] if no_worker else ["worker"]),
        ]
        os.execve(sys.executable, command, environment)  # noqa: S606  our own command line


def refuse_unapplied_migrations() -> None:
    """Raises CommandError that names what is missing and the command that brings it."""
    try:
        missing = unapplied_migrations(connection)
    except DatabaseError as error:
        raise CommandError(f"The database does not answer: {error}") from error
    if missing:
        names = ", ".join(missing[:5]) + (" ..." if len(missing) > 5 else "")
        raise CommandError(
            f"The database lacks {len(missing)} migrations ({names}). Apply them: yimen migrate"
        )


def refuse_unwritable(folder: Path) -> None:
    """Raises CommandError if the portal could not write its files there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandError(
            f"The data folder {folder} (YIMEN_DATA_DIR) cannot be written: {error.strerror}"
        ) from error


def refuse_taken(listen: str, port: int) -> None:
    """Raises CommandError if another program holds the address."""
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listen, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen at {listen} port {port}: {error.strerror}. --listen, --port choose another."
            ) from error
