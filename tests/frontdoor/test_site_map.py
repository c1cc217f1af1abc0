"""The site map names every public place once, and the footer of every page leads there (norms §1.3)."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.cast import City
from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import Sheet, queries_of
from yimen.demo import factories

pytestmark = pytest.mark.django_db


def test_columns_entrances_and_sub_sites_stand_in_it(aunt_wang: Client, door: Door) -> None:
    factories.article(door.news, "一条新闻")
    sheet = Sheet(aunt_wang, "/site-map/")
    assert {
        "/zwyw/",
        "/citizen/",
        "/official/",
        "/bm/",
        "/bm/jyj/",
        door.city.notices.address().path,
    } <= sheet.addresses
    assert "一条新闻" not in sheet.words
    assert all(aunt_wang.get(path).status_code == 200 for path in sheet.addresses if path.startswith("/"))


def test_what_is_not_for_everybody_does_not_stand_in_it(aunt_wang: Client, door: Door) -> None:
    PageViewRestriction.objects.create(page=door.news.page_ptr, restriction_type=PageViewRestriction.LOGIN)
    door.news.settle_in_pool()
    assert "/zwyw/" not in Sheet(aunt_wang, "/site-map/").addresses


def test_it_costs_the_same_however_many_columns_there_are(aunt_wang: Client, door: Door) -> None:
    before = queries_of(aunt_wang, "/site-map/")
    for number in range(6):
        factories.column(door.city.home, f"栏目{number}", slug=f"lm{number}")
    assert queries_of(aunt_wang, "/site-map/") == before <= 10


def test_every_footer_leads_there_in_its_language(aunt_wang: Client, door: Door) -> None:
    factories.english_home(door.city.home)
    for path, site_map in (("/", "/site-map/"), ("/bm/jyj/", "/site-map/"), ("/en/", "/en/site-map/")):
        (footer,) = Sheet(aunt_wang, path).all("site-footer")
        assert site_map in {link.get("href") for link in footer.iter("a")}
    assert Sheet(aunt_wang, "/en/site-map/").tree.get("lang") == "en"


def test_a_host_of_its_own_leads_to_the_portals(aunt_wang: Client, city: City) -> None:
    agency = factories.agency("nyj", "云泽市农业农村局", phone="0700-5550199")
    factories.subsite(agency, below=city.directory, own_host="nyj.yunze.example")
    visitor = Client(headers={"host": "nyj.yunze.example"})
    assert visitor.get("/site-map/").status_code == 301
    (footer,) = Sheet(visitor, "/").all("site-footer")
    words = " ".join(footer.text_content().split())
    assert "云泽市农业农村局" in words
    assert "0700-5550199" in words, "the department answers for its site"
