"""What the desk does when pages move, vanish or become private, inside the transaction that did it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from yimen.editorial.models import PublicPage
from yimen.foundation.events import subscribe
from yimen.pool import actions as pool
from yimen.subsites.events import SubsiteAddressChanged
from yimen.subsites.models import Subsite


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    post_page_move.connect(settle_moved, dispatch_uid="editorial.settle_moved")
    post_delete.connect(withdraw_deleted, dispatch_uid="editorial.withdraw_deleted")
    post_save.connect(settle_restricted, sender=PageViewRestriction, dispatch_uid="editorial.restricted")
    post_delete.connect(settle_restricted, sender=PageViewRestriction, dispatch_uid="editorial.unrestricted")
    subscribe(SubsiteAddressChanged, settle_subsite)


def settle_tree(top: Page) -> int:
    """Bring the pool in line with a page and everything below it; the number of pages looked at."""
    count = 0
    for page in top.get_descendants(inclusive=True).specific().iterator(chunk_size=200):
        if isinstance(page, PublicPage):
            page.settle_in_pool()
            count += 1
    return count


def settle_moved(*, instance: Page, **_kwargs: Any) -> None:
    settle_tree(instance)


def withdraw_deleted(*, instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, PublicPage):
        pool.withdraw(instance)


def settle_restricted(*, instance: PageViewRestriction, **_kwargs: Any) -> None:
    settle_tree(instance.page)


def settle_subsite(event: SubsiteAddressChanged) -> None:
    settle_tree(Subsite.objects.get(pk=event.subsite_id).root_page)
