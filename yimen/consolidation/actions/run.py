"""A whole mirror into a sub-site: survey, pages in small transactions, links between them, old addresses."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from yimen.consolidation.actions.files import OldFiles
from yimen.consolidation.actions.ground import Ground
from yimen.consolidation.actions.pages import (
    Columns,
    OldSiteFinder,
    TextPage,
    change_page,
    digest_of,
    make_page,
    stream_for,
)
from yimen.consolidation.extraction.records import PageRecord, Verdict
from yimen.consolidation.mirror import Mirror
from yimen.consolidation.models import PageVerdict
from yimen.consolidation.placing import Placing, Trail
from yimen.consolidation.survey import Survey, SurveyedPage
from yimen.editorial.models import ArticlePage, InformationPage
from yimen.foundation.sanitising import plain_text
from yimen.subsites.models import OldAddress
from yimen.subsites.queries import addressing

_BATCH = (
    20  # pages a transaction: the write lock is held for about a second, and each page keeps its savepoint
)
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Outcome:
    """What became of one page file; `record` without its body, which `text` gives."""

    page: SurveyedPage
    packed: bytes = b""
    result: str = ""  # imported, updated, unchanged, kept, merged, list, home, skipped
    page_id: int | None = None
    revision_id: int | None = None
    open_links: frozenset[str] = frozenset()
    also_in: list[Trail] = field(default_factory=list)

    @property
    def record(self) -> PageRecord:
        return self.page.record

    @property
    def text(self) -> str:
        return plain_text(self.html)

    @property
    def html(self) -> str:
        return zlib.decompress(self.packed).decode() if self.packed else ""

    @property
    def urls(self) -> tuple[str, ...]:
        """Every spelling of the old address."""
        return tuple(dict.fromkeys([self.record.url, self.page.file.url, *self.page.file.aliases]))


def survey_outcomes(mirror: Mirror, *, progress: Progress) -> list[Outcome]:
    """All pages of a mirror with their records; bodies are kept packed, a big site's do not fit otherwise."""
    outcomes = []
    for page in Survey(mirror).pages(progress=progress):
        outcome = Outcome(page, zlib.compress(page.record.html.encode(), 1) if page.record.html else b"")
        page.record.html = page.record.text = ""
        outcome.result = "skipped" if page.record.verdict is Verdict.SKIPPED else str(page.record.verdict)
        outcomes.append(outcome)
    return outcomes


