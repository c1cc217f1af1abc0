"""Wagtail's history of the desk is carried over into the log, in the same transaction and by one ear for all.

Wagtail logs each write of its screens and verbs with a title and, at times, a reason that somebody typed. Neither is
repeated in the log, which must stay when content is erased: the line names the entry of the history by its number.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

from yimen.records import chain
from yimen.records.audit import Person, line
from yimen.records.models import AuditEntry
from yimen.records.requests import asked_now

_DEPTH = 3


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(carry_over, sender=model, dispatch_uid=f"records.carry_over.{model.__name__}")


def carry_over(*, instance: Any, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Wagtail has written an entry of the history."""
    if created and not raw:
        carry_over_many([instance])


def carry_over_many(entries: Iterable[Any]) -> None:
    """The same for entries that were written in bulk, without signals."""
    chain.append([_line(entry) for entry in entries])


def _line(entry: Any) -> AuditEntry:
    return line(
        entry.action,
        actor=_person(entry.user_id),
        subject=_subject(entry),
        detail={**_numbers(entry.data), "history": str(entry.uuid or ""), "revision": entry.revision_id},
    )


def _subject(entry: Any) -> str:
    if isinstance(entry, PageLogEntry):
        return f"page:{entry.page_id}"
    kind = ContentType.objects.get_for_id(entry.content_type_id)
    return f"{kind.app_label}.{kind.model}:{entry.object_id}"


def _person(pk: int | None) -> Person:
    """Whoever did it; nearly always whoever asks, who is known without a query."""
    asked = asked_now()
    user = getattr(asked.request, "user", None) if asked else None
    if pk is None or (user is not None and user.pk == pk):
        return user if pk is not None else None
    return get_user_model()._default_manager.filter(pk=pk).first()


def _numbers(data: Mapping[str, object], depth: int = _DEPTH) -> dict[str, object]:
    """Of Wagtail's details what is a number or a yes: identities, never titles and reasons."""
    kept: dict[str, object] = {}
    for name, value in data.items():
        if isinstance(value, bool | int):
            kept[name] = value
        elif isinstance(value, dict) and depth > 1 and (inner := _numbers(value, depth - 1)):
            kept[name] = inner
    return kept
