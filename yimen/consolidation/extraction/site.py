"""A whole site's pages into records: pure, from addresses and texts, whatever source they came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from yimen.consolidation.extraction.page import OldPage, UnreadablePage
from yimen.consolidation.extraction.profile import SiteProfile
from yimen.consolidation.extraction.records import PageRecord, Verdict, extract_page, learn_containers
from yimen.consolidation.extraction.teaching import (
    Lesson,
    Settled,
    apply_to_profile,
    corrected,
    taught_values,
)

PAGES_THAT_TEACH = 400  # the second reading learns nothing new from more


@dataclass(frozen=True, slots=True)
class RawPage:
    """The address of a page and its text, decoded."""

    url: str
    text: str


def read_site(
    pages: Sequence[RawPage], *, lessons: Sequence[Lesson] = (), said: Sequence[Settled] = ()
) -> list[PageRecord]:
    """One record for each page, in their order; the pages are compared with one another first.

    `lessons` are rules that people taught by correcting pages, `said` what they settled of single ones.
    """
    parsed: list[OldPage | str] = []
    for raw in pages:
        try:
            parsed.append(OldPage(raw.text, url=raw.url))
        except UnreadablePage as error:
            parsed.append(str(error))
    readable = [page for page in parsed if isinstance(page, OldPage)]
    profile = SiteProfile()
    for page in readable:
        profile.observe(page)
    learn_containers(readable[:: max(1, len(readable) // PAGES_THAT_TEACH)], profile)
    apply_to_profile(profile, lessons)
    return [
        _corrected(page, profile, lessons, said)
        if isinstance(page, OldPage)
        else PageRecord(url=raw.url, verdict=Verdict.SKIPPED, reason=page)
        for raw, page in zip(pages, parsed, strict=True)
    ]


def _corrected(
    page: OldPage, profile: SiteProfile, lessons: Sequence[Lesson], said: Sequence[Settled]
) -> PageRecord:
    taught = taught_values(page, lessons) if lessons else {}
    record = extract_page(page, profile)
    return corrected(record, taught, said) if taught or said else record
