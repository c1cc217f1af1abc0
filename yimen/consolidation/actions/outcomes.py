"""What becomes of each page file in one run, from survey to report."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from wagtail.models import Page

from yimen.consolidation.extraction.records import PageRecord, Verdict
from yimen.consolidation.mirror import Mirror, MirrorFile
from yimen.consolidation.placing import Trail
from yimen.consolidation.survey import Survey, SurveyedPage
from yimen.foundation.sanitising import plain_text
from yimen.subsites.queries import addressing

Progress = Callable[[str, int, int], None]  # stage, done, total
_ROWS = 500  # SQLite takes so many parameters in one question with ease


@dataclass(slots=True)
class Outcome:
    """What became of one page file. Its record is kept without the body, which `html` unpacks."""

    page: SurveyedPage
    packed: bytes = b""
    result: str = ""  # article, imported, updated, unchanged, kept, merged, list, home, skipped
    page_id: int | None = None
    revision_id: int | None = None
    open_links: frozenset[str] = frozenset()
    also_in: list[Trail] = field(default_factory=list)
    digest: str = ""
    files: frozenset[MirrorFile] = frozenset()

    @property
    def record(self) -> PageRecord:
        return self.page.record

    @property
    def html(self) -> str:
        return zlib.decompress(self.packed).decode() if self.packed else ""

    @property
    def text(self) -> str:
        return plain_text(self.html)

    @property
    def urls(self) -> tuple[str, ...]:
        """Every spelling of the old address, the record's own first."""
        return tuple(dict.fromkeys([self.record.url, self.page.file.url, *self.page.file.aliases]))


def survey_outcomes(mirror: Mirror, *, progress: Progress) -> list[Outcome]:
    """All pages of a mirror with their records; bodies are kept packed, a big site's would not fit otherwise."""
    outcomes = []
    for page in Survey(mirror).pages(progress=progress):
        record = page.record
        packed = zlib.compress(record.html.encode(), 1) if record.html else b""
        record.html = record.text = ""
        result = "skipped" if record.verdict is Verdict.SKIPPED else str(record.verdict)
        outcomes.append(Outcome(page, packed, result))
    return outcomes


def new_addresses(outcomes: list[Outcome]) -> dict[int, str]:
    """The full address of every page that old pages became or lead to."""
    found = addressing()
    wanted = sorted({outcome.page_id for outcome in outcomes if outcome.page_id is not None})
    paths: dict[int, str] = {}
    for start in range(0, len(wanted), _ROWS):
        paths |= dict(Page.objects.filter(pk__in=wanted[start : start + _ROWS]).values_list("pk", "url_path"))
    addresses = {pk: found.address(path) for pk, path in paths.items()}
    return {pk: found.absolute_url(address) for pk, address in addresses.items() if address is not None}
