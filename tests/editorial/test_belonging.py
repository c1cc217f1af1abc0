"""Whose a page is, in whichever language it is read, and who may be given a sub-site."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests.cast import City
from yimen.demo import factories
from yimen.editorial.bulk import NewArticle, load_articles
from yimen.editorial.models import ColumnPage
from yimen.editorial.pool_source import registrations
from yimen.editorial.rich_text import PublicPageLinkHandler
from yimen.pool.models import Entry
from yimen.subsites.models import Subsite

pytestmark = pytest.mark.django_db


@pytest.fixture
def english_notices(city: City) -> ColumnPage:
    """The education bureau's column in English."""
    factories.english_home(city.home)
    edition = city.notices.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    edition.save_revision().publish()
    made: ColumnPage = ColumnPage.objects.get(pk=edition.pk)
    return made


def test_english_articles_belong_to_the_bureau_however_they_came(
    city: City, english_notices: ColumnPage
) -> None:
    factories.article(english_notices, "Enrolment")
    load_articles(
        [
            NewArticle(
                column=english_notices,
                title="Holidays",
                body=[("paragraph", "<p>x</p>")],
                released_at=timezone.now() - timedelta(days=9),
            )
        ],
        now=timezone.now(),
        reason="brought in",
    )
    entries = Entry.objects.filter(kind="article", language="en")
    assert [entry.subsite_id for entry in entries] == [city.subsite.pk] * 2
    rebuilt = [row.subsite_id for row in registrations() if row.kind == "article"]
    assert rebuilt == [city.subsite.pk] * 2


def test_a_text_does_not_link_to_what_is_not_for_everybody(city: City) -> None:
    attributes = [{"id": str(city.notices.pk)}]
    assert "href" in PublicPageLinkHandler.expand_db_attributes_many(attributes)[0]
    PageViewRestriction.objects.create(page=city.notices, restriction_type=PageViewRestriction.LOGIN)
    city.notices.settle_in_pool()
    assert PublicPageLinkHandler.expand_db_attributes_many(attributes) == ["<a>"]


def test_lin_cannot_open_a_sub_site_for_a_closed_body(city: City, lins_desk: Client) -> None:
    closed = factories.agency(
        "lyj", "云泽市粮食局", status="closed", closed_on=date(2026, 3, 1), closing_reason="merged"
    )
    answer = lins_desk.post(
        reverse("wagtailsnippets_subsites_subsite:add"),
        {"agency": closed.pk, "name": "云泽市粮食局", "state": "preparation", "own_host": ""},
    )
    assert answer.status_code == 200
    assert not Subsite.objects.filter(agency=closed).exists()
