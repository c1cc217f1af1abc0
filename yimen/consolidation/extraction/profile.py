"""What the pages of one old site have in common: its chrome, its title suffixes, what its lists say of its pages.

A line that stands on many pages belongs to the template; what stands on one page is content. Lists carry the title
(often in full in the link's title attribute) and the day of pages that say neither well themselves.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

from lxml import etree

from yimen.consolidation.extraction.addresses import absolute_address, address_key
from yimen.consolidation.extraction.dates import OldDate, dates_in
from yimen.consolidation.extraction.lines import squeezed, tidy
from yimen.consolidation.extraction.page import OldPage

TITLE_SEPARATOR = re.compile(r"\s*(?:[-_|－—–·•»>]+|\s::\s)\s*")
_CHROME_LEAST = 4  # pages; below that, equal lines are a coincidence ("附件：")
_SMALL_SITE, _SIDEBAR, _BIG_SITE = 0.25, 8, 0.03  # a column's own sidebar stands on few of a big site's pages
_SENTENCES, _SENTENCE = 0.3, re.compile(r"[，；].*。$|。$")  # the same text in four columns is no template
_SUFFIX_LEAST = 3
TAUGHT = 1_000_000  # votes of a person for the place of bodies; nothing outweighs them
_COUNTERS = (
    *("lines", "title_tags", "title_edges", "containers", "container_places", "title_slots", "sources"),
    *("signed_otherwise", "article_groups", "groups"),
)
_ANCHORS_KEPT = 6  # per page; lists repeat each other
_SHORTENED = re.compile(r"(?:…|\.{2,}|⋯)+$")


@dataclass(slots=True)
class Mention:
    """What one list says of a page: the link's words, whether they are cut short, and the day beside it."""

    words: str
    is_cut: bool
    day: OldDate | None


