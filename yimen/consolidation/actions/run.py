"""A whole mirror into a sub-site: pages in small transactions, then links between them, then old addresses."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from yimen.consolidation.actions.files import OldFiles
from yimen.consolidation.actions.ground import Ground
from yimen.consolidation.actions.outcomes import Outcome, Progress
from yimen.consolidation.actions.pages import (
    Columns,
    OldSiteFinder,
    change_page,
    digest_of,
    make_page,
    stream_for,
    text_page,
)
from yimen.consolidation.actions.register import Register
from yimen.consolidation.extraction.records import Verdict
from yimen.consolidation.mirror import Mirror
from yimen.consolidation.models import PageVerdict
from yimen.consolidation.placing import Placing

_BATCH = 10  # pages a transaction: the write lock is held for under a second; each page has its savepoint


class ConsolidationRun:
    """One run over one mirror. Safe to repeat: what is there already is found by its old address."""

    def __init__(self, mirror: Mirror, ground: Ground, outcomes: list[Outcome], *, now: datetime) -> None:
        self.ground, self.outcomes, self.now = ground, outcomes, now
        self.columns = Columns(ground)
        self.files = OldFiles(mirror, ground.collection)
        self.register = Register(ground, now=now)
        self._finder = OldSiteFinder(ground, self.files)
        self._placing = Placing(outcome.record for outcome in outcomes)

    def run(self, *, progress: Progress) -> None:
        """Bring in everything. A page that the portal refuses leaves nothing behind and is told; the others go on."""
        self._learn_known()
        self._note_merged()
        articles = [o for o in self.outcomes if o.record.verdict is Verdict.ARTICLE and not o.page.same_as]
        self._in_batches("import", articles, self._bring_in, progress)
        self._lead_on()
        self._in_batches("link", [o for o in articles if self._can_be_linked(o)], self._link, progress)
        with transaction.atomic():
            self.register.settle_all(self.outcomes, self.files.shown_on())

    def _learn_known(self) -> None:
        for outcome in self.outcomes:
            verdict = self.register.verdict(outcome)
            if verdict is not None and verdict.page_id is not None:
                self._finder.learn(outcome.urls, verdict.page_id)

    def _note_merged(self) -> None:
        first = {outcome.record.url: outcome for outcome in self.outcomes}
        for outcome in self.outcomes:
            if outcome.page.same_as:
                first[outcome.page.same_as].also_in.append(self._placing.of_article(outcome.record))

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
        outcome.record.html = outcome.html
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
        finally:
            outcome.record.html = ""

    def _bring_in(self, outcome: Outcome) -> None:
        trails = [self._placing.of_article(outcome.record), *outcome.also_in]
        digest = digest_of(outcome.record, trails)
        known = self.register.verdict(outcome, digest=digest)
        if known is not None and known.verdict == Verdict.ARTICLE and known.digest:
            self._meet_again(outcome, known, digest)
            return
        stream = stream_for(outcome.record, self._finder)
        column, *others = [self.columns.ensure(trail) for trail in trails]
        page = make_page(outcome.record, column=column, others=others, stream=stream, now=self.now)
        outcome.result, outcome.open_links = "imported", frozenset(stream.open_links)
        self._remember(outcome, page.pk, page.latest_revision_id, digest)

    def _meet_again(self, outcome: Outcome, known: PageVerdict, digest: str) -> None:
        """A page of an earlier run: the desk's later work on it is never overwritten."""
        outcome.page_id, outcome.revision_id = known.page_id, known.revision_id
        page = text_page(known.page_id)
        if page is None:
            outcome.result, outcome.record.reason = "kept", "removed at the desk since it was imported"
        elif page.latest_revision_id != known.revision_id:
            outcome.result, outcome.record.reason = "kept", "edited at the desk since it was imported"
        elif known.digest == digest:
            outcome.result = "unchanged"
        else:
            stream = stream_for(outcome.record, self._finder)
            change_page(page, outcome.record, stream=stream)
            outcome.result, outcome.open_links = "updated", frozenset(stream.open_links)
            self._remember(outcome, page.pk, page.latest_revision_id, digest)

    def _remember(self, outcome: Outcome, page_id: int, revision_id: int | None, digest: str) -> None:
        outcome.page_id, outcome.revision_id = page_id, revision_id
        self.register.remember(outcome, digest)
        self._finder.learn(outcome.urls, page_id)

    # ── links ──
    def _can_be_linked(self, outcome: Outcome) -> bool:
        return any(self._finder.page(url) is not None for url in outcome.open_links)

    def _link(self, outcome: Outcome) -> None:
        """Pages that were brought in later can be linked to now."""
        page = text_page(outcome.page_id)
        if page is None:
            return
        change_page(page, outcome.record, stream=stream_for(outcome.record, self._finder))
        outcome.revision_id = page.latest_revision_id
        self.register.remember_revision(outcome)

    def _lead_on(self) -> None:
        """Lists lead to their columns, the old home page to the sub-site's, merged pages to the one kept."""
        home = self.ground.subsite.root_page_id
        for outcome in self.outcomes:
            verdict = outcome.record.verdict
            if verdict is Verdict.HOME:
                outcome.page_id = home
            elif verdict is Verdict.LIST:
                column = self.columns.find(self._placing.of_list(outcome.record))
                outcome.page_id = column.pk if column else home
            elif outcome.page.same_as:
                outcome.page_id, outcome.result = self._finder.page(outcome.page.same_as), "merged"
            if outcome.page_id is not None:
                self._finder.learn(outcome.urls, outcome.page_id)
