"""A whole site's pages into records: pure, from addresses and texts, whatever source they came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from yimen.consolidation.extraction.page import OldPage, UnreadablePage
from yimen.consolidation.extraction.profile import SiteProfile
from yimen.consolidation.extraction.records import PageRecord, Verdict, extract_page, learn_containers

PAGES_THAT_TEACH = 400  # the second reading learns nothing new from more


@dataclass(frozen=True, slots=True)
class RawPage:
    """The address of a page and its text, decoded."""

    url: str
    text: str


def read_site(pages: Sequence[RawPage]) -> list[PageRecord]:
    """One record for each page, in their order; the pages are compared with one another first."""
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
    return [
        extract_page(page, profile)
        if isinstance(page, OldPage)
        else PageRecord(url=raw.url, verdict=Verdict.SKIPPED, reason=page)
        for raw, page in zip(pages, parsed, strict=True)
    ]
