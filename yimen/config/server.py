"""The web server process: granian with as many workers as the settings say. Started by `yimen serve`."""

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from yimen.config.lifeline import follow_lifeline
from yimen.foundation.environment import Environment

# Requests at once in each process. Rendering gains nothing by more than one; but a request that waits for SQLite's
# write lock, up to 20 s behind a bulk import, must not keep readers waiting. A slow visitor holds no thread: granian
# takes the whole request in before it hands it on.
BLOCKING_THREADS = 4
# Seconds that a worker may take over its last request before it is killed; below the supervisor's patience.
STOP_SECONDS = 10


def serve(environment: Environment) -> None:
    """Serve until SIGTERM or SIGINT.

    A crashed worker process is replaced; if they crash in a loop, the server ends and the supervisor decides.
    """
    Granian(
        "yimen.config.wsgi:application",
        address=environment.listen,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def main() -> None:
    follow_lifeline()
    serve(settings.ENV)


if __name__ == "__main__":
    main()
