"""What the frame around a page tells, and what it keeps to itself."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction

from tests.cast import HOST, City
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.subsites.models import MenuItem, PortalSettings, Subsite
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


FACTS = {
    "organiser": "云泽市人民政府办公室",
    "contact": "0700-5550001",
    "identification_code": "4299990001",
    "icp_number": "云ICP备00000001号",
    "police_record": "云公网安备42999900000001号",
    "police_record_code": "42999900000001",
    "error_report_url": "https://zhaocuo.example/report",
    "party_mark_url": "https://biaozhi.example/4299990001",
}


def test_every_required_fact_stands_in_the_footer(aunt_wang: Client, city: City) -> None:
    portal = PortalSettings.load()
    for name, value in FACTS.items():
        setattr(portal, name, value)
    portal.save()
    footer = aunt_wang.get("/").content.decode().partition("<footer")[2]
    assert [name for name, value in FACTS.items() if value not in footer] == []
    assert PortalSettings.load().missing_facts() == []


def test_the_desk_warns_of_what_the_footer_lacks_where_it_can_be_filled_in(city: City) -> None:
    """林主任 sees on her first screen what the inspection would find; 周琳 of education cannot mend it."""
    PortalSettings.objects.update(organiser="云泽市人民政府办公室", contact="0700-5550001")
    chief = Client(headers={"host": HOST})
    chief.force_login(factories.staff("lin", "林主任", is_superuser=True))
    first_screen = chief.get("/admin/").content.decode()
    assert "有6项每个网页必须标明的信息空缺" in first_screen
    settings_url = reverse("wagtailsettings:edit", args=["subsites", "portalsettings"])
    assert settings_url in first_screen
    screen = chief.get(settings_url, follow=True).content.decode()
    assert "党政机关网站标识" in screen or "每个网页都必须标明下列信息" in screen
    editor = Client(headers={"host": HOST})
    editor.force_login(
        factories.staff("zhou", "周琳", role=Role.PUBLISHER, subsite=Subsite.objects.get(code="jyj"))
    )
    assert "信息空缺" not in editor.get("/admin/").content.decode()


def test_the_warning_goes_when_all_is_filled_in(city: City) -> None:
    PortalSettings.objects.update(**FACTS)
    chief = Client(headers={"host": HOST})
    chief.force_login(factories.staff("lin", "林主任", is_superuser=True))
    assert "信息空缺" not in chief.get("/admin/").content.decode()


def test_what_tells_of_this_site_stands_in_the_footer_and_not_in_the_menu(
    aunt_wang: Client, city: City
) -> None:
    MenuItem.objects.create(title="隐私说明", url="/yinsi/", place=MenuItem.Place.FOOTER)
    header, _, footer = aunt_wang.get("/").content.decode().partition("<footer")
    assert "隐私说明" not in header
    assert "隐私说明" in footer
