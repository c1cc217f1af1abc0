"""What the desk does when pages move, vanish or become private, inside the transaction that did it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, PageViewRestriction, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from yimen.editorial import reviewing, withdrawing
from yimen.editorial.attached import follow_references
from yimen.editorial.events import PlaceReaddressed
from yimen.editorial.former_addresses import leave_redirects
from yimen.editorial.models import PublicPage
from yimen.editorial.pool_source import entries_below, page_types, registrations
from yimen.editorial.preparing import prepare_page
from yimen.foundation import tags
from yimen.foundation.events import subscribe
from yimen.pool import actions as pool
from yimen.pool.comparing import key_of, left_over
from yimen.pool.events import EntriesReaddressed, EntryWithdrawn
from yimen.pool.mending import settle
from yimen.records.models import Change
from yimen.subsites.events import SubsiteAddressChanged
from yimen.subsites.models import Subsite
from yimen.subsites.queries import addressing

_PUBLICATIONS = frozenset({"wagtail.publish", "wagtail.publish.schedule"})


def connect() -> None:
    """Called once by the app; connecting twice counts once."""
    post_page_move.connect(settle_moved, dispatch_uid="editorial.settle_moved")
    page_unpublished.connect(withdraw_unpublished, dispatch_uid="editorial.withdraw_unpublished")
    page_published.connect(prepare_published, dispatch_uid="editorial.prepare_published")
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
    subscribe(PlaceReaddressed, settle_below)
    subscribe(EntriesReaddressed, leave_redirects)
    subscribe(EntryWithdrawn, note_gone_page)
    post_save.connect(note_publication_on_duty, sender=PageLogEntry, dispatch_uid="editorial.on_duty")
    post_save.connect(end_at_redirect, sender=Redirect, dispatch_uid="editorial.redirect_made")
    for signal in (post_save, pre_delete):
        signal.connect(log_redirect, sender=Redirect, dispatch_uid="editorial.redirect_changed")


@transaction.atomic
def settle_tree(top: Page) -> None:
    """Bring the pool in line with a page and everything below it, in a handful of statements for some hundred
    pages.
    """
    Change.objects.take_turn()
    told = list(registrations(below=top))
    for entry in left_over({key_of(registration) for registration in told}, among=entries_below(top)):
        pool.withdraw_entry(entry)
    settle(told)


def settle_moved(*, instance: Page, **_kwargs: Any) -> None:
    settle_tree(instance)


def prepare_published(*, instance: Page, **_kwargs: Any) -> None:
    if isinstance(instance, PublicPage):
        follow_references(instance)
        withdrawing.end_published(instance, now=timezone.now())
        prepare_page(instance)


def note_gone_page(event: EntryWithdrawn) -> None:
    """The address of a page that is public no more says why."""
    pages = ContentType.objects.get_for_models(*page_types(), for_concrete_models=True)
    withdrawing.note_gone(event, page_types=[one.pk for one in pages.values()])


def note_publication_on_duty(*, instance: PageLogEntry, created: bool, **_kwargs: Any) -> None:
    """What the duty editor publishes, by whatever button, waits for its review afterwards."""
    if created and instance.action in _PUBLICATIONS:
        reviewing.note_duty(instance)


def end_at_redirect(*, instance: Redirect, **_kwargs: Any) -> None:
    """Where somebody leads a gone address on, visitors are led and no longer told that it is gone."""
    withdrawing.end_at(instance, now=timezone.now())


@transaction.atomic
def log_redirect(*, instance: Redirect, **_kwargs: Any) -> None:
    """What is kept of an address that nobody found, or that led elsewhere, is out of date."""
    hosts = {root.host for root in addressing().roots if instance.site_id in (None, root.site_id)}
    paths = (instance.old_path, f"{instance.old_path}/")
    touched = [tags.address(host, path) for host in sorted(hosts) for path in paths]
    Change.objects.append(Change.Action.CHANGED, f"redirect:{instance.pk}", touched)


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


def settle_below(event: PlaceReaddressed) -> None:
    """Texts below a withdrawn place are public at addresses of their own, and go along with it."""
    settle_tree(Page.objects.get(pk=event.page_id))


def settle_subsite(event: SubsiteAddressChanged) -> None:
    settle_tree(Subsite.objects.get(pk=event.subsite_id).root_page)