@dataclass(slots=True)
class SiteProfile:
    """Everything learnt from a first reading of all pages."""

    page_count: int = 0
    counted: int = 0
    lines: Counter[int] = field(default_factory=Counter)
    title_tags: Counter[str] = field(default_factory=Counter)
    title_edges: Counter[str] = field(default_factory=Counter)
    mentions: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    containers: Counter[str] = field(default_factory=Counter)
    container_places: Counter[str] = field(default_factory=Counter)
    title_slots: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    filled_source_tags: int = 0
    signed_otherwise: Counter[str] = field(default_factory=Counter)
    article_groups: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)

    def observe(self, page: OldPage, *, counts: bool = True) -> None:
        """Count a page's titles, note what its links say of other pages and, where it counts, count its lines."""
        self.page_count += 1
        if counts:
            self.counted += 1
            self.lines.update({line_hash(line.key) for line in page.lines})
        self.title_tags[page.title_tag] += 1
        self.title_edges.update(set(_title_edges(page.title_tag)))
        self.groups[address_group(page.url)] += 1
        for key, mention in _mentions_on(page):
            kept = self.mentions[key]
            if len(kept) < _ANCHORS_KEPT and all(mention.words != other.words for other in kept):
                kept.append(mention)

    def merge(self, other: "SiteProfile") -> None:
        """Take over what another reader learnt from other pages of the same site."""
        self.page_count += other.page_count
        self.counted += other.counted
        self.filled_source_tags += other.filled_source_tags
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        for key, mentions in other.mentions.items():
            kept = self.mentions[key]
            known = {mention.words for mention in kept}
            kept += [mention for mention in mentions if mention.words not in known][
                : _ANCHORS_KEPT - len(kept)
            ]

    def mark_chrome(self, page: OldPage) -> None:
        """Set `is_chrome` on the lines that belong to the template."""
        count = self.counted
        menus = max(_CHROME_LEAST, round(min(count * _SMALL_SITE, _SIDEBAR + count * _BIG_SITE)))
        sentences = max(menus, round(count * _SENTENCES))
        for line in page.lines:
            line.frequency = self.lines[line_hash(line.key)]
            line.is_chrome = line.frequency >= (sentences if _SENTENCE.search(line.text) else menus)

    def own_title(self, title_tag: str) -> str:
        """A title tag without the site's and column's names; "" where the tag is the same on several pages."""
        if self.title_tags[title_tag] >= max(_SUFFIX_LEAST, self.page_count // 100):
            return ""
        return self._without_edges(title_tag, least=max(_SUFFIX_LEAST, self.page_count // 50))

    def without_site_name(self, title_tag: str) -> str:
        """A title tag without what a fifth of all pages begin or end with; for lists and the home page."""
        return self._without_edges(title_tag, least=max(_SUFFIX_LEAST, self.page_count // 5))

    def _without_edges(self, title_tag: str, *, least: int) -> str:
        changed = True
        while changed:
            changed = False
            for edge in sorted(_title_edges(title_tag), key=len, reverse=True):
                if self.title_edges[edge] >= least and len(edge) < len(title_tag):
                    title_tag = (
                        title_tag.removesuffix(edge)
                        if title_tag.endswith(edge)
                        else title_tag.removeprefix(edge)
                    )
                    changed = True
                    break
        return title_tag.strip(" -_|－—–·»>")

    def mentions_of(self, url: str) -> list[Mention]:
        return self.mentions.get(address_key(url), [])


def _title_edges(title_tag: str) -> Iterator[str]:
    """Every piece of a title tag from a separator to its end, and from its beginning to a separator."""
    for match in TITLE_SEPARATOR.finditer(title_tag):
        if match.start() > 0 and match.end() < len(title_tag):
            yield title_tag[match.start() :]
            yield title_tag[: match.end()]


def address_group(url: str) -> str:
    """The grammar of an address: /contents/18112/382231.html → /contents/#/#.html."""
    path = url.split("://", 1)[-1].partition("/")[2]
    return "/" + re.sub(r"[0-9a-f]*\d[0-9a-f]*", "#", path)


def _mentions_on(page: OldPage) -> Iterator[tuple[str, Mention]]:
    for anchor in page.body.iter("a"):
        href = anchor.get("href")
        target = _target_key(page.url.rpartition("/")[0], href) if href else None
        if target is None:
            continue
        shown = tidy("".join(anchor.itertext()))
        words = (
            max((shown, tidy(anchor.get("title"))), key=len)
            if not _SHORTENED.search(shown)
            else (tidy(anchor.get("title")) or shown)
        )
        words = _without_day(words.lstrip("·•●■◆▪"))
        if len(words) < 4:
            continue
        cut = _SHORTENED.search(words)
        yield target, Mention(_SHORTENED.sub("", words), bool(cut), _day_beside(anchor, shown))


@lru_cache(maxsize=65536)  # menus lead from every page to the same places
def _target_key(folder: str, href: str) -> str | None:
    target = absolute_address(f"{folder}/", href)
    return address_key(target) if target is not None else None


def _without_day(words: str) -> str:
    """The words of a link without the day that some lists write inside it; of two parts the longer one."""
    found = next(dates_in(words), None)
    if found is None or (found.start > 0 and words[found.start - 1] not in " ([（【"):
        return words
    before, after = words[: found.start].rstrip(" ([（【"), words[found.end :].lstrip(" )]）】")
    return max(before, after, key=len)


def _day_beside(anchor: etree._Element, shown: str) -> OldDate | None:
    """The only date in the list row that holds this link and no other page's."""
    row: etree._Element | None = anchor
    for _ in range(3):
        row = row.getparent() if row is not None else None
        if row is None or row.tag in ("ul", "ol", "table", "tbody", "body"):
            return None
        if sum(1 for other in row.iter("a") if tidy("".join(other.itertext()))) > 1:
            return None
        text = tidy(" ".join(row.itertext()))
        if len(text) > len(shown) + 60:
            return None
        found = list(dates_in(text.replace(shown, " ")))
        if len(found) == 1:
            return found[0].value
    return None


def line_hash(key: str) -> int:
    """The same in every process, which Python's own hash of a text is not."""
    return crc32(key.encode("utf-8", "replace")) << 16 ^ len(key)


def build_profile(pages: Iterable[OldPage]) -> SiteProfile:
    """A first reading of all pages of one site."""
    profile = SiteProfile()
    for page in pages:
        profile.observe(page)
    return profile


__all__ = ["Mention", "SiteProfile", "address_group", "build_profile", "squeezed"]
