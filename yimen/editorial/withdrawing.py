"""Verbs: take a page down for a reason, mark it as no longer valid, put it back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from yimen.accounts.models import User
from yimen.editorial.models import PublicPage
from yimen.editorial.models.notices import public_entry_of
from yimen.editorial.models.withdrawals import CHOSEN, STAYS, Reason, Withdrawal, key_of
from yimen.editorial.stating import Why, stated, stated_now
from yimen.pool.events import EntryWithdrawn
from yimen.pool.models import Entry
from yimen.records.models import Change
from yimen.subsites.queries import addressing
from yimen.subsites.rules import Address


class CannotWithdraw(ValueError):
    """A page cannot be taken down in this way; the message says why and what to do."""


class CannotPutBack(ValueError):
    """A page cannot be put back by one click; the message says why and what to do."""


def why_not_withdraw(page: Page, reason: Reason, *, target: Page | None) -> str:
    """The reason why a page cannot be taken down so; empty when it can."""
    if not page.live:
        return _("This page is not public.")
    if reason not in CHOSEN:
        return _("Choose a reason.")
    if reason == Reason.MERGED:
        return _why_not_lead_to(page, target)
    return _why_not_lead_to(page, target) if target is not None else ""


def _why_not_lead_to(page: Page, target: Page | None) -> str:
    if target is None:
        return _("Choose the page that this one was merged into; visitors are led there.")
    if target.pk == page.pk:
        return _("A page cannot lead to itself; choose another.")
    if public_entry_of(target) is None:
        return _("The page chosen is not public, so nobody can be led there.")
    return ""


@transaction.atomic
def withdraw(
    page: PublicPage,
    reason: Reason,
    *,
    by: User,
    explanation: str = "",
    target: Page | None = None,
    below_too: bool = False,
) -> list[Withdrawal]:
    """Take a page down, or mark it, for a reason; what was written. With `below_too` also what stands below, as
    far as `by` may take it down.

    Raises CannotWithdraw. Personal data are not withdrawn but erased: editorial.erasing.
    """
    refusal = why_not_withdraw(page, reason, target=target)
    if refusal:
        raise CannotWithdraw(refusal)
    if reason == Reason.PERSONAL:
        raise CannotWithdraw(_("What contains personal data is erased, not only taken down."))
    Change.objects.take_turn()
    pages = [page, *(_public_below(page, by=by) if below_too and reason not in STAYS else ())]
    why = Why(
        reason=reason,
        explanation=explanation,
        target_id=target.pk if target else None,
        by_id=by.pk,
        revisions={one.pk: _public_revision(one) for one in pages},
    )
    if reason in STAYS:
        return [_mark(page, why, by=by)]
    with stated(why):
        for one in pages:
            one.unpublish(user=by)
    _log(page, why, by=by, count=len(pages))
    made = Withdrawal.objects.filter(batch=why.batch)
    if target is not None:  # what was merged into this page is led to where it went, without a detour
        Withdrawal.objects.open().filter(target_id__in=[one.pk for one in pages]).update(target=target)
    return list(made.order_by("pk"))


def _public_below(page: PublicPage, *, by: User) -> list[PublicPage]:
    below = page.get_descendants().live().filter(alias_of__isnull=True).specific()
    return [
        one for one in below if isinstance(one, PublicPage) and one.permissions_for_user(by).can_unpublish()
    ]


def _public_revision(page: PublicPage) -> int:
    """The version that is public now; what was loaded without one gets its first."""
    if page.live_revision_id is not None:
        return int(page.live_revision_id)
    stored: PublicPage = type(page)._default_manager.get(pk=page.pk)
    if page.latest_revision_id is None:
        return int(stored.save_revision(clean=False).pk)
    made = Revision.objects.create(  # beside a draft that goes on
        content_type=stored.get_content_type(),
        base_content_type=stored.get_base_content_type(),
        object_id=str(stored.pk),
        object_str=str(stored),
        content=stored.serializable_data(),
        created_at=stored.last_published_at or stored.latest_revision_created_at,
    )
    return int(made.pk)


def _mark(page: PublicPage, why: Why, *, by: User) -> Withdrawal:
    entry = Entry.objects.get(content_type_id=page.content_type_id, object_id=page.pk)
    row = _write(why, page_id=page.pk, address=Address(entry.host, entry.path), title=page.title)
    type(page)._default_manager.get(pk=page.pk).settle_in_pool()
    _log(page, why, by=by, count=1)
    return row


def _write(why: Why, *, page_id: int | None, address: Address, title: str) -> Withdrawal:
    now, key = timezone.now(), key_of(address)
    open_ones = Withdrawal.objects.open()
    open_ones.filter(key=key).update(ended_at=now)
    if page_id is not None:
        open_ones.filter(page_id=page_id, reason__in=STAYS).update(ended_at=now)
    is_secret = why.reason == Reason.PERSONAL
    return Withdrawal.objects.create(
        key=key,
        host="" if is_secret else address.host,
        path="" if is_secret else address.path,
        title="" if is_secret else title,
        page_id=page_id,
        reason=why.reason,
        explanation=why.explanation,
        target_id=why.target_id,
        revision_id=why.revisions.get(page_id) if page_id else None,
        batch=why.batch,
        at=now,
        by_id=why.by_id,
    )


def _log(page: Page, why: Why, *, by: User, count: int) -> None:
    data = {
        "reason": why.reason.value,
        "explanation": why.explanation,
        "target": why.target_id,
        "count": count,
    }
    log(instance=page, action="yimen.withdraw", user=by, data=data)


def note_gone(event: EntryWithdrawn, *, page_types: Sequence[int]) -> None:
    """Whatever way a page went, its address says so from now on."""
    if event.content_type_id not in page_types:
        return
    stands = Page.objects.filter(pk=event.object_id).exists()
    _write(
        stated_now(),
        page_id=event.object_id if stands else None,
        address=event.address,
        title=event.title,
    )


# ── back ──


def why_not_put_back(withdrawal: Withdrawal) -> str:
    """The reason why one click cannot bring a page back; empty when it can."""
    if withdrawal.ended_at is not None:
        return _("This page has been put back already.")
    if withdrawal.page_id is None:
        return _("The page was deleted; nothing is left to put back.")
    if withdrawal.reason == Reason.EXPIRED:
        return _("This page has expired: set a new expiry time and publish it again.")
    return ""


@transaction.atomic
def put_back(withdrawal: Withdrawal, *, by: User) -> list[Page]:
    """Undo a withdrawal with all that went with it: each page as it was public. Raises CannotPutBack."""
    refusal = why_not_put_back(withdrawal)
    if refusal:
        raise CannotPutBack(refusal)
    Change.objects.take_turn()
    rows = Withdrawal.objects.open().filter(batch=withdrawal.batch, page__isnull=False)
    back = [
        _put_one_back(row, by=by)
        for row in rows.select_related("page", "revision").order_by("page__depth", "pk")
    ]
    log(instance=back[0], action="yimen.put_back", user=by, data={"count": len(back)})
    return back


def _put_one_back(row: Withdrawal, *, by: User) -> Page:
    page = row.page
    if page is None:
        raise CannotPutBack(_("The page was deleted; nothing is left to put back."))
    if row.reason in STAYS:
        end(Withdrawal.objects.filter(pk=row.pk), now=timezone.now())
        page.specific.settle_in_pool()
        return page.specific
    if page.alias_of_id is None:
        revision = row.revision or page.get_latest_revision() or page.specific.save_revision(clean=False)
        revision.publish(user=by, changed=False)
    else:
        original = page.alias_of.specific
        specific = page.specific
        if original.live and not specific.live:
            specific.live = True
            specific.save(clean=False)
    end(Withdrawal.objects.filter(pk=row.pk), now=timezone.now())
    return page.specific


def end(rows: models.QuerySet[Withdrawal], *, now: datetime) -> None:
    """These withdrawals hold no more."""
    rows.filter(ended_at__isnull=True).update(ended_at=now)


def end_at(redirect: Redirect, *, now: datetime) -> None:
    """Nothing is said to be gone any more at the address that a redirect leads on."""
    host = next((root.host for root in addressing().roots if root.site_id == redirect.site_id), None)
    if host is not None:
        keys = [key_of(Address(host, path)) for path in (redirect.old_path, f"{redirect.old_path}/")]
        Withdrawal.objects.open().gone().filter(key__in=keys).update(ended_at=now)


def end_published(page: Page, *, now: datetime) -> None:
    """A page that is public again, by whatever way, is no longer gone; its notice, where it has one, stays."""
    Withdrawal.objects.open().gone().filter(page_id=page.pk).update(ended_at=now)
