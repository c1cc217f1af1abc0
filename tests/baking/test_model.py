"""The store against a model: things change and go, pages are rendered meanwhile, machines crash, fall and come back.

Whatever happens, no machine hands out a page that is older than what it has read of the log, and nothing that was
withdrawn is left on its disk.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from yimen.baking.rules import Key
from yimen.baking.store import Purge, Rendered, Store

THINGS = ("要闻", "通知", "菜单", "图片")
PAGES = {"/": {"要闻", "通知", "菜单"}, "/a/": {"通知", "菜单"}, "/b/": {"图片"}, "/c/": {"菜单"}}
NODES = 2
LIST = "list"  # what stands on a page at all: a thing that comes back was noted by nobody


@dataclass
class Rendering:
    """One under way: where it began, and what it has read so far."""

    node: int
    path: str
    began_at: int
    body: bytes | None = None
    tags: frozenset[str] = field(default_factory=frozenset)


class Delivery(RuleBasedStateMachine):
    renderings = Bundle("renderings")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="yimen-model-"))
        self.versions = dict.fromkeys(THINGS, 0)
        self.gone: set[str] = set()
        self.log: list[Purge] = []
        self.contents = [self._content()]  # after each position of the log
        self.stores = [self._opened(node) for node in range(NODES)]
        for store in self.stores:
            store.begin(position=0, mark="")
        self.thrown_away: list[tuple[int, str, bytes]] = []

    def teardown(self) -> None:
        for store in self.stores:
            store.ledger.close()
        shutil.rmtree(self.folder)

    def _opened(self, node: int) -> Store:
        return Store(self.folder / str(node), limit=100_000_000, brotli_quality=0)

    def _content(self) -> dict[str, bytes]:
        return {path: self._page(path) for path in PAGES}

    def _page(self, path: str) -> bytes:
        shown = sorted(PAGES[path] - self.gone)
        return "\n".join(f"{thing} {self.versions[thing]}" for thing in shown).encode()

    def _write(self, *tags: str, is_withdrawal: bool = False) -> None:
        self.log.append(Purge(len(self.log) + 1, tags, is_withdrawal))
        self.contents.append(self._content())

    # ── what editors do ──
    @rule(thing=st.sampled_from(THINGS))
    def change(self, thing: str) -> None:
        self.versions[thing] += 1
        self._write(*(() if thing in self.gone else (thing,)))

    @rule(thing=st.sampled_from(THINGS))
    def withdraw_or_put_back(self, thing: str) -> None:
        is_withdrawal = thing not in self.gone
        self.gone ^= {thing}
        self._write(thing, f"{LIST}:{thing}", is_withdrawal=is_withdrawal)

    # ── what machines do ──
    @rule(node=st.integers(0, NODES - 1), most=st.integers(1, 9))
    def follow(self, node: int, most: int) -> None:
        store = self.stores[node]
        before = self._files(node)
        position = store.position()
        store.apply(self.log[position : position + most])
        self.thrown_away += [(node, name, before[name]) for name in before.keys() - self._files(node).keys()]

    @rule(target=renderings, node=st.integers(0, NODES - 1), path=st.sampled_from(sorted(PAGES)))
    def a_visitor_comes(self, node: int, path: str) -> Rendering:
        return self.begin(node, path)

    def begin(self, node: int, path: str) -> Rendering:
        return Rendering(node, path, self.stores[node].position())

    @rule(rendering=renderings)
    def read(self, rendering: Rendering) -> None:
        """The database shows what is committed at this moment."""
        rendering.body = self._page(rendering.path)
        shown = PAGES[rendering.path]
        rendering.tags = frozenset({*(shown - self.gone), *(f"{LIST}:{thing}" for thing in shown)})

    @rule(rendering=consumes(renderings), crash=st.sampled_from(("", "before", "after")))
    def keep(self, rendering: Rendering, crash: str) -> None:
        if rendering.body is None:
            return
        with _crashing(crash):
            self._keep(rendering)
        if crash:
            self.restart(rendering.node)

    def _keep(self, rendering: Rendering) -> None:
        assert rendering.body is not None
        headers = (("Content-Type", "text/html"),)
        made = Rendered(200, headers, rendering.body, rendering.tags, rendering.began_at)
        self.stores[rendering.node].keep(Key("h", rendering.path), made, now=0.0)

    @rule(node=st.integers(0, NODES - 1), path=st.sampled_from(sorted(PAGES)))
    def answer_a_visitor(self, node: int, path: str) -> None:
        """A page is rendered and kept with nothing in between, unless it is there."""
        if self.stores[node].find(Key("h", path), now=0.0) is None:
            rendering = self.begin(node, path)
            self.read(rendering)
            self._keep(rendering)

    @rule(node=st.integers(0, NODES - 1), path=st.sampled_from(sorted(PAGES)), thing=st.sampled_from(THINGS))
    def answer_while_something_changes(self, node: int, path: str, thing: str) -> None:
        """What is read of the database is committed anew before the page is kept, and this machine hears of it."""
        rendering = self.begin(node, path)
        self.read(rendering)
        self.change(thing)
        self.follow(node, 3)
        self._keep(rendering)

    @rule(node=st.integers(0, NODES - 1))
    def restart(self, node: int) -> None:
        """kill -9 and a new process: nothing is remembered but the folder."""
        self.stores[node].ledger.close()
        self.stores[node] = self._opened(node)

    @rule(node=st.integers(0, NODES - 1), number=st.integers(0, 1_000))
    def fall(self, node: int, number: int) -> None:
        """The machine loses power: one deletion and one rename may not have reached the disk, files may be torn."""
        lost = [one for one in self.thrown_away if one[0] == node]
        if lost:
            _, name, content = lost[number % len(lost)]
            (self.folder / str(node) / name).write_bytes(content)
        files = sorted(self._files(node))
        if files and number % 3 == 0:
            path = self.folder / str(node) / files[number % len(files)]
            path.write_bytes(path.read_bytes()[: number % 50])
        self.restart(node)
        self.stores[node].write_index_anew()

    @rule(node=st.integers(0, NODES - 1))
    def lose_the_folder(self, node: int) -> None:
        shutil.rmtree(self.folder / str(node))
        self.thrown_away = [one for one in self.thrown_away if one[0] != node]
        self.restart(node)
        self.stores[node].begin(position=len(self.log), mark="")

    def _files(self, node: int) -> dict[str, bytes]:
        top = self.folder / str(node)
        found = (top / "pages").glob("*/*.page")
        return {str(path.relative_to(top)): path.read_bytes() for path in found}

    # ── what must hold ──
    @invariant()
    def nothing_is_older_than_what_was_read_of_the_log(self) -> None:
        for store in self.stores:
            position = store.position()
            for path in PAGES:
                copy = store.find(Key("h", path), now=0.0)
                if copy is not None:
                    recent = {content[path] for content in self.contents[position:]}
                    assert copy.bodies["identity"] in recent, (path, position)

    @invariant()
    def what_was_withdrawn_is_nowhere(self) -> None:
        for node, store in enumerate(self.stores):
            if store.position() < len(self.log):
                continue
            for file in (self.folder / str(node)).rglob("*"):
                if file.suffix in (".page", ".former", ".html"):
                    text = file.read_bytes().decode("utf-8", "ignore")
                    assert not [thing for thing in self.gone if f"{thing} " in text], file


@contextmanager
def _crashing(when: str) -> Iterator[None]:
    """The process dies before the file is put in its place, or right after."""
    if not when:
        yield
        return

    class Killed(BaseException):
        pass

    def die(*_args: object) -> None:
        raise Killed

    victim = "yimen.baking.store.Store._serve" if when == "after" else "pathlib.Path.replace"
    with mock.patch(victim, die), suppress(Killed):
        yield


TestDelivery = Delivery.TestCase
TestDelivery.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


@pytest.mark.long
class TestDeliveryLong(Delivery.TestCase):
    settings = settings(max_examples=1_500, stateful_step_count=60, deadline=None)
