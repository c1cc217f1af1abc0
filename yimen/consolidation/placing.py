"""Which column an old page goes to: its own trail, else that of its neighbours in the same folder."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from yimen.consolidation.extraction.lines import squeezed
from yimen.consolidation.extraction.records import PageRecord, Verdict

Trail = tuple[str, ...]

FALLBACK: Trail = ("其他信息",)
_NO_NAMES = {"", "首页", "网站首页", "主页", "Home"}
_DEEPEST = 3  # columns below one another; deeper trails keep their last three
_LONGEST = 60  # characters of a column's name


class Placing:
    """Trails of a whole site's pages; filled with all records before the first is asked for."""

    def __init__(self, records: Iterable[PageRecord]) -> None:
        self._by_folder: dict[str, Counter[Trail]] = defaultdict(Counter)
        self._lists: dict[str, Trail] = {}
        for record in records:
            trail = _cleaned(record.trail)
            if record.verdict is Verdict.ARTICLE and trail:
                for folder in _folders(record.url):
                    self._by_folder[folder][trail] += 1
            elif record.verdict is Verdict.LIST and record.title:
                folder = next(_folders(record.url))
                self._lists.setdefault(folder, trail or _cleaned([record.title]))

    def of_article(self, record: PageRecord) -> Trail:
        """The column an article goes to; never empty."""
        return _cleaned(record.trail) or self._near(record.url) or FALLBACK

    def of_list(self, record: PageRecord) -> Trail:
        """The column an old list leads to; empty: the sub-site's home page."""
        return _cleaned(record.trail) or self._commonest(next(_folders(record.url)))

    def _near(self, url: str) -> Trail:
        for folder in _folders(url):
            if folder == "/":
                break
            found = self._commonest(folder) or self._lists.get(folder, ())
            if found:
                return found
        return ()

    def _commonest(self, folder: str) -> Trail:
        counted = self._by_folder.get(folder)
        if folder == "/" or not counted:
            return ()
        trail, count = counted.most_common(1)[0]
        return trail if count * 2 > counted.total() else ()


def _cleaned(trail: Iterable[str]) -> Trail:
    names = [name[:_LONGEST] for name in trail if squeezed(name) not in _NO_NAMES]
    return tuple(names[-_DEEPEST:])


def _folders(url: str) -> Iterator[str]:
    """The folder of an address and those above it, the nearest first."""
    folder = posixpath.dirname(urlsplit(url).path) or "/"
    while True:
        yield folder
        if folder in ("/", ""):
            return
        folder = posixpath.dirname(folder)
