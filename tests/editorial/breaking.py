"""Ways in which publishing can break half-way, and what must then be as it was."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest import mock

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.blocks import StreamValue
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, PageLogEntryManager, Revision
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    pre_page_move,
    published,
    unpublished,
)

from yimen.editorial import bulk
from yimen.editorial.models import ArticlePage, ArticlePlacement, ColumnPage
from yimen.foundation import events
from yimen.pool.events import EntryRegistered, EntryWithdrawn
from yimen.pool.models import Entry, EntryAudience, EntrySubject, Placement
from yimen.records.models import Change
from yimen.records.models.changes import ChangeManager

Step = Callable[[], AbstractContextManager[Any]]
WATCHED: tuple[type[Model], ...] = (
    Page, ArticlePage, ColumnPage, ArticlePlacement, Revision, Entry, Placement, EntryAudience, EntrySubject,
    Change, PageLogEntry, ModelLogEntry,
)  # fmt: skip


class Broken(Exception):
    """The power went off just there."""


def everything() -> dict[str, list[Any]]:
    """All rows that publishing, withdrawing, moving or deleting may touch."""
    return {
        model.__name__: [
            {name: _plain(value) for name, value in row.items()}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in WATCHED
    }


def _plain(value: Any) -> Any:
    """Streams are compared by what is stored of them."""
    return value.get_prep_value() if isinstance(value, StreamValue) else value


def after(owner: Any, name: str) -> Step:
    """Break right after `owner.name` has done its work."""

    @contextmanager
    def step() -> Iterator[None]:
        real = getattr(owner, name)

        def then_break(*args: Any, **kwargs: Any) -> None:
            real(*args, **kwargs)
            raise Broken(name)

        with mock.patch.object(owner, name, then_break):
            yield

    return step


def receiver_of(signal: Any, sender: Any = None) -> Step:
    """Break in a receiver that hears the signal after all others."""

    @contextmanager
    def step() -> Iterator[None]:
        def receive(**_kwargs: Any) -> None:
            raise Broken("receiver")

        signal.connect(receive, sender=sender, weak=False)
        try:
            yield
        finally:
            signal.disconnect(receive, sender=sender)

    return step


def subscriber_of(event_type: type) -> Step:
    """Break in an app above that awaits this news."""

    @contextmanager
    def step() -> Iterator[None]:
        def hear(_event: object) -> None:
            raise Broken("subscriber")

        known = list(events._subscribers[event_type])
        events.subscribe(event_type, hear)
        try:
            yield
        finally:
            events._subscribers[event_type] = known

    return step


POOL_ROW = after(Entry, "save")
CHANGE_LOG = after(ChangeManager, "append_many")
AUDIT_LOG = after(PageLogEntryManager, "log_action")
PLACEMENTS = after(Placement.objects, "bulk_create")
REGISTERED = subscriber_of(EntryRegistered)
WITHDRAWN = subscriber_of(EntryWithdrawn)

PUBLISHING: dict[str, Step] = {
    "page row": receiver_of(post_save, ArticlePage),
    "pool row": POOL_ROW,
    "placements": PLACEMENTS,
    "change log": CHANGE_LOG,
    "subscriber": REGISTERED,
    "page_published": receiver_of(page_published),
    "published": receiver_of(published),
    "aliases": after(Page, "update_aliases"),
    "audit log": AUDIT_LOG,
}
WITHDRAWING: dict[str, Step] = {
    "page row": receiver_of(post_save, ArticlePage),
    "pool row": after(Entry, "delete"),
    "change log": CHANGE_LOG,
    "subscriber": WITHDRAWN,
    "audit log": AUDIT_LOG,
    "page_unpublished": receiver_of(page_unpublished),
    "unpublished": receiver_of(unpublished),
}
MOVING: dict[str, Step] = {
    "before": receiver_of(pre_page_move),
    "page row": receiver_of(post_save, Page),
    "below": after(Page, "_update_descendant_url_paths"),
    "moved": receiver_of(post_page_move),
    "pool rows": after(QuerySet, "bulk_update"),
    "former addresses": after(Redirect.objects, "bulk_create"),
    "change log": CHANGE_LOG,
    "subscriber": REGISTERED,
    "audit log": AUDIT_LOG,
}
LOADING: dict[str, Step] = {
    "page rows": after(bulk, "_insert"),
    "related rows": after(bulk, "_insert_related"),
    "pool rows": after(bulk, "register_new"),
    "columns": after(bulk, "_settle_columns"),
    "change log": CHANGE_LOG,
    "subscriber": REGISTERED,
}
DELETING: dict[str, Step] = {
    "audit log": AUDIT_LOG,
    "page_unpublished": receiver_of(page_unpublished),
    "page row": receiver_of(post_delete, ArticlePage),
    "base row": receiver_of(post_delete, Page),
    "pool row": after(Entry, "delete"),
    "change log": CHANGE_LOG,
    "subscriber": WITHDRAWN,
}
