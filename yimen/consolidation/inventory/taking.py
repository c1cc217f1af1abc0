"""An old site's inventory taken: two readings of its source on every core, results in a spool that survives a kill.

The first reading learns what the pages have in common, the second reads each page. What the second finds is written
batch by batch, in the source's order; a run that is started again on the same spool goes on behind the last whole line.
"""

import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from yimen.consolidation.extraction.page import OldPage, UnreadablePage
from yimen.consolidation.extraction.profile import SiteProfile
from yimen.consolidation.extraction.records import extract_page, learn_containers
from yimen.consolidation.inventory.doubles import sketch_of
from yimen.consolidation.inventory.facts import Facts, Kind, facts_of_file, facts_of_page
from yimen.consolidation.sources.pages import is_page, links_of
from yimen.consolidation.sources.records import PAGE_BYTES, Fetched, Source, Trouble
from yimen.foundation.decoding import UndecodableBytes, decode_page

PAGES_THAT_TEACH = 200  # the second reading learns nothing new from more
_BATCH = 40  # addresses that a process takes at a time

Progress = Callable[[str, int], None]  # stage, addresses done
_Thing = TypeVar("_Thing")


@dataclass(slots=True)
class Spool:
    """Where results go: one JSON line for each address, in the source's order. Only whole lines count."""

    path: Path
    done: int = field(default=0, init=False)

    def begin(self) -> None:
        """Cut off what a kill left half-written, and count what is there."""
        if not self.path.exists():
            self.path.touch()
        with self.path.open("rb+") as file:
            end = 0
            for line in file:
                if not line.endswith(b"\n"):
                    break
                end += len(line)
                self.done += 1
            file.truncate(end)

    def write(self, lines: list[str]) -> None:
        """A batch, wholly on the disk before the next is begun."""
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        self.done += len(lines)

    def read(self) -> Iterator[dict[str, Any]]:
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def take(
    source: Source, spool: Spool, *, jobs: int = 0, progress: Progress = lambda stage, done: None
) -> None:
    """Read everything of a source into a spool; what stands there already is not read again."""
    jobs = jobs or os.cpu_count() or 1
    profile = SiteProfile()
    done = 0
    for part in _spread(_learnt, _batches(_pages(source)), jobs, None):
        profile.merge(part)
        done += part.page_count
        progress("learn", done)
    teachers = islice(_pages(source), 0, None, max(1, done // PAGES_THAT_TEACH))
    for part in _spread(_taught, _batches(teachers), jobs, profile):
        profile.merge(part)
    spool.begin()
    rest = islice(source.read(), spool.done, None)
    for lines in _spread(_read, _batches(rest), jobs, profile):
        spool.write(lines)
        progress("read", spool.done)


def _batches(things: Iterable[_Thing]) -> Iterator[list[_Thing]]:
    left = iter(things)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _spread(
    work: Callable[[list[Any]], Any], batches: Iterator[list[Any]], jobs: int, profile: SiteProfile | None
) -> Iterator[Any]:
    """Batches over processes, results in their order; never more waiting than the processes can take."""
    global _profile  # what each process is given at its birth
    _profile = profile or SiteProfile()
    if jobs == 1:
        yield from map(work, batches)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        waiting: list[Any] = []
        for batch in batches:
            waiting.append(pool.apply_async(work, (batch,)))
            if len(waiting) > 2 * jobs:
                yield waiting.pop(0).get()
        for one in waiting:
            yield one.get()


_profile = SiteProfile()


def _pages(source: Source) -> Iterator[Fetched]:
    for one in source.read():
        if isinstance(one, Fetched) and is_page(one) and len(one.data) <= PAGE_BYTES:
            yield one


def _parsed(one: Fetched) -> OldPage | None:
    try:
        return OldPage(decode_page(one.data, declared=one.declared_charset).text, url=one.url)
    except (UndecodableBytes, UnreadablePage):
        return None


def _learnt(batch: list[Fetched]) -> SiteProfile:
    profile = SiteProfile()
    for one in batch:
        page = _parsed(one)
        if page is not None:
            profile.observe(page)
    return profile


def _taught(batch: list[Fetched]) -> SiteProfile:
    learnt = SiteProfile()
    learn_containers((page for page in map(_parsed, batch) if page is not None), _profile, into=learnt)
    return learnt


def _read(batch: list[Fetched | Trouble]) -> list[str]:
    return [json.dumps(_entry(one), ensure_ascii=False) for one in batch]


def _entry(one: Fetched | Trouble) -> dict[str, Any]:
    """What the spool keeps of an address: its facts, and of a page its record."""
    if isinstance(one, Trouble):
        return {"trouble": {"where": one.where, "why": one.why}}
    if not is_page(one):
        return {"facts": facts_of_file(one).as_dict()}
    if len(one.data) > PAGE_BYTES:
        return _unread(one, f"larger than {PAGE_BYTES // 1024 // 1024} MB; no page is that long")
    try:
        decoded = decode_page(one.data, declared=one.declared_charset)
        page = OldPage(decoded.text, url=one.url)
    except UndecodableBytes as error:
        return _unread(one, f"undecodable: {error}")
    except UnreadablePage as error:
        return _unread(one, str(error))
    links, files = links_of(page)
    record = extract_page(page, _profile)
    facts = facts_of_page(one, decoded, page, record)
    facts.links, facts.files, facts.sketch = links, files, sketch_of(record.text)
    findings = {
        name: {
            "value": found.value,
            "confidence": found.confidence,
            "witnesses": [[str(witness.kind), witness.value] for witness in found.witnesses],
        }
        for name, found in record.findings.items()
    }
    kept = {
        "author": record.author,
        "trail": record.trail,
        "html": record.html,
        "document": record.document,
        "findings": findings,
    }
    return {"facts": facts.as_dict(), "record": kept}


def _unread(one: Fetched, why: str) -> dict[str, Any]:
    facts = facts_of_file(one)
    facts.kind = Kind.ERROR
    facts.notes.append(why)
    return {"facts": facts.as_dict(), "trouble": {"where": one.url, "why": why}}


def facts_in(spool: Spool) -> Iterator[Facts]:
    """The facts of a spool, in order."""
    return (Facts.from_dict(entry["facts"]) for entry in spool.read() if "facts" in entry)
