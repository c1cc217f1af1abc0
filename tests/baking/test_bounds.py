"""The store stays within its bounds, and what many ask for at once is rendered once."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.baking.machine import Got, Machine
from tests.cast import HOST
from yimen.baking import store as stores
from yimen.baking.rules import Key
from yimen.baking.store import Rendered, Store
from yimen.foundation.recording import is_for_all

HOUR = 3600.0
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def said(body: bytes, *, status: int = 200) -> Rendered:
    return Rendered(status=status, headers=HTML, body=body, tags=frozenset({"x:1"}), began_at=0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "g1", limit=100_000)
    made.begin(position=0, mark="")
    return made


def page(number: int) -> Key:
    return Key(HOST, f"/p{number}/")


def test_what_was_used_longest_ago_goes_first(store: Store) -> None:
    body = bytes(range(200, 256)) * 357  # 20 kB that no compression makes shorter than the rest of the file
    for number in range(4):
        store.keep(page(number), said(body), now=float(number))
    assert store.sweep() == 0, "there is room"
    assert store.find(page(0), now=HOUR)
    store.note_use(now=HOUR)
    for number in range(4, 9):
        store.keep(page(number), said(body), now=float(number))
    assert store.sweep() > 0
    kept = [number for number in range(9) if store.find(page(number), now=HOUR)]
    assert 0 in kept, "somebody read it an hour later than all others"
    assert 1 not in kept
    assert kept[-1] == 8
    files = [file for file in store.folder.rglob("p*/index.html*") if file.is_file()]
    assert {file.parent.name for file in files} == {f"p{number}" for number in kept}


def test_missing_pages_push_no_page_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MOST_WITHOUT_PAGE", 5)
    store.keep(page(0), said(b"page"), now=0.0)
    for number in range(1, 12):
        store.keep(page(number), said(b"none", status=404), now=float(number))
    kept = [number for number in range(12) if store.find(page(number), now=HOUR)]
    assert kept == [0, 7, 8, 9, 10, 11]


@pytest.mark.django_db
def test_many_who_ask_at_once_cost_one_rendering(machine: Machine) -> None:
    everybody_is_here = threading.Barrier(8, timeout=20)
    rendered: list[str] = []

    def slow(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        rendered.append(environ["PATH_INFO"])
        is_for_all()
        threading.Event().wait(0.3)  # longer than the others need to come to the door
        start_response("200 OK", [*HTML, ("Content-Length", "4")])
        return [b"home"]

    machine.layer.application = slow
    machine.follow()
    got: list[Got] = []

    def visit() -> None:
        everybody_is_here.wait()
        got.append(machine.get("/"))

    visitors = [threading.Thread(target=visit) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(timeout=20)
    assert rendered == ["/"]
    assert [one.body for one in got] == [b"home"] * 8
    assert sorted(one.note for one in got)[0] == "fwd=miss; stored"
