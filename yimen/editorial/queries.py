"""Reads of the desk's own records."""

from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce
from wagtail.models import Page

from yimen.pool.models import Entry

JUDGED = ("article", "information")


def judged(number: str, *, host: str) -> Entry | None:
    """The public text with this page number on this host that visitors may judge; None where there is none."""
    if not (number.isascii() and number.isdigit() and len(number) < len(str(2**63))):
        return None
    texts = Entry.objects.filter(kind__in=JUDGED, host=host, is_restricted=False)
    return texts.filter(object_id=int(number)).first()


def by_usefulness(pages: QuerySet[Page], *, since: date) -> QuerySet[Page]:
    """Those of the pages that visitors judged since a day, with their counts and the share of those who found them
    useful; the least useful first.
    """
    lately = Q(usefulness__day__gte=since)
    counted = pages.filter(lately).annotate(
        said_yes=Coalesce(Sum("usefulness__yes", filter=lately), 0),
        said_no=Coalesce(Sum("usefulness__no", filter=lately), 0),
    )
    counted = counted.annotate(said=F("said_yes") + F("said_no"))
    share = Case(When(said=0, then=0), default=F("said_yes") * 100 / F("said"), output_field=IntegerField())
    judged_pages: QuerySet[Page] = counted.annotate(share=share).order_by("share", "-said_no", "pk")
    return judged_pages
