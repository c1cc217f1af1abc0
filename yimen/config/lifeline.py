"""A child process that must not outlive whoever started it."""

import os
import signal
import sys
import threading


def follow_lifeline() -> None:
    """Stop this process in good order as soon as its standard input ends.

    The supervisor holds the other end of that pipe and never writes to it. The kernel closes it when the
    supervisor is gone, however it went, so that kill -9 leaves no orphan behind.
    """
    threading.Thread(target=_wait_for_the_end, name="lifeline", daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
