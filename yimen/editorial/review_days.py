"""Days of review: what must be looked at again, by whom, and the letters that say so."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.editorial.models import PublicPage, ReviewReminder
from yimen.pool.models import Entry
from yimen.subsites.models import Desk

AHEAD = timedelta(days=14)
"""Two weeks before its day a text is announced for the first time."""


def to_review(pages: QuerySet[Page] | None = None) -> QuerySet[Page]:
    """Public pages with a day of review, the earliest first, with `review_by` and the names of agency and sub-site."""
    pages = Page.objects.all() if pages is None else pages
    models = _models()
    days = [
        Subquery(model.objects.filter(pk=OuterRef("pk")).values("review_by")[:1], output_field=DateField())
        for model in models
    ]
    kinds = ContentType.objects.get_for_models(*models).values()
    entry = Entry.objects.filter(object_id=OuterRef("pk"), content_type__in=kinds)
    found: QuerySet[Page] = (
        pages.filter(live=True)
        .annotate(
            review_by=Coalesce(*days) if len(days) > 1 else days[0],
            agency_id=Subquery(entry.values("agency")[:1]),
            agency_name=Subquery(entry.values("agency__name")[:1]),
            subsite_id=Subquery(entry.values("subsite")[:1]),
        )
        .filter(review_by__isnull=False)
        .order_by("review_by", "pk")
    )
    return found


def past_due_of(person: User, *, today: date) -> QuerySet[Page]:
    """Public pages whose day of review has come, which this person wrote or answers for: the same people who get the
    letters.
    """
    due = Q()
    for model in _models():
        due |= Q(pk__in=model.objects.filter(live=True, review_by__lte=today).values("pk"))
    pages = to_review(Page.objects.filter(due))
    desks = Desk.objects.filter(group__user=person)
    theirs = Q(owner=person) | Q(
        subsite_id__in=desks.filter(role__in=_RESPONSIBLE, subsite__isnull=False).values("subsite")
    )
    if desks.filter(role__in=_OFFICE, subsite=None).exists():
        theirs |= Q(subsite_id__isnull=True)
    return pages.filter(theirs)


def remind_due() -> int:
    """The recurring job: how many letters were sent."""
    return remind(today=timezone.localdate())


def remind(*, today: date) -> int:
    """One letter to each author and to each department's publishers, about all their texts at once. A text is
    named two weeks ahead and on its day, never twice for the same.
    """
    letters: dict[str, list[tuple[Page, date]]] = defaultdict(list)
    with transaction.atomic():
        for page in to_review().filter(review_by__lte=today + AHEAD).select_related("owner"):
            stage = ReviewReminder.Stage.DUE if page.review_by <= today else ReviewReminder.Stage.AHEAD
            _row, is_new = ReviewReminder.objects.get_or_create(
                page_id=page.pk,
                review_by=page.review_by,
                stage=stage,
                defaults={"sent_at": timezone.now()},
            )
            if is_new:
                for address in _readers(page):
                    letters[address].append((page, page.review_by))
        for address, pages in letters.items():
            _send(address, pages)
    return len(letters)


def _readers(page: Page) -> set[str]:
    """Addresses of the author, and of those who publish for the sub-site that shows the page."""
    people = User.objects.filter(is_active=True).exclude(email="")
    found = set(people.filter(pk=page.owner_id).values_list("email", flat=True))
    desks = Desk.objects.filter(
        subsite=page.subsite_id, role__in=_RESPONSIBLE if page.subsite_id else _OFFICE
    )
    return found | set(people.filter(groups__in=desks.values("group")).values_list("email", flat=True))


_RESPONSIBLE = (Role.PUBLISHER, Role.REVIEWER)
_OFFICE = (Role.CHIEF_EDITOR,)


def _send(address: str, pages: list[tuple[Page, date]]) -> None:
    lines = [
        f"{day.isoformat()}  {page.title}\n{settings.WAGTAILADMIN_BASE_URL}"
        f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
        for page, day in pages
    ]
    send_mail(
        _("%(count)s texts to look at again") % {"count": len(pages)},
        _("Please look whether these texts are still true, then change them or set a new day:")
        + "\n\n"
        + "\n\n".join(lines),
        None,
        [address],
    )


def _models() -> list[type[PublicPage]]:
    return [model for model in get_page_models() if issubclass(model, PublicPage)]


def by_day(pages: QuerySet[Page]) -> QuerySet[Page]:
    return pages.order_by(F("agency_name").asc(nulls_last=True), "review_by", "pk")
