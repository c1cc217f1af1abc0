"""What crawlers are told: every public address once, on its own host, and nothing private."""

from datetime import datetime
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from lxml import etree
from wagtail.models import PageViewRestriction

from tests.cast import EDUCATION_HOST, HOST
from tests.frontdoor.conftest import Door
from yimen.demo import factories
from yimen.frontdoor import sitemaps
from yimen.pool.models import Entry

pytestmark = pytest.mark.django_db

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    return [str(loc.text) for loc in root.iterfind("*/s:loc", SPACE)]


def whole(client: Client, host: str) -> list[str]:
    """Every address in every part that the index of this host names."""
    parts = locations(client, "/sitemap.xml")
    assert parts, "an index names at least one part"
    return [address for part in parts for address in locations(client, part.removeprefix(f"http://{host}"))]


def test_every_public_address_stands_in_it_once(aunt_wang: Client, door: Door) -> None:
    article = factories.article(door.news, "通知 & 公告", also_in=(door.city.notices,))
    named = whole(aunt_wang, HOST)
    assert len(named) == len(set(named)) == Entry.objects.count()
    expected = {"/", "/bm/", "/bm/jyj/", door.city.notices.address().path, "/zwyw/", "/investor/"}
    assert {f"http://{HOST}{path}" for path in expected | {article.address().path}} <= set(named)
    for address in named:
        assert aunt_wang.get(address.removeprefix(f"http://{HOST}")).status_code == 200, address


def test_each_address_has_the_moment_of_its_last_change(aunt_wang: Client, door: Door) -> None:
    root = etree.fromstring(aunt_wang.get("/sitemap-1.xml").content)
    told = {url[0].text: datetime.fromisoformat(str(url[1].text)) for url in root}
    for entry in Entry.objects.all():
        moment = told[f"http://{HOST}{entry.path}"]
        assert moment.tzinfo is not None
        assert abs((moment - entry.changed_at).total_seconds()) < 1


def test_what_is_withdrawn_or_private_is_not_told(aunt_wang: Client, door: Door) -> None:
    gone = factories.article(door.news, "撤下的通知")
    private = factories.article(door.news, "内部通知")
    gone.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.create(
        page=door.city.subsite.root_page, restriction_type=PageViewRestriction.LOGIN
    )
    named = " ".join(whole(aunt_wang, HOST))
    for page in (gone, private):
        assert page.slug not in named
    assert "/bm/jyj/" not in named, "what stands below something private is private"
    assert f"http://{HOST}/bm/" in named


def test_an_own_host_has_its_own(aunt_wang: Client, door: Door) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    factories.subsite(agriculture, below=door.city.directory, own_host=EDUCATION_HOST)
    there = Client(headers={"host": EDUCATION_HOST})
    assert whole(there, EDUCATION_HOST) == [f"http://{EDUCATION_HOST}/"]
    assert not [
        address for address in whole(aunt_wang, HOST) if EDUCATION_HOST in address or "nyj" in address
    ]


def test_a_long_one_is_split_and_nothing_falls_between(
    aunt_wang: Client, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one = whole(aunt_wang, HOST)
    monkeypatch.setattr(sitemaps, "LENGTH", 3)
    parts = locations(aunt_wang, "/sitemap.xml")
    assert len(parts) == -(-len(in_one) // 3) > 2
    assert whole(aunt_wang, HOST) == in_one
    assert aunt_wang.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert aunt_wang.get("/sitemap-0.xml").status_code == 404


def test_an_index_never_names_a_part_that_is_not_there(aunt_wang: Client, door: Door) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    subsite = factories.subsite(agriculture, below=door.city.directory, own_host=EDUCATION_HOST)
    subsite.root_page.specific.unpublish()
    there = Client(headers={"host": EDUCATION_HOST})
    assert there.get("/sitemap-1.xml").status_code == 404
    assert there.get("/sitemap.xml").status_code == 404
    assert "Sitemap:" in aunt_wang.get("/robots.txt").content.decode()


def test_robots_are_told_what_to_read_on_each_host(aunt_wang: Client, door: Door) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    factories.subsite(agriculture, below=door.city.directory, own_host=EDUCATION_HOST)
    for host in (HOST, EDUCATION_HOST):
        client = Client(headers={"host": host})
        answer = client.get("/robots.txt")
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        robots = RobotFileParser()
        robots.parse(answer.content.decode().splitlines())
        assert robots.site_maps() == [f"http://{host}/sitemap.xml"]
        assert client.get("/sitemap.xml").status_code == 200
        for path in (
            "/",
            "/bm/jyj/",
            "/media/images/a.jpg",
            "/documents/1/a.pdf",
            "/static/design/css/base.css",
            "/-/theme/1-abc.css",
        ):
            assert robots.can_fetch("Baiduspider", path), path
        for path in ("/admin/", "/admin/login/", "/-/preferences/", "/-/sign-in/"):
            assert not robots.can_fetch("Baiduspider", path), path
