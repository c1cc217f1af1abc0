"""Texts that go live or expire by the clock."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from yimen.editorial.models.withdrawals import Reason
from yimen.editorial.stating import Why, stated

EVERY = timedelta(minutes=1)

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
    Revision.objects.get(pk=revision_id).publish(log_action="wagtail.publish.scheduled")
