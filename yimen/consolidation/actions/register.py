"""The register of old addresses and of what became of each page."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from yimen.consolidation.actions.ground import Ground
from yimen.consolidation.actions.outcomes import Outcome
from yimen.consolidation.extraction.records import Verdict
from yimen.consolidation.models import PageVerdict
from yimen.subsites.models import OldAddress


class Register:
    """Reads what earlier runs wrote, once, and writes what this one finds."""

    def __init__(self, ground: Ground, *, now: datetime) -> None:
        self._ground, self._now = ground, now
        verdicts = PageVerdict.objects.filter(address__old_site=ground.old_site).select_related("address")
        self._verdicts = {verdict.address.key: verdict for verdict in verdicts}
        # A later run may name the old site's other host (with or without www): same file, same content, same page.
        self._by_content = {(verdict.file, verdict.digest): verdict for verdict in self._verdicts.values()}

    def verdict(self, outcome: Outcome) -> PageVerdict | None:
        """What an earlier run made of a page."""
        known = self._verdicts.get(self._address(outcome.record.url).key)
        by_content = (outcome.page.file.name, outcome.digest)
        return known or (self._by_content.get(by_content) if outcome.digest else None)

    def remember(self, outcome: Outcome) -> None:
        """Addresses and verdict of a page just written, in its own transaction: a run that is killed is resumed."""
        for url in outcome.urls:
            address = self._settle(url, outcome.page_id)
            if url == outcome.record.url:
                self._write(outcome, address, outcome.digest)

    def remember_revision(self, outcome: Outcome) -> None:
        """The page was written once more by the run itself."""
        key = self._address(outcome.record.url).key
        PageVerdict.objects.filter(address__key=key).update(revision_id=outcome.revision_id)

    def settle_all(self, outcomes: Iterable[Outcome], files: Iterable[tuple[str, int]]) -> None:
        """Every old address of pages and files leads somewhere, or is known to lead nowhere."""
        outcomes = list(outcomes)
        targets: dict[str, int | None] = {
            url: outcome.page_id for outcome in outcomes for url in outcome.urls
        }
        for url, page_id in files:
            targets.setdefault(url, page_id)
        site = self._ground.old_site
        known = dict(OldAddress.objects.filter(old_site=site).values_list("key", "page_id"))
        for url, target in targets.items():
            key = self._address(url).key
            if key not in known or (target is not None and known[key] != target):
                self._settle(url, target)
        for outcome in outcomes:
            verdict = self.verdict(outcome)
            if verdict is None or _differs(verdict, outcome):
                address = OldAddress.objects.get(key=self._address(outcome.record.url).key)
                self._write(outcome, address, verdict.digest if verdict else "")

    def _address(self, url: str) -> OldAddress:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return OldAddress(old_site=self._ground.old_site, host=self._ground.host, path=path).settle_key()

    def _settle(self, url: str, page_id: int | None) -> OldAddress:
        wanted = self._address(url)
        address, made = OldAddress.objects.get_or_create(
            key=wanted.key,
            defaults={
                "old_site": self._ground.old_site,
                "host": wanted.host,
                "path": wanted.path,
                "page_id": page_id,
            },
        )
        if not made and address.page_id != page_id:
            address.page_id = page_id
            address.save()
        return address

    def _write(self, outcome: Outcome, address: OldAddress, digest: str) -> None:
        is_article = outcome.record.verdict is Verdict.ARTICLE
        verdict, _made = PageVerdict.objects.update_or_create(
            address=address,
            defaults={
                "file": outcome.page.file.name,
                "verdict": str(outcome.record.verdict),
                "reason": outcome.record.reason,
                "title": outcome.record.title,
                "digest": digest,
                "page_id": outcome.page_id if is_article else None,
                "revision_id": outcome.revision_id,
                "seen_at": self._now,
            },
        )
        self._verdicts[address.key] = verdict


def _differs(verdict: PageVerdict, outcome: Outcome) -> bool:
    return (verdict.verdict, verdict.reason) != (str(outcome.record.verdict), outcome.record.reason)