class ConsolidationRun:
    """One run over one mirror. Safe to repeat: what is there already is found by its old address."""

    def __init__(self, mirror: Mirror, ground: Ground, outcomes: list[Outcome], *, now: datetime) -> None:
        self.ground, self.outcomes, self.now = ground, outcomes, now
        self.columns = Columns(ground)
        self.files = OldFiles(mirror, ground.collection)
        self.finder = OldSiteFinder(ground, self.files)
        self.placing = Placing(outcome.record for outcome in outcomes)
        self.linked = 0
        self._verdicts = {
            verdict.address.key: verdict
            for verdict in PageVerdict.objects.filter(address__old_site=ground.old_site).select_related(
                "address"
            )
        }

        # A second run may name the old site's other host (with or without www): same file, same content, same page.
        self._by_content = {(verdict.file, verdict.digest): verdict for verdict in self._verdicts.values()}

    def run(self, *, progress: Progress) -> None:
        """Bring in everything. A page that fails leaves nothing behind and is told; the others go on."""
        self._learn_known()
        articles = [o for o in self.outcomes if o.record.verdict is Verdict.ARTICLE and not o.page.same_as]
        self._note_merged()
        self._in_batches("import", articles, self._bring_in, progress)
        self._place_lists()
        waiting = [outcome for outcome in articles if self._can_be_linked(outcome)]
        self._in_batches("link", waiting, self._link, progress)
        with transaction.atomic():
            self._write_addresses()

    def counts(self) -> Counter[str]:
        """Results over all pages seen."""
        return Counter(outcome.result for outcome in self.outcomes)

    # ── before ──
    def _learn_known(self) -> None:
        for outcome in self.outcomes:
            verdict = self._verdict(outcome)
            if verdict is not None and verdict.page_id is not None:
                self.finder.learn(outcome.urls, verdict.page_id)

    def _note_merged(self) -> None:
        first = {outcome.record.url: outcome for outcome in self.outcomes}
        for outcome in self.outcomes:
            if outcome.page.same_as:
                first[outcome.page.same_as].also_in.append(self.placing.of_article(outcome.record))

    def _verdict(self, outcome: Outcome) -> PageVerdict | None:
        return self._verdicts.get(self._address(outcome.record.url).key)

    def _address(self, url: str) -> OldAddress:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return OldAddress(old_site=self.ground.old_site, host=self.ground.host, path=path).settle_key()

    # ── pages ──
    def _in_batches(
        self, stage: str, outcomes: list[Outcome], verb: Callable[[Outcome], None], progress: Progress
    ) -> None:
        for start in range(0, len(outcomes), _BATCH):
            with transaction.atomic():
                for place, outcome in enumerate(outcomes[start : start + _BATCH], start=start + 1):
                    self._wholly_or_not(outcome, verb)
                    progress(stage, place, len(outcomes))

    def _wholly_or_not(self, outcome: Outcome, verb: Callable[[Outcome], None]) -> None:
        try:
            with transaction.atomic():
                verb(outcome)
        except ValidationError as error:
            self.files.withdraw()
            self.columns.forget_unsaved()
            outcome.result, outcome.page_id = "skipped", None
            outcome.record.verdict = Verdict.SKIPPED
            outcome.record.reason = f"the portal refuses it: {'; '.join(error.messages)}"
        else:
            self.files.settle(outcome.page_id)

    def _bring_in(self, outcome: Outcome) -> None:
        record = outcome.record
        trails = [self.placing.of_article(record), *outcome.also_in]
        record.html = outcome.html
        digest = digest_of(record, trails)
        known = self._verdict(outcome) or self._by_content.get((outcome.page.file.name, digest))
        if known is not None and known.verdict == Verdict.ARTICLE and known.digest:
            self._meet_again(outcome, known, digest)
        else:
            stream = stream_for(record, self.finder)
            column, *others = [self.columns.ensure(trail) for trail in trails]
            page = make_page(record, column=column, others=others, stream=stream, now=self.now)
            outcome.result, outcome.open_links = "imported", frozenset(stream.open_links)
            self._remember(outcome, page, digest)
        record.html = ""

    def _meet_again(self, outcome: Outcome, known: PageVerdict, digest: str) -> None:
        """A page of an earlier run: the desk's later work on it is never overwritten."""
        outcome.page_id, outcome.revision_id = known.page_id, known.revision_id
        page = self._text_page(known.page_id)
        if page is None:
            outcome.result, outcome.record.reason = "kept", "removed at the desk since it was imported"
        elif page.latest_revision_id != known.revision_id:
            outcome.result, outcome.record.reason = "kept", "edited at the desk since it was imported"
        elif known.digest == digest:
            outcome.result = "unchanged"
        else:
            stream = stream_for(outcome.record, self.finder)
            change_page(page, outcome.record, stream=stream)
            outcome.result, outcome.open_links = "updated", frozenset(stream.open_links)
            self._remember(outcome, page, digest)

    def _text_page(self, page_id: int | None) -> TextPage | None:
        if page_id is None:
            return None
        return (
            ArticlePage.objects.filter(pk=page_id).first()
            or InformationPage.objects.filter(pk=page_id).first()
        )

    def _remember(self, outcome: Outcome, page: TextPage, digest: str) -> None:
        """Address and verdict stand in the page's own transaction, so a run that is killed is resumed, not doubled."""
        page.refresh_from_db(fields=["latest_revision"])
        outcome.page_id, outcome.revision_id = page.pk, page.latest_revision_id
        for url in outcome.urls:
            address = self._settled_address(url, page.pk)
            if url == outcome.record.url:
                self._write_verdict(outcome, address, digest)
        self.finder.learn(outcome.urls, page.pk)

    def _settled_address(self, url: str, page_id: int | None) -> OldAddress:
        wanted = self._address(url)
        address, made = OldAddress.objects.get_or_create(
            key=wanted.key,
            defaults={
                "old_site": self.ground.old_site,
                "host": wanted.host,
                "path": wanted.path,
                "page_id": page_id,
            },
        )
        if not made and address.page_id != page_id:
            address.page_id = page_id
            address.save()
        return address

    def _write_verdict(self, outcome: Outcome, address: OldAddress, digest: str) -> None:
        verdict, _ = PageVerdict.objects.update_or_create(
            address=address,
            defaults={
                "file": outcome.page.file.name,
                "verdict": str(outcome.record.verdict),
                "reason": outcome.record.reason,
                "title": outcome.record.title,
                "digest": digest,
                "page_id": outcome.page_id if outcome.record.verdict is Verdict.ARTICLE else None,
                "revision_id": outcome.revision_id,
                "seen_at": self.now,
            },
        )
        self._verdicts[address.key] = verdict

    # ── links ──
    def _can_be_linked(self, outcome: Outcome) -> bool:
        return any(self.finder.page(url) is not None for url in outcome.open_links)

    def _link(self, outcome: Outcome) -> None:
        """Pages that came later can be linked to now."""
        page = self._text_page(outcome.page_id)
        if page is None:
            return
        outcome.record.html = outcome.html
        change_page(page, outcome.record, stream=stream_for(outcome.record, self.finder))
        outcome.record.html = ""
        page.refresh_from_db(fields=["latest_revision"])
        outcome.revision_id = page.latest_revision_id
        PageVerdict.objects.filter(address__key=self._address(outcome.record.url).key).update(
            revision_id=outcome.revision_id
        )
        self.linked += 1

    # ── lists and addresses ──
    def _place_lists(self) -> None:
        home = self.ground.subsite.root_page_id
        for outcome in self.outcomes:
            verdict = outcome.record.verdict
            if verdict is Verdict.HOME:
                outcome.page_id = home
            elif verdict is Verdict.LIST:
                column = self.columns.find(self.placing.of_list(outcome.record))
                outcome.page_id = column.pk if column else home
            elif outcome.page.same_as:
                outcome.page_id = self.finder.page(outcome.page.same_as)
                outcome.result = "merged"
            if outcome.page_id is not None:
                self.finder.learn(outcome.urls, outcome.page_id)

    def _write_addresses(self) -> None:
        """Every old address of pages and files leads somewhere, or is known to lead nowhere."""
        targets = dict(self._page_addresses())
        targets |= {url: page for url, page in self._file_addresses() if url not in targets}
        wanted = {self._address(url).key: (url, page) for url, page in targets.items()}
        known = dict(OldAddress.objects.filter(old_site=self.ground.old_site).values_list("key", "page_id"))
        for key, (url, page) in wanted.items():
            if key not in known or (page is not None and known[key] != page):
                self._settled_address(url, page)
        for outcome in self.outcomes:
            verdict = self._verdict(outcome)
            if verdict is None or (verdict.verdict, verdict.reason) != (
                outcome.record.verdict,
                outcome.record.reason,
            ):
                address = OldAddress.objects.get(key=self._address(outcome.record.url).key)
                self._write_verdict(outcome, address, verdict.digest if verdict else "")

    def _page_addresses(self) -> Iterator[tuple[str, int | None]]:
        for outcome in self.outcomes:
            for url in outcome.urls:
                yield url, outcome.page_id

    def _file_addresses(self) -> Iterator[tuple[str, int | None]]:
        """An old picture's or attachment's address leads to a page that shows it."""
        yield from self.files.shown_on()


def new_addresses(outcomes: list[Outcome]) -> dict[int, str]:
    """The full address of every page that old pages became."""
    found = addressing()
    wanted = {outcome.page_id for outcome in outcomes if outcome.page_id is not None}
    rows = _url_paths(wanted)
    addresses = {pk: found.address(path) for pk, path in rows.items()}
    return {pk: found.absolute_url(address) for pk, address in addresses.items() if address is not None}


def _url_paths(page_ids: set[int]) -> dict[int, str]:
    rows: dict[int, str] = {}
    ordered = sorted(page_ids)
    for start in range(0, len(ordered), 500):
        rows |= dict(Page.objects.filter(pk__in=ordered[start : start + 500]).values_list("pk", "url_path"))
    return rows
