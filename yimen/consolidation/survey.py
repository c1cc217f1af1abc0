"""A whole mirror read: first what its pages have in common, then each page's record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from yimen.consolidation.extraction.page import OldPage, UnreadablePage
from yimen.consolidation.extraction.profile import SiteProfile
from yimen.consolidation.extraction.records import (
    PageRecord,
    Verdict,
    extract_page,
    learn_containers,
    same_content_key,
)
from yimen.consolidation.mirror import Mirror, MirrorFile, UnreadableFile, mirrored_from
from yimen.foundation.decoding import UndecodableBytes, decode_page

_PAGES_THAT_TEACH = 400  # the second reading learns nothing new from more
_KEPT = 12_000_000  # bytes of pages whose parsed trees are kept between the readings, at some ten times that memory
_PAGES_COUNTED = 4000  # whose lines are counted; keeps a mirror of 100,000 pages within memory

Progress = Callable[[str, int, int], None]  # stage, done, total


@dataclass(slots=True)
class SurveyedPage:
    """One page file with its record; `same_as` is the old address of an earlier page with the same text."""

    file: MirrorFile
    record: PageRecord
    same_as: str = ""


@dataclass(slots=True)
class Survey:
    """Reads a mirror's pages. `profile` is filled by the first reading."""

    mirror: Mirror
    use_meta: bool = True
    profile: SiteProfile = field(default_factory=SiteProfile)
    _kept: dict[str, OldPage] = field(default_factory=dict)
    _room: int = _KEPT

    def pages(self, *, progress: Progress | None = None) -> Iterator[SurveyedPage]:
        """Every page in the order of file names. A page that cannot be read is told, never fatal."""
        tell = progress or _say_nothing
        files = self.mirror.pages
        self._learn(files, tell)
        seen: dict[int, str] = {}
        for number, file in enumerate(files, start=1):
            surveyed = self._surveyed(file)
            key = same_content_key(surveyed.record) if surveyed.record.verdict is Verdict.ARTICLE else None
            if key is not None:
                first = seen.setdefault(hash(key), surveyed.record.url)
                if first != surveyed.record.url:
                    surveyed.same_as = first
                    surveyed.record.reason = f"merged: the same title, day and text as {first}"
            yield surveyed
            tell("extract", number, len(files))

    def _learn(self, files: tuple[MirrorFile, ...], tell: Progress) -> None:
        step = max(1, len(files) // _PAGES_COUNTED)
        for number, file in enumerate(files, start=1):
            try:
                self.profile.observe(self._parsed(file), counts=number % step == 0)
            except (UnreadableFile, UndecodableBytes, UnreadablePage):
                continue  # told by the last reading
            finally:
                tell("learn", number, len(files))
        learn_containers(self._teachers(files), self.profile, use_meta=self.use_meta)

    def _teachers(self, files: tuple[MirrorFile, ...]) -> Iterator[OldPage]:
        for file in files[:: max(1, len(files) // _PAGES_THAT_TEACH)]:
            try:
                yield self._parsed(file)
            except (UnreadableFile, UndecodableBytes, UnreadablePage):
                continue

    def _surveyed(self, file: MirrorFile) -> SurveyedPage:
        try:
            page = self._parsed(file)
            self._kept.pop(file.name, None)
        except UnreadableFile as error:
            reason = str(error)
        except UndecodableBytes as error:
            reason = f"undecodable: {error}"
        except UnreadablePage as error:
            reason = str(error)
        else:
            return SurveyedPage(file, extract_page(page, self.profile, use_meta=self.use_meta))
        return SurveyedPage(file, PageRecord(url=file.url, verdict=Verdict.SKIPPED, reason=reason))

    def _parsed(self, file: MirrorFile) -> OldPage:
        """A page's tree: kept from an earlier reading where the site is small, parsed anew where it is large."""
        if file.name in self._kept:
            return self._kept[file.name]
        data = file.read()
        text = decode_page(data).text
        page = OldPage(text, url=mirrored_from(text, file))
        if len(data) <= self._room:
            self._room -= len(data)
            self._kept[file.name] = page
        return page


def _say_nothing(stage: str, done: int, total: int) -> None:
    """Where nobody watches."""
