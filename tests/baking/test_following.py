"""The follower of a machine: it hears of commits, one of several processes at a time, and another takes over."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction

from tests.baking.machine import Machine
from yimen.baking import following
from yimen.baking.following import FOLLOWER, Follower
from yimen.foundation import tags
from yimen.records.models import Change


@pytest.fixture
def node(transactional_db: None, tmp_path: Path) -> Machine:
    """A machine of a portal in which nothing stands yet."""
    made = Machine(tmp_path / "pages")
    made.follow()
    return made


@pytest.fixture
def follower(node: Machine) -> Iterator[Follower]:
    made = Follower(node.generations)
    made.start()
    yield made
    made.stop()


def until(happens: object, *, seconds: float = 20.0) -> bool:
    """Whether it happens in time; a shared machine is slow at times."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happens():  # type: ignore[operator]
            return True
        threading.Event().wait(0.02)
    return False


@pytest.mark.postgresql  # SQLite's database of the tests lives in memory, in one thread
def test_a_commit_is_heard(node: Machine, follower: Follower) -> None:
    with transaction.atomic():
        line = Change.objects.append(Change.Action.CHANGED, "article:1", [tags.entry("article", 1)])
    assert until(lambda: node.store.position() == line.pk)


@pytest.mark.postgresql
def test_reverse_commits_are_all_applied(node: Machine, follower: Follower) -> None:
    """Two transactions are open at once; the one that began last commits first, as far as the turns let it."""
    first_is_open, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            list(Change.objects.all())  # open, and nothing appended yet
            first_is_open.set()
            may_commit.wait(20)
            Change.objects.append(Change.Action.CHANGED, "article:1", ["column-texts:1"])
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert first_is_open.wait(20)
    with transaction.atomic():
        quick = Change.objects.append(Change.Action.CHANGED, "article:2", ["column-texts:2"])
    assert until(lambda: node.store.position() == quick.pk)
    may_commit.set()
    thread.join(20)
    assert until(lambda: node.store.position() == quick.pk + 1)
    rows = node.store.ledger.connection().execute("SELECT tag FROM applied").fetchall()
    assert {("column-texts:1",), ("column-texts:2",)} <= set(rows)


def test_one_process_of_a_machine_follows_and_another_takes_over(node: Machine) -> None:
    with node.generations.turn(FOLLOWER, patience=0) as is_first:
        assert is_first
        with node.generations.turn(FOLLOWER, patience=0) as is_second:
            assert not is_second
    with node.generations.turn(FOLLOWER, patience=0) as is_second:
        assert is_second


def test_the_log_is_read_in_parts(node: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_AT_ONCE", 3)
    with transaction.atomic():
        written = Change.objects.append_many(
            Change.Action.CHANGED, [(f"article:{number}", []) for number in range(11)]
        )
    node.follow()
    assert node.store.position() == written[-1].pk
    with node.store.ledger.writing() as db:  # as after a fall: from an earlier position on
        db.execute("UPDATE fact SET value = ? WHERE name = 'position'", (str(written[1].pk),))
    node.follow()
    assert node.store.position() == written[-1].pk
