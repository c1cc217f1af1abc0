"""What the frame around a page tells, and what it keeps to itself."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from tests.cast import City
from yimen.demo import factories
from yimen.subsites.models import MenuItem
from yimen.subsites.queries import menu, subsite_above, subsites_above

pytestmark = pytest.mark.django_db


@pytest.fixture
def internal(city: City) -> MenuItem:
    """A column named in the portal's menu."""
    column = factories.column(city.home, "内部通报", slug="nbtb")
    return MenuItem.objects.create(title="内部通报", page=column.page_ptr)


def test_a_menu_names_a_public_column(aunt_wang: Client, internal: MenuItem) -> None:
    assert "内部通报" in aunt_wang.get("/").content.decode()


def test_a_menu_does_not_name_what_is_not_for_everybody(aunt_wang: Client, internal: MenuItem) -> None:
    PageViewRestriction.objects.create(page=internal.page, restriction_type=PageViewRestriction.LOGIN)
    assert "内部通报" not in aunt_wang.get("/").content.decode()


def test_a_restriction_further_up_holds_for_the_menu_too(city: City) -> None:
    MenuItem.objects.create(title="教育通知", page=city.notices.page_ptr)
    assert len(menu(None, "zh-hans")) == 1
    PageViewRestriction.objects.create(
        page=city.subsite.root_page, restriction_type=PageViewRestriction.LOGIN
    )
    assert menu(None, "zh-hans") == []


def test_the_english_edition_belongs_to_the_same_sub_site(city: City) -> None:
    factories.english_home(city.home)
    english = Locale.objects.get(language_code="en")
    edition = city.subsite.root_page.specific.copy_for_translation(english, copy_parents=True)
    edition.save_revision().publish()
    assert subsite_above(Page.objects.get(pk=edition.pk)) == city.subsite
    assert subsite_above(city.home) is None


def test_many_pages_find_their_sub_sites_as_one_by_one(city: City) -> None:
    pages = list(Page.objects.filter(depth__gt=1))
    together = subsites_above(pages)
    assert together == {page.pk: subsite_above(page) for page in pages}
    assert city.subsite in together.values() and None in together.values()
