"""What visitors get when something breaks: a right page or an honest error, never a page that is out of date unsaid."""

import errno
import os
import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from tests.baking.machine import Machine
from tests.cast import City
from yimen.baking import files, following
from yimen.demo import factories
from yimen.records.models import Change

pytestmark = pytest.mark.django_db


class DatabaseAway:
    """While inside, every query fails."""

    def __enter__(self) -> None:
        self.wrapper = connection.execute_wrapper(self._fail)
        self.wrapper.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self.wrapper.__exit__(*raised)

    @staticmethod
    def _fail(*_args: Any) -> None:
        raise OperationalError("the server closed the connection unexpectedly")


def later(machine: Machine, seconds: float) -> None:
    """As if the log had been read last so long ago."""
    moment = time.time() - seconds
    os.utime(machine.store.folder / "alive", (moment, moment))
    machine.restart()


def test_pages_stay_when_the_database_is_gone_and_say_so(machine: Machine, city: City) -> None:
    home = machine.get("/").body
    later(machine, 60)
    with DatabaseAway():
        got = machine.get("/")
        assert (got.status, got.body, got.note) == (200, home, "hit; detail=stale")
        assert machine.get("/never-asked-for/").status == 500
    machine.follow()
    later(machine, 60)
    assert machine.get("/").note == "hit", "the log was read again before anything was answered"


def test_the_last_good_page_stands_in_for_as_long_as_was_decided(machine: Machine) -> None:
    machine.get("/")
    machine.stale_hours = 1
    later(machine, 2 * 3600)
    with DatabaseAway():
        assert machine.get("/").status == 500


def test_a_page_that_has_changed_is_shown_as_it_was_when_it_cannot_be_rendered(
    machine: Machine, city: City
) -> None:
    column = city.notices.get_url_parts()[2]
    before = machine.get(column).body
    factories.article(city.notices, "停水通知")
    machine.follow()
    with DatabaseAway():
        got = machine.get(column)
    assert (got.status, got.body) == (200, before)
    assert "stale-if-error" in got.note
    assert "停水通知" in machine.get(column).text


def test_a_page_that_breaks_half_way_is_not_kept(machine: Machine, city: City) -> None:
    def breaks(_environ: Any) -> None:
        raise OSError(errno.EIO, "half of it was sent")

    def torn(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "100")])
        yield b"<html>"

    good = machine.application
    machine.application = torn
    machine.get("/")
    machine.application = good
    assert machine.get("/").note == "fwd=miss; stored"


def test_a_folder_that_cannot_be_written_is_not_served_from(
    machine: Machine, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read-only: what has changed could not be thrown away."""
    column = city.notices.get_url_parts()[2]
    machine.get(column)
    factories.article(city.notices, "停水通知")
    read_only(monkeypatch)
    later(machine, 60)
    got = machine.get(column)
    assert (got.status, got.note) == (200, "")
    assert "停水通知" in got.text


def test_a_full_disk_costs_speed_and_nothing_else(
    machine: Machine, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = city.notices.get_url_parts()[2]
    machine.get(column)

    def full(*_args: Any) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_beside", full)
    factories.article(city.notices, "停水通知")
    machine.follow()
    for _ in range(2):
        assert "停水通知" in machine.get(column).text
    monkeypatch.undo()
    machine.get(column)
    assert machine.get(column).is_hit


def test_a_folder_that_is_deleted_while_serving_is_made_anew(machine: Machine, city: City) -> None:
    column = city.notices.get_url_parts()[2]
    machine.get(column)
    shutil.rmtree(machine.folder)
    later_seconds_are_over(machine)
    assert machine.get(column).status == 200
    factories.article(city.notices, "停水通知")
    machine.follow()
    assert "停水通知" in machine.get(column).text
    assert machine.get(column).is_hit


def test_a_torn_file_is_no_page(machine: Machine) -> None:
    whole = machine.get("/").body
    (file,) = (machine.store.folder / "pages").glob("*/*.page")
    content = file.read_bytes()
    for torn in (content[:-20], content[: len(content) // 2], b"", b"\0" * len(content)):
        file.write_bytes(torn)
        machine.restart()
        assert machine.get("/").body == whole


def test_after_a_fall_of_the_machine_the_log_is_applied_again(machine: Machine, city: City) -> None:
    """The disk kept an old page although the index had it thrown away."""
    column = city.notices.get_url_parts()[2]
    machine.get(column)
    machine.get("/")
    (file,) = [
        one
        for one in (machine.store.folder / "pages").glob("*/*.page")
        if column.encode() in one.read_bytes()[:900]
    ]
    content = file.read_bytes()
    factories.article(city.notices, "停水通知")
    machine.follow()
    file.write_bytes(content)
    with machine.store.ledger.writing() as db:
        db.execute("UPDATE fact SET value = 'another' WHERE name = 'boot'")
    machine.restart()
    machine.follow()
    assert "停水通知" in machine.get(column).text


def test_another_database_empties_the_store(machine: Machine, city: City) -> None:
    """A backup was restored: what the store followed is not what is true now."""
    machine.get("/")
    factories.article(city.notices, "停水通知")
    machine.follow()
    Change.objects.all().delete()
    machine.follow()
    assert not list((machine.store.folder / "pages").glob("*/*"))


@pytest.mark.parametrize("jump", [timedelta(hours=-30), timedelta(hours=30)])
def test_clocks_that_jump_make_nobody_read_what_has_changed(
    machine: Machine, city: City, jump: timedelta
) -> None:
    column = city.notices.get_url_parts()[2]
    machine.get(column)
    factories.article(city.notices, "停水通知")
    with time_machine.travel(timezone.now() + jump):
        machine.restart()
        assert "停水通知" in machine.get(column).text


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> Any:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files, "write_beside", refuse)
    monkeypatch.setattr(files, "remove", refuse)
    monkeypatch.setattr(following, "_note_alive", refuse)
    monkeypatch.setattr(Path, "replace", refuse)


def later_seconds_are_over(machine: Machine) -> None:
    """The half second for which a process remembers what it saw of the folder."""
    machine.layer.pulse._looked_at = float("-inf")
