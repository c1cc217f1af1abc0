"""XSS: what somebody writes into titles, names, questions and addresses is text wherever it is shown."""

import json
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client
from lxml import html

from tests.cast import City
from tests.security.inline import inline_parts
from yimen.agencies.models import Leader
from yimen.demo import factories

pytestmark = pytest.mark.django_db

SCRIPT = "</script></title></textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)><!--"
HANDLER = '" onmouseover=alert(1) autofocus onfocus=alert(1) x="'
SCHEME = "javascript:alert(1)"


def runs_nothing(text: str) -> None:
    assert not inline_parts(text)


def pictures_of_nowhere(text: str) -> list[Any]:
    return html.fromstring(text.encode()).xpath("//img[@src='x']")


@pytest.fixture
def hostile(city: City) -> City:
    """A city in which a thief of a password has written."""
    Leader.objects.create(agency=city.bureau, name=SCRIPT[:30], post=HANDLER[:60], sort_order=1)
    city.bureau.duties = SCRIPT
    city.bureau.save()
    factories.article(
        city.notices, f"标题{SCRIPT}", slug="s", summary=HANDLER, author=SCRIPT[:60], source=SCRIPT[:80]
    )
    factories.article(city.notices, f"标题{HANDLER}", slug="h", summary=SCRIPT)
    return city


PAGES = (
    "/", "/bm/jyj/", "/bm/jyj/tongzhi-gonggao/", "/bm/jyj/tongzhi-gonggao/s/", "/bm/jyj/tongzhi-gonggao/h/",
    "/jg/jyj/", "/search/?q=标题", "/wangzhan-ditu/", "/feeds/",
)  # fmt: skip
TYPED = (SCRIPT, HANDLER, SCHEME, "{{7*7}}", "{% debug %}", "\u2028</script>", "＜script＞alert(1)")


def test_on_pages(hostile: City, aunt_wang: Client) -> None:
    for path in PAGES:
        answer = aunt_wang.get(path)
        assert answer.status_code in (200, 404), path
        runs_nothing(answer.content.decode())
        assert not pictures_of_nowhere(answer.content.decode())


def test_in_what_visitors_ask(city: City, aunt_wang: Client) -> None:
    for text in TYPED:
        asked = quote(text, safe="")
        for path in (
            f"/search/?q={asked}", f"/search/?page={asked}&q=a", f"/nowhere/{asked}/", f"/{asked}",
            f"/bm/jyj/tongzhi-gonggao/?page={asked}", f"/-/account/login/?next={asked}",
        ):  # fmt: skip
            answer = aunt_wang.get(path)
            assert answer.status_code < 500, path
            if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
                runs_nothing(answer.content.decode())
                assert ">49<" not in answer.content.decode()


def test_in_suggestions_that_a_script_reads(hostile: City, aunt_wang: Client) -> None:
    answer = aunt_wang.get("/-/suggest", {"q": "标题"})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    json.loads(answer.content)


def test_in_feeds_and_site_maps(hostile: City, aunt_wang: Client) -> None:
    for path in (
        "/feed.xml",
        "/rss.xml",
        "/bm/jyj/tongzhi-gonggao/feed.xml",
        "/sitemap.xml",
        "/sitemap-1.xml",
    ):
        tree = ElementTree.fromstring(aunt_wang.get(path).content)
        names = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert not names & {"script", "img"}, path
        for element in tree.iter():
            if element.get("type") == "html" or element.tag.endswith(("encoded", "description")):
                runs_nothing(f"<div>{element.text or ''}</div>")


def test_in_the_feed_for_programs(hostile: City, aunt_wang: Client) -> None:
    for item in json.loads(aunt_wang.get("/feed.json").content)["items"]:
        runs_nothing(f"<div>{item.get('content_html', '')}</div>")


def test_in_data_for_search_engines(hostile: City, aunt_wang: Client) -> None:
    page = html.fromstring(aunt_wang.get("/bm/jyj/tongzhi-gonggao/s/").content)
    data = page.xpath("//script[@type='application/ld+json']/text()")
    assert data
    assert SCRIPT in str(next(part.get("headline") for part in json.loads(data[0])["@graph"]))
    assert "</" not in data[0]


def test_in_the_open_interface(hostile: City, aunt_wang: Client) -> None:
    answer = aunt_wang.get("/api/v1/entries/")
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "标题" in str(json.loads(answer.content))


def test_on_the_desk_where_the_portal_office_reads_it(hostile: City, lins_desk: Client) -> None:
    column = hostile.notices.pk
    for path in (
        "/admin/", f"/admin/pages/{column}/", f"/admin/pages/{column}/edit/", "/admin/reports/site-history/",
        "/admin/agencies/agency/", "/admin/reports/log/",
    ):  # fmt: skip
        answer = lins_desk.get(path, follow=True)
        assert answer.status_code in (200, 404), path
        text = answer.content.decode()
        assert not [part for part in inline_parts(text) if not part.endswith(" style")], path
        assert not pictures_of_nowhere(text)
