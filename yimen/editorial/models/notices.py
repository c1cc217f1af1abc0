"""What the pool and visitors are told of pages that stay with a notice, and where gone pages have gone."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from yimen.editorial.models.withdrawals import STAYS, Reason, Withdrawal, key_of
from yimen.pool.models import Entry
from yimen.pool.presenting import url_of
from yimen.subsites.rules import Address


def validities() -> dict[int, str]:
    """Page → what its notice says of it, for every page that stays with one: one query."""
    marked = Withdrawal.objects.open().filter(reason__in=STAYS, page__isnull=False)
    return dict(marked.values_list("page_id", "reason"))


def validity_of(page_id: int) -> str:
    """What a page's notice says of it; empty where it is valid."""
    marked = Withdrawal.objects.open().filter(reason__in=STAYS, page_id=page_id)
    return marked.values_list("reason", flat=True).first() or ""


def notice_on(page_id: int, *, request: HttpRequest) -> dict[str, Any] | None:
    """The dated notice of a page that stays although it holds no more, as the component of that name takes it."""
    marked = Withdrawal.objects.open().filter(reason__in=STAYS, page_id=page_id)
    held = marked.select_related("target").first()
    if held is None:
        return None
    day = timezone.localtime(held.at).strftime("%Y-%m-%d")
    is_replaced = held.reason == Reason.SUPERSEDED
    title = _("Replaced on %(day)s") if is_replaced else _("No longer valid since %(day)s")
    notice: dict[str, Any] = {
        "kind": "warning",
        "title": title % {"day": day},
        "text": held.explanation or _("It is kept here as it was, for reference."),
    }
    newer = public_entry_of(held.target)
    return notice if newer is None else notice | {"url": url_of(newer, request), "url_title": newer.title}


def gone_at(address: Address) -> Withdrawal | None:
    """Why nothing is public any more at an address where something was: one indexed look-up."""
    found = Withdrawal.objects.open().gone().filter(key=key_of(address))
    return found.select_related("page", "target").first()


def public_entry_of(page: Page | None) -> Entry | None:
    """Where everybody may read a page; None where nobody can."""
    if page is None or not page.live:
        return None
    return Entry.objects.filter(
        object_id=page.pk, content_type_id=page.content_type_id, is_restricted=False
    ).first()
