"""Children that run, crash, hang and leave children of their own behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from yimen.config.supervisor import Child, RestartPolicy, Supervisor

pytestmark = pytest.mark.kill
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " print('up', flush=True); time.sleep(60)"
)


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(condition: object, *, seconds: float = 10) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


class TestPolicy:
    policy = RestartPolicy(waits=(1, 2), within=60)

    def test_each_crash_costs_a_longer_wait_until_patience_ends(self) -> None:
        assert self.policy.wait([100], now=100) == 1
        assert self.policy.wait([100, 101], now=101) == 2
        assert self.policy.wait([100, 101, 103], now=103) is None

    def test_crashes_of_long_ago_are_forgiven(self) -> None:
        assert self.policy.wait([100, 101, 300], now=300) == 1


def run_for(supervisor: Supervisor, until: object) -> int:
    """Runs the supervisor in this thread; once `until` holds, SIGTERM comes."""

    def stop_in_time() -> None:
        try:
            wait_until(until)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    watcher = threading.Thread(target=stop_in_time)
    watcher.start()
    code = supervisor.run()
    watcher.join()
    return code


def test_a_killed_child_comes_back_and_sigterm_ends_all() -> None:
    child = Child(name="sleeper", command=SLEEPER)
    seen: list[int] = []

    def came_back() -> bool:
        process = child.process
        if process is not None and process.pid not in seen:
            seen.append(process.pid)
            if len(seen) == 1:
                process.kill()
        return len(seen) == 2

    assert run_for(Supervisor([child]), came_back) == 0
    assert not any(is_alive(pid) for pid in seen)


def test_one_that_crashes_again_and_again_ends_the_whole() -> None:
    crasher = Child(name="crasher", command=[sys.executable, "-c", "raise SystemExit(3)"])
    sleeper = Child(name="sleeper", command=SLEEPER)
    policy = RestartPolicy(waits=(0.05, 0.05), within=60)
    assert Supervisor([sleeper, crasher], policy=policy).run() == 1
    assert sleeper.process is not None
    assert not is_alive(sleeper.process.pid)
    assert len(crasher.crashes) == 3


def test_one_that_ignores_sigterm_is_killed_with_all_it_started(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    code = (
        "import pathlib, subprocess, sys\n"
        f"grandchild = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}], stdout=subprocess.PIPE)\n"
        "grandchild.stdout.readline()\n"
        f"pathlib.Path({str(note)!r}).write_text(str(grandchild.pid))\n"
        f"{STUBBORN}\n"
    )
    child = Child(name="stubborn", command=[sys.executable, "-c", code])
    started = time.monotonic()
    assert run_for(Supervisor([child], patience=0.5), lambda: note.exists() and note.read_text()) == 0
    assert time.monotonic() - started < 10
    wait_until(lambda: not is_alive(int(note.read_text())))


def test_when_the_supervisor_itself_is_killed_its_children_notice() -> None:
    code = (
        "import sys, time\n"
        "from yimen.config.lifeline import follow_lifeline\n"
        "follow_lifeline()\n"
        "print('up', flush=True)\n"
        "time.sleep(60)\n"
    )
    master = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys\nfrom yimen.config.supervisor import Child, Supervisor\n"
            f"Supervisor([Child(name='c', command=[sys.executable, '-c', {code!r}])]).run()",
        ],
        stdout=subprocess.PIPE,
    )
    assert master.stdout is not None
    with master.stdout:
        master.stdout.readline()
        (child,) = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()
        master.kill()
        master.wait()
        wait_until(lambda: not is_alive(int(child)))
