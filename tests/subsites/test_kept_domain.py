"""The exempt education bureau keeps the domain of its old site: both old and new addresses answer on it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import HOST, City
from yimen.demo import factories
from yimen.subsites.actions import give_own_host
from yimen.subsites.models import HostName, OldAddress, Subsite

pytestmark = pytest.mark.django_db

DOMAIN = "www.yzjy.example"


@pytest.fixture
def kept(city: City) -> Subsite:
    old = factories.old_site(city.bureau, state="exempt", host=DOMAIN)
    OldAddress.objects.create(
        old_site=old, host=DOMAIN, path="/news/show.asp?id=7", page=city.notices.page_ptr
    )
    factories.article(city.notices, "开学通知")
    give_own_host(
        city.subsite,
        host=DOMAIN,
        port=80,
        approved_by="云泽市人民政府办公室",
        approved_on=city.notices.first_published_at.date(),
        approval_number="云政办函〔2026〕3号",
    )
    return city.subsite


def test_new_pages_and_old_addresses_answer_on_the_kept_domain(kept: Subsite) -> None:
    citizen = Client(headers={"host": DOMAIN})

    assert citizen.get("/tongzhi-gonggao/").status_code == 200
    led = citizen.get("/news/show.asp?id=7")
    assert (led.status_code, led["Location"]) == (301, f"http://{DOMAIN}/tongzhi-gonggao/")
    assert citizen.get("/news/show.asp?id=8").status_code == 404


def test_an_old_name_kept_as_alias_still_knows_its_old_addresses(kept: Subsite) -> None:
    HostName.objects.create(name="yzjy.example", site=kept.own_site)
    old = kept.agency.old_site
    OldAddress.objects.create(old_site=old, host="yzjy.example", path="/a.html", page=kept.root_page)
    citizen = Client(headers={"host": "yzjy.example"})

    assert citizen.get("/a.html")["Location"] == f"http://{DOMAIN}/"
    assert citizen.get("/b.html")["Location"] == f"http://{DOMAIN}/b.html"


def test_the_canonical_name_cannot_be_deleted_at_the_desk(city: City, lins_desk: Client) -> None:
    name = HostName.objects.get(name=HOST)

    answer = lins_desk.post(reverse("wagtailsnippets_subsites_hostname:delete", args=[name.pk]), follow=True)

    assert HostName.objects.filter(pk=name.pk).exists()
    assert HOST in answer.content.decode()


def test_another_name_can(city: City, lins_desk: Client) -> None:
    name = HostName.objects.get(name="yunze.example")

    lins_desk.post(reverse("wagtailsnippets_subsites_hostname:delete", args=[name.pk]))

    assert not HostName.objects.filter(pk=name.pk).exists()
