"""What crawlers are told: every public address once, on its own host, and nothing private."""

from datetime import UTC, datetime
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

LAST_YEAR = datetime(2025, 5, 6, 1, 30, tzinfo=UTC)
XHTML = "{http://www.w3.org/1999/xhtml}"
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
        address for address in whole(aunt_wang, HOST) if EDUCATION_HOST in address or "/bm/nyj" in address
    ]


def test_a_long_one_is_split_and_nothing_falls_between(
    aunt_wang: Client, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one = whole(aunt_wang, HOST)
    monkeypatch.setattr(sitemaps, "PART_OF_REGISTER", 3)
    parts = locations(aunt_wang, "/sitemap.xml")
    assert len(parts) >= len(in_one) / 3 > 2
    assert max(len(locations(aunt_wang, part.removeprefix(f"http://{HOST}"))) for part in parts) <= 3
    assert whole(aunt_wang, HOST) == in_one
    last = Entry.objects.latest("pk").pk // 3 + 1
    assert parts[-1].endswith(f"/sitemap-{last}.xml")
    assert aunt_wang.get(f"/sitemap-{last + 1}.xml").status_code == 404
    assert aunt_wang.get("/sitemap-0.xml").status_code == 404


def changed_parts(client: Client) -> dict[str, datetime]:
    """Part → the moment that the index tells of it."""
    root = etree.fromstring(client.get("/sitemap.xml").content)
    return {str(part[0].text): datetime.fromisoformat(str(part[1].text)) for part in root}


def test_only_the_part_that_changed_is_read_again(
    aunt_wang: Client, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART_OF_REGISTER", 3)
    Entry.objects.update(changed_at=LAST_YEAR)
    assert set(changed_parts(aunt_wang).values()) == {LAST_YEAR}
    for number in range(4):
        factories.article(door.news, f"新消息{number}")
    before = changed_parts(aunt_wang)
    changed = {part for part, moment in before.items() if moment != LAST_YEAR}
    assert 0 < len(changed) <= 3
    assert len(before) - len(changed) >= 2, "what is old keeps its part"


def test_a_text_in_two_languages_names_both(aunt_wang: Client, door: Door) -> None:
    english = factories.english_home(door.city.home)
    portrait = factories.information(door.city.home, "城市概况", slug="csgk")
    translated = portrait.copy_for_translation(english.locale)
    translated.title, translated.slug = "About the city", "about"
    translated.save_revision().publish()
    root = etree.fromstring(aunt_wang.get("/sitemap-1.xml").content)
    told = {
        str(url[0].text): {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
        for url in root
    }
    chinese, other = f"http://{HOST}/csgk/", f"http://{HOST}/en/about/"
    both = {"zh-Hans": chinese, "en": other, "x-default": chinese}
    assert told[chinese] == told[other] == both
    assert set(told[f"http://{HOST}/en/"]) == {"zh-Hans", "en", "x-default"}
    assert told[f"http://{HOST}/zwyw/"] == {}, "what stands in one language says nothing"
    PageViewRestriction.objects.create(page=portrait, restriction_type=PageViewRestriction.LOGIN)
    assert "csgk" not in aunt_wang.get("/sitemap-1.xml").content.decode()


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
            "/zwyw/feed.xml",
            "/zwyw/card.png",
        ):
            assert robots.can_fetch("Baiduspider", path), path
        for path in (
            "/admin/",
            "/admin/login/",
            "/-/preferences/",
            "/-/sign-in/",
            "/search/?q=a",
            "/en/search/",
        ):
            assert not robots.can_fetch("Baiduspider", path), path
