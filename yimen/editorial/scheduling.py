"""Texts that go live or expire by the clock.

What stops a text from going out is asked again at its hour: norms may have been set anew, and links may have died. It
then stays where it is, and who had set the hour is told (docs/adr/0033).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, PageLogEntry, Revision

from yimen.accounts import mail
from yimen.accounts.models import User
from yimen.editorial.models import PublicPage, Reason
from yimen.editorial.proofreading import blockers_of
from yimen.editorial.stating import Why, stated
from yimen.foundation.speech import said
from yimen.records.audit import record

EVERY = timedelta(minutes=1)
KEPT_BACK = "yimen.kept_back"
"""In a page's history: not published at its hour, with the reason."""

logger = logging.getLogger(__name__)


class SomeNotDone(RuntimeError):
    """Some texts could not be published or withdrawn; the message names each with its reason."""


def publish_due() -> None:
    """The recurring job: what is due at this moment."""
    publish_scheduled(now=timezone.now())


def publish_scheduled(*, now: datetime) -> int:
    """Withdraw what has expired, then publish what is due; how many. Each wholly or not at all, and one that
    fails keeps no other waiting: Wagtail's own command stops at the first, and withdraws a page by its base
    class, past the page's own verbs.

    Raises SomeNotDone when all others are done.
    """
    failures: list[str] = []
    done = 0
    for model in _with_drafts():
        for pk in list(
            model._default_manager.filter(live=True, expire_at__lt=now).values_list("pk", flat=True)
        ):
            done += _done(failures, f"{model._meta.label}:{pk}", partial(_withdraw, model, pk))
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        done += _done(failures, f"revision {pk}", partial(_publish, pk))
    if failures:
        raise SomeNotDone("; ".join(failures))
    return done


def _with_drafts() -> list[type[Any]]:
    """Pages, and every other model with a go-live and an expiry time."""
    others = [m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)]
    return [Page, *others]


def _done(failures: list[str], name: str, verb: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            verb()
    except Exception as error:  # whatever stops one text must not stop the others
        logger.exception("scheduled change of %s failed", name)
        failures.append(f"{name}: {error}")
        return False
    return True


def _withdraw(model: type[Any], pk: int) -> None:
    thing = model._default_manager.get(pk=pk)
    with stated(Why(reason=Reason.EXPIRED)):
        getattr(thing, "specific", thing).unpublish(
            set_expired=True, log_action="wagtail.unpublish.scheduled"
        )


def _publish(revision_id: int) -> None:
    revision = Revision.objects.get(pk=revision_id)
    thing = revision.as_object()
    blockers = blockers_of(thing) if isinstance(thing, PublicPage) else []
    if blockers:
        _keep_back(thing, revision, why=" ".join(said(found.words) for found in blockers))
    else:
        revision.publish(log_action="wagtail.publish.scheduled")


def _keep_back(page: PublicPage, revision: Revision, *, why: str) -> None:
    """The version loses its hour and waits for a person; the page stays as visitors know it."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    person = _who_set_the_hour(revision)
    log(instance=page, action=KEPT_BACK, user=person, data={"why": why}, revision=revision)
    record("editorial.kept_back", actor=person, subject=f"page:{page.pk}", result="refused")
    if person is not None and person.email:
        address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
        told = _(
            "“%(title)s” was not published at its time: %(why)s\n\nMend it and set a new time:\n%(address)s"
        )
        mail.enqueue(
            subject=_("Not published at its time: %(title)s") % {"title": page.title},
            text=told % {"title": page.title, "why": why, "address": address},
            to=person.email,
        )


def _who_set_the_hour(revision: Revision) -> User | None:
    entries = PageLogEntry.objects.filter(action="wagtail.publish.schedule", revision=revision)
    entry = entries.select_related("user").order_by("-timestamp").first()
    person = entry.user if entry is not None and entry.user is not None else revision.user
    return person if isinstance(person, User) else None


def kept_back_for(person: User) -> QuerySet[PageLogEntry]:
    """Lines of what this person had set to go live and was kept back, as long as nobody has written in it since or
    set it anew.
    """
    page = Page.objects.filter(pk=OuterRef("page"), latest_revision_created_at__lt=OuterRef("timestamp"))
    entries: QuerySet[PageLogEntry] = PageLogEntry.objects.filter(Exists(page), action=KEPT_BACK, user=person)
    return entries
