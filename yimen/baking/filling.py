"""Rendering before anybody asks: everything, or a part; in several processes; again from where it was left."""

import difflib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from urllib.parse import urlsplit

from django.db import connections
from django.utils import timezone

from yimen.baking import following
from yimen.baking.rendering import may_be_kept, render
from yimen.baking.rules import IDENTITY, Key
from yimen.baking.serving import PageLayer
from yimen.baking.store import Store
from yimen.foundation.public_addresses import public_addresses
from yimen.subsites.queries import addressing

_AT_ONCE = 40
Progress = Callable[[int], None]


@dataclass
class Filled:
    """What became of the addresses."""

    kept: int = 0
    rendered: int = 0
    refused: list[str] = field(default_factory=list)  # address and reason, one a line


def every_key(*, below: str = "", limit: int | None = None) -> list[Key]:
    """Every public address whose path begins with `below`, under the canonical name of its host."""
    found = addressing()
    names = {root.host: urlsplit(root.origin).hostname or "" for root in found.roots}
    wanted = (
        Key(names[host], path)
        for host, path in public_addresses()
        if names.get(host) and path.startswith(below) and may_be_kept(path)
    )
    return list(islice(wanted, limit))


def fill(layer: PageLayer, store: Store, wanted: list[Key], *, processes: int, progress: Progress) -> Filled:
    """Render what is not kept yet: what was kept by an earlier run is passed over. Raises as catch_up does."""
    made = Filled()
    following.catch_up(store, now=timezone.now())
    for part in _filled(layer, store, wanted, processes=processes):
        made.kept += part.kept
        made.rendered += part.rendered
        made.refused += part.refused
        progress(made.kept + made.rendered + len(made.refused))
        following.catch_up(store, now=timezone.now())
    return made


def _filled(layer: PageLayer, store: Store, wanted: list[Key], *, processes: int) -> Iterator[Filled]:
    parts = [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]
    if processes < 2:
        _work["own"] = layer, store
        yield from map(_fill_part, parts)
        return
    connections.close_all()  # each process opens its own
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("fork"), initializer=_begin, initargs=(layer, store)
    )
    with pool:
        yield from pool.map(_fill_part, parts)


_work: dict[str, tuple[PageLayer, Store]] = {}


def _begin(layer: PageLayer, store: Store) -> None:
    os.nice(5)  # visitors come first
    _work["own"] = layer, store


def _fill_part(part: list[Key]) -> Filled:
    layer, store = _work["own"]
    made = Filled()
    for key in part:
        if store.find(key, now=time.time()) is not None:
            made.kept += 1
            continue
        reason = layer.keep_ready(store, key)
        if reason:
            made.refused.append(f"{key.host}{key.path}: {reason}")
        else:
            made.rendered += 1
    return made


def differences(layer: PageLayer, store: Store, wanted: list[Key]) -> Iterator[tuple[Key, list[str]]]:
    """What is kept and is not what would be rendered now: the address, and the lines that differ."""
    for key in wanted:
        copy = store.find(key, now=time.time())
        if copy is None:
            continue
        fresh = render(layer.application, key, scheme=layer.choices.scheme).body
        kept = copy.bodies[IDENTITY]
        if fresh != kept:
            before, now = (body.decode("utf-8", "replace").splitlines() for body in (kept, fresh))
            yield key, list(difflib.unified_diff(before, now, "kept", "now", lineterm="", n=0))
