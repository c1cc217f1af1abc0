"""What the desk does when pages move, vanish or become private, inside the transaction that did it."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.signals import page_unpublished, post_page_move

from yimen.editorial.models import PublicPage
from yimen.foundation.events import subscribe
from yimen.pool import actions as pool
from yimen.subsites.events import SubsiteAddressChanged
from yimen.subsites.models import Subsite


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    post_page_move.connect(settle_moved, dispatch_uid="editorial.settle_moved")
    page_unpublished.connect(withdraw_unpublished, dispatch_uid="editorial.withdraw_unpublished")
    for (
        model
    ) in get_page_models():  # one by one: heard from every model, Django would fetch each row it deletes
        if issubclass(model, PublicPage):
            uid = f"editorial.withdraw_deleted.{model._meta.label}"
            post_delete.connect(withdraw_deleted, sender=model, dispatch_uid=uid)
    post_delete.connect(settle_left, sender=Subsite, dispatch_uid="editorial.subsite_gone")
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


def withdraw_deleted(*, instance: PublicPage, **_kwargs: Any) -> None:
    pool.withdraw(instance)


def withdraw_unpublished(*, instance: Page, **_kwargs: Any) -> None:
    """Heard also where a page was withdrawn by Wagtail's base class, past the page's own verbs."""
    if isinstance(instance, PublicPage):
        pool.withdraw(instance)


def settle_left(*, instance: Subsite, **_kwargs: Any) -> None:
    """The pages of a sub-site whose row is gone are the portal's own from now on."""
    settle_tree(instance.root_page)


def settle_restricted(*, instance: PageViewRestriction, origin: Any = None, **_kwargs: Any) -> None:
    """What is private is private at the addresses of its aliases too; a page that is being deleted is neither."""
    if isinstance(origin, Page) or (isinstance(origin, QuerySet) and issubclass(origin.model, Page)):
        return
    settle_tree(instance.page)
    for alias in instance.page.aliases.all():
        settle_tree(alias)


def settle_subsite(event: SubsiteAddressChanged) -> None:
    settle_tree(Subsite.objects.get(pk=event.subsite_id).root_page)
