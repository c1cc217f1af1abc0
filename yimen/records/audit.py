"""Writing the log: `record` for one thing that happened, and the words that staff read for its action.

Called in the transaction that does the thing, so that deed and line stand or fall together; for what was refused or
failed, after that transaction has gone.
"""

import json
from collections.abc import Mapping
from typing import Literal

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from yimen.records import chain
from yimen.records.models import AuditEntry
from yimen.records.requests import asked_now

Person = AbstractBaseUser | AnonymousUser | None
Result = Literal["done", "refused", "failed"]
Words = str | Promise

_words: dict[str, Words] = {}


def name_action(action: str, words: Words) -> None:
    """What staff read for `action`; called from ready() of the app that records it."""
    _words[action] = words


def named_actions() -> dict[str, Words]:
    """Every action that has been given words."""
    return dict(_words)


def subject_of(thing: models.Model) -> str:
    """How the log names a row: kind and identity. Every kind of page is a page."""
    kind = "page" if any(parent._meta.label_lower == "wagtailcore.page" for parent in _kinds(thing)) else ""
    return f"{kind or thing._meta.label_lower}:{thing.pk}"


def record(
    action: str,
    *,
    actor: Person,
    subject: str,
    result: Result = "done",
    request: HttpRequest | None = None,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Add one line to the log.

    `action` is a dotted name such as "accounts.second_factor_added"; `subject` is kind and identity (`subject_of`),
    never a title or a person's name. `detail` holds numbers, codes and names of settings: nothing that a citizen
    or editor wrote. Without `request` the one being answered counts; in commands and tasks the line has no address.
    """
    entry = line(action, actor=actor, subject=subject, result=result, request=request, detail=detail)
    with transaction.atomic():
        chain.append([entry])
    return entry


def line(
    action: str,
    *,
    actor: Person,
    subject: str,
    result: Result = "done",
    request: HttpRequest | None = None,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """The same line, not yet written: `chain.append` takes many at once."""
    asked = asked_now()
    if asked is not None and (request is None or request is asked.request):
        asked.lines += 1
        request = asked.request
    return AuditEntry(
        at=timezone.now(),
        action=_plain(action)[:80],
        person_id=actor.pk if actor else None,
        person=_account_name(actor),
        address=_plain(str(request.META.get("REMOTE_ADDR") or ""))[:45] if request else "",
        subject=_plain(subject)[:160],
        result=AuditEntry.Result(result),
        detail=_as_stored(detail or {}),
    )


def _kinds(thing: models.Model) -> list[type[models.Model]]:
    # A signed-in user comes wrapped: its class is asked for, not its type.
    return [thing.__class__, *thing._meta.get_parent_list()]


def _account_name(actor: Person) -> str:
    """Staff answer for what they do under their account's name; of a resident the number is enough."""
    if actor is None or not actor.is_authenticated or getattr(actor, "kind", "staff") != "staff":
        return ""
    return _plain(actor.get_username())[:150]


def _as_stored(detail: Mapping[str, object]) -> dict[str, object]:
    """The details as they come back from the database, whichever it is; the digest is over that."""
    return {_plain(name): _cleaned(value) for name, value in _told_in_json(detail).items()}


def _told_in_json(detail: Mapping[str, object]) -> dict[str, object]:
    told: dict[str, object] = json.loads(json.dumps(detail, cls=DjangoJSONEncoder, allow_nan=False))
    return told


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {_plain(name): _cleaned(part) for name, part in value.items()}
    return value


def _plain(text: str) -> str:
    """Without what PostgreSQL cannot store: NUL and halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
