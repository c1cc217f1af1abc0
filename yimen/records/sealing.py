"""Whether the log is whole and unaltered, and seals by which the portal's secret key vouches for it.

The chain shows that a line was altered; whoever may write to the database could reckon all later digests anew. A
seal cannot be made without the secret key: it states where the log begins, on which digest, and its last line's
digest. Each is itself a line, so that the newest whose key is known vouches for everything before it.
"""

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from yimen.records import chain
from yimen.records.audit import name_action, record
from yimen.records.models import AuditEntry

logger = logging.getLogger(__name__)

SEALED, PRUNED, VERIFIED = "log.sealed", "log.pruned", "log.verified"
_SALT = "yimen.records.seal"
_STATES = ("first", "before", "last", "digest")
_LATE = timedelta(minutes=5)  # until then a line may wait for its place: the recurring job looks each minute


class LogBroken(Exception):
    """The log is not as it was written; the message names the first line that is wrong."""


@dataclass
class Verdict:
    """What reading the whole log has shown. `broken` is empty when it is whole."""

    first: int = 0
    before: str = chain.START
    last: int = 0
    digest: str = chain.START
    lines: int = 0
    broken: str = ""
    sealed_at: datetime | None = None
    waiting: int = 0
    vouched: dict[int, str] = field(default_factory=dict, repr=False)


def name_actions() -> None:
    """Called once by the app."""
    name_action(SEALED, _("Log sealed"))
    name_action(PRUNED, _("Old lines of the log deleted"))
    name_action(VERIFIED, _("Log verified"))
    name_action("log.read", _("Log read"))
    name_action("secrets.rotated", _("Secret key changed"))


def verify(*, now: datetime, noted: Mapping[int, str] | None = None) -> Verdict:
    """Read every line in order and hold it against chain and seals; stops at the first that is wrong.

    `noted` are positions with their digests that somebody kept elsewhere: they show an end that was cut off.
    """
    verdict = Verdict(waiting=chain.unchained().filter(at__lt=now - _LATE).count())
    starts = _read_seals(verdict)
    verdict.vouched.update(noted or {})
    for entry in AuditEntry.objects.filter(position__isnull=False).order_by("position").iterator(2_000):
        verdict.broken = _why_not_begin(entry, verdict, starts) or _why_not_follow(entry, verdict)
        if verdict.broken:
            return verdict
        verdict.last, verdict.digest = verdict.last + 1, entry.digest
        verdict.lines += 1
    beyond = max(verdict.vouched, default=0)
    if beyond > verdict.last:
        verdict.broken = f"line {verdict.last + 1} and what followed is gone: line {beyond} was vouched for"
    return verdict


def verify_and_seal(*, now: datetime) -> Verdict:
    """Verify, and seal what was found whole; a recurring job. Raises LogBroken."""
    chain.chain_unchained()
    verdict = verify(now=now)
    if verdict.broken:
        record(VERIFIED, actor=None, subject="log", result="failed", detail={"line": verdict.last + 1})
        logger.critical("the log is broken: %s", verdict.broken)
        raise LogBroken(verdict.broken)
    seal(verdict)
    return verdict


def seal(verdict: Verdict, *, action: str = SEALED, **detail: object) -> AuditEntry:
    """Vouch for the log as it was found. The journal has it too: outside the database, where it can be compared."""
    stated = {
        "first": verdict.first,
        "before": verdict.before,
        "last": verdict.last,
        "digest": verdict.digest,
    }
    logger.warning("log sealed at line %s, digest %s", verdict.last, verdict.digest)
    signature = _signature(stated, settings.SECRET_KEY)
    return record(action, actor=None, subject="log", detail={**detail, **stated, "signature": signature})


def _read_seals(verdict: Verdict) -> dict[int, str]:
    """Takes up what genuine seals vouch for; gives the beginnings that they know, position to digest before it."""
    starts = {}
    for entry in AuditEntry.objects.filter(action__in=(SEALED, PRUNED)).order_by("pk"):
        stated = {name: entry.detail.get(name) for name in _STATES}
        if _is_genuine(stated, str(entry.detail.get("signature"))):
            verdict.vouched[int(stated["last"])] = stated["digest"]
            starts[int(stated["first"])] = stated["before"]
            verdict.sealed_at = entry.at
    return starts


def _why_not_begin(entry: AuditEntry, verdict: Verdict, starts: dict[int, str]) -> str:
    position = entry.position or 0
    if verdict.lines:
        return ""
    if position != 1 and position not in starts:
        return f"line 1: the lines before {position} are gone, and no seal says so"
    verdict.first, verdict.before = position, starts.get(position, chain.START)
    verdict.last, verdict.digest = position - 1, verdict.before
    return ""


def _why_not_follow(entry: AuditEntry, verdict: Verdict) -> str:
    expected = verdict.last + 1
    if entry.position != expected:
        return f"line {expected} is missing"
    if entry.digest != entry.digest_after(verdict.digest, expected):
        return f"line {expected} is not as it was written"
    if verdict.vouched.get(expected, entry.digest) != entry.digest:
        return f"line {expected} or one before it was written anew: a seal knows another digest"
    return ""


def _is_genuine(stated: dict[str, Any], signature: str) -> bool:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return any(hmac.compare_digest(_signature(stated, key).encode(), signature.encode()) for key in keys)


def _signature(stated: dict[str, Any], key: str) -> str:
    text = ":".join(str(stated[name]) for name in _STATES)
    return salted_hmac(_SALT, text, secret=key, algorithm="sha256").hexdigest()
