"""Several processes as one: started together, restarted when they crash, stopped together, no orphan left.

`yimen serve` checks what must be checked and then becomes this; it imports nothing but the standard library.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)
LOOK_SECONDS = 0.2
COMMANDS = {
    "server": [sys.executable, "-m", "yimen.config.server"],
    "worker": [sys.executable, "-m", "yimen", "work", "--lifeline"],
}


@dataclass(frozen=True, kw_only=True)
class RestartPolicy:
    """Seconds to wait after each crash; one crash more than there are waits, `within` so long, is the end."""

    waits: tuple[float, ...] = (0.5, 1, 2, 5, 10)
    within: float = 300.0

    def wait(self, crashes: Sequence[float], *, now: float) -> float | None:
        """Seconds to wait after the latest of `crashes` (monotonic times); None when there are too many."""
        recent = sum(1 for crash in crashes if now - crash <= self.within)
        return self.waits[max(recent, 1) - 1] if recent <= len(self.waits) else None


@dataclass(kw_only=True)
class Child:
    """A process to keep running, in a process group of its own so that nothing it starts survives it."""

    name: str
    command: Sequence[str]
    crashes: list[float] = field(default_factory=list)
    restart_at: float | None = 0.0  # monotonic; None while the process runs
    process: subprocess.Popen[bytes] | None = None


class Supervisor:
    """Keeps its children running until SIGTERM, SIGINT or SIGHUP, or until one of them crashes too often."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        policy: RestartPolicy | None = None,
        patience: float = 20.0,
    ) -> None:
        self.children = children
        self.policy = policy or RestartPolicy()
        self.patience = patience  # seconds between SIGTERM and SIGKILL
        self._stop = threading.Event()

    def run(self) -> int:
        """Supervise; 0 after a signal, 1 when a child could not be kept running. Main thread only."""
        previous = {number: signal.signal(number, self._on_signal) for number in _STOP_SIGNALS}
        self._lifeline, self._own_end = (
            os.pipe()
        )  # children read; nobody writes; its end says that we are gone
        given_up = False
        try:
            while not self._stop.is_set() and not given_up:
                given_up = any(self._look_after(child) for child in self.children)
                self._stop.wait(LOOK_SECONDS)
        finally:
            self._stop_all()
            os.close(self._lifeline)
            os.close(self._own_end)
            for number, handler in previous.items():
                signal.signal(number, handler)
        return 1 if given_up else 0

    def _on_signal(self, number: int, _frame: object) -> None:
        logger.info("%s: stopping", signal.Signals(number).name)
        self._stop.set()

    def _look_after(self, child: Child) -> bool:
        """Start, restart or leave alone; True if the child has crashed too often."""
        now = time.monotonic()
        if child.process is not None and child.process.poll() is not None:
            return self._mourn(child, now=now)
        if child.restart_at is not None and child.restart_at <= now:
            self._start(child)
        return False

    def _mourn(self, child: Child, *, now: float) -> bool:
        assert child.process is not None
        logger.error("%s ended with code %s", child.name, child.process.returncode)
        _kill_group(child.process.pid)  # what it started and left behind
        child.process = None
        child.crashes = [*child.crashes, now][-20:]
        wait = self.policy.wait(child.crashes, now=now)
        if wait is None:
            logger.error("%s crashes again and again; giving up", child.name)
            return True
        child.restart_at = now + wait
        return False

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(  # noqa: S603  our own command lines
            child.command, stdin=self._lifeline, start_new_session=True
        )
        child.restart_at = None
        logger.info("%s started as process %s", child.name, child.process.pid)

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + self.patience
        for process in running:
            try:
                process.wait(timeout=max(deadline - time.monotonic(), 0.01))
            except subprocess.TimeoutExpired:
                logger.warning("process %s did not stop in %s s and is killed", process.pid, self.patience)
        for process in running:
            _kill_group(process.pid)
            process.wait()


_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # nothing is left of it; macOS says so by PermissionError
        return


def main() -> int:
    """Supervise the children named on the command line; the exit code."""
    logging.basicConfig(format="{asctime} {levelname} {name} {message}", style="{", level=logging.INFO)
    children = [Child(name=name, command=COMMANDS[name]) for name in sys.argv[1:]]
    return Supervisor(children).run()


if __name__ == "__main__":
    sys.exit(main())
