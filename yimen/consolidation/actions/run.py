"""A whole mirror into a sub-site: pages in small transactions, then links between them, then old addresses."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from yimen.consolidation.actions.files import OldFiles
from yimen.consolidation.actions.ground import Ground
from yimen.consolidation.actions.outcomes import Outcome, Progress
from yimen.consolidation.actions.pages import (
    Columns,
    OldSiteFinder,
    change_page,
    digest_of,
    index_pages,
    make_lasting_page,
    new_article,
    reason_for,
    released_at,
    stream_for,
    text_page,
)
from yimen.consolidation.actions.register import Register
from yimen.consolidation.extraction.records import Verdict
from yimen.consolidation.mirror import Mirror
from yimen.consolidation.models import PageVerdict
from yimen.consolidation.placing import Placing
from yimen.consolidation.streams import Stream
from yimen.editorial.bulk import CannotLoad, NewArticle, load_articles
from yimen.editorial.models import ArticlePage

REFUSALS = (ValidationError, CannotLoad, IntegrityError, DataError)
_BATCH = 50  # pages a transaction: other writers wait for well under a second


class ConsolidationRun:
    """One run over one mirror. Safe to repeat: what is there already is found by its old address."""

    def __init__(self, mirror: Mirror, ground: Ground, outcomes: list[Outcome], *, now: datetime) -> None:
        self.ground, self.outcomes, self.now = ground, outcomes, now
        self._base_url = mirror.base_url
        self.columns = Columns(ground)
        self.files = OldFiles(mirror, ground.collection)
        self.register = Register(ground, now=now)
        self._finder = OldSiteFinder(ground, self.files)
        self._placing = Placing(outcome.record for outcome in outcomes)

    def run(self, *, progress: Progress) -> None:
        """Bring in everything. A page that the portal refuses leaves nothing behind and is told; the others go on."""
        try:
            self._run(progress)
        except BaseException:  # a full disk, Ctrl+C: rows not committed are gone, their files must not stay
            self.files.withdraw()
            raise

    def _run(self, progress: Progress) -> None:
        self._learn_known()
        self._note_merged()
        articles = [o for o in self.outcomes if o.record.verdict is Verdict.ARTICLE and not o.page.same_as]
        self._bring_in_all(articles, progress)
        self._lead_on()
        self._link_all([outcome for outcome in articles if self._can_be_linked(outcome)], progress)
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
    def _bring_in_all(self, articles: list[Outcome], progress: Progress) -> None:
        for start in range(0, len(articles), _BATCH):
            batch = articles[start : start + _BATCH]
            for outcome in batch:
                outcome.record.html = outcome.html
            self._batch_or_each(batch)
            for outcome in batch:
                outcome.record.html = ""
            progress("import", start + len(batch), len(articles))

    def _batch_or_each(self, batch: list[Outcome]) -> None:
        """A batch in one transaction; where one page is refused, each in its own, so that only that one fails."""
        try:
            with transaction.atomic():
                self._bring_in(batch)
        except REFUSALS:
            self._forget()
            for outcome in batch:
                self._wholly_or_not(outcome, lambda one: self._bring_in([one]))
        else:
            self.files.settle()

    def _wholly_or_not(self, outcome: Outcome, verb: Callable[[Outcome], None]) -> None:
        try:
            with transaction.atomic():
                verb(outcome)
        except REFUSALS as error:
            self._forget()
            outcome.result, outcome.page_id = "skipped", None
            outcome.record.verdict = Verdict.SKIPPED
            outcome.record.reason = f"the portal refuses it: {_sentence(error)}"
        else:
            self.files.settle()

    def _forget(self) -> None:
        """After a rollback: what was made inside it does not exist."""
        self.files.withdraw()
        self.columns.forget_unsaved()

    def _bring_in(self, batch: list[Outcome]) -> None:
        fresh: list[tuple[Outcome, NewArticle]] = []
        for outcome in batch:
            article = self._article_of(outcome)
            if article is not None:
                fresh.append((outcome, article))
        load_articles(
            [article for _, article in fresh],
            now=self.now,
            reason=reason_for(self._base_url),
            written=lambda pages: self._remember_loaded([outcome for outcome, _ in fresh], pages),
        )

    def _article_of(self, outcome: Outcome) -> NewArticle | None:
        """What is still to be loaded of a page; pages met again and undated ones are settled here."""
        trails = [self._placing.of_article(outcome.record), *outcome.also_in]
        outcome.digest = digest_of(outcome.record, trails)
        known = self.register.verdict(outcome)
        if known is not None and known.verdict == Verdict.ARTICLE and known.digest:
            self._meet_again(outcome, known)
            return None
        stream = self._stream(outcome)
        column, *others = [self.columns.ensure(trail) for trail in trails]
        outcome.result = "imported"
        released = released_at(outcome.record, now=self.now)
        if released is not None:
            return new_article(outcome.record, column=column, others=others, stream=stream, released=released)
        page = make_lasting_page(outcome.record, column=column, stream=stream)
        self._remember(outcome, page.pk, page.latest_revision_id)
        return None

    def _stream(self, outcome: Outcome) -> Stream:
        transaction.on_commit(self.files.settle)  # before all else that follows the commit and may fail
        stream = stream_for(outcome.record, self._finder)
        outcome.open_links = frozenset(stream.open_links)
        outcome.files = self.files.take_used()
        return stream

    def _meet_again(self, outcome: Outcome, known: PageVerdict) -> None:
        """A page of an earlier run: the desk's later work on it is never overwritten."""
        outcome.page_id, outcome.revision_id = known.page_id, known.revision_id
        page = text_page(known.page_id)
        if page is None:
            outcome.result, outcome.record.reason = "kept", "removed at the desk since it was imported"
        elif page.latest_revision_id != known.revision_id:
            outcome.result, outcome.record.reason = "kept", "edited at the desk since it was imported"
        elif known.digest == outcome.digest:
            outcome.result = "unchanged"
        else:
            change_page(page, outcome.record, stream=self._stream(outcome))
            outcome.result = "updated"
            self._remember(outcome, page.pk, page.latest_revision_id)

    def _remember_loaded(self, outcomes: list[Outcome], pages: Sequence[ArticlePage]) -> None:
        for outcome, page in zip(outcomes, pages, strict=True):
            self._remember(outcome, page.pk, None)
        index_pages(pages)

    def _remember(self, outcome: Outcome, page_id: int, revision_id: int | None) -> None:
        outcome.page_id, outcome.revision_id = page_id, revision_id
        self.register.remember(outcome)
        self.files.show(outcome.files, page_id)
        self._finder.learn(outcome.urls, page_id)

    # ── links ──
    def _can_be_linked(self, outcome: Outcome) -> bool:
        return any(self._finder.page(url) is not None for url in outcome.open_links)

    def _link_all(self, outcomes: list[Outcome], progress: Progress) -> None:
        """Pages that were brought in later can be linked to now."""
        for done, outcome in enumerate(outcomes, start=1):
            outcome.record.html = outcome.html
            with transaction.atomic():
                self._link(outcome)
            outcome.record.html = ""
            self.files.settle()
            progress("link", done, len(outcomes))

    def _link(self, outcome: Outcome) -> None:
        page = text_page(outcome.page_id)
        if page is None:
            return
        change_page(page, outcome.record, stream=self._stream(outcome))
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


def _sentence(error: Exception) -> str:
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
