"""What a search engine understands of a page: schema.org, read by a JSON-LD processor."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from tests.cast import HOST
from tests.frontdoor.conftest import Door
from tests.frontdoor.linked_data import documents, nodes
from tests.frontdoor.reading import Sheet
from tests.media.pictures import jpeg
from yimen.demo import factories
from yimen.design.templatetags.machine_readable import json_ld
from yimen.subsites.models import PortalSettings

pytestmark = pytest.mark.django_db

RELEASED = datetime(2025, 5, 6, 1, 30, tzinfo=UTC)
PORTAL = f"http://{HOST}/"


@pytest.fixture
def told(door: Door) -> Door:
    settings = PortalSettings.load()
    settings.organiser = "云泽市人民政府"
    settings.english_organiser = "Yunze Municipal People's Government"
    settings.save()
    door.city.bureau.address, door.city.bureau.phone = "云泽市学府路1号", "0999-2233445"
    door.city.bureau.save()
    return door


def test_the_home_page_says_whose_it_is_and_how_to_search_it(aunt_wang: Client, told: Door) -> None:
    factories.english_home(told.city.home)
    for path, name, organiser in (
        ("/", "中国·云泽", "云泽市人民政府"),
        ("/en/", "Yunze", "Yunze Municipal People's Government"),
    ):
        found = nodes(Sheet(aunt_wang, path))
        (site,), (city,) = found["WebSite"], found["GovernmentOrganization"]
        assert (site["name"], city["name"]) == (name, organiser)
        assert site["publisher"] == {"@id": city["@id"]}
        search = site["potentialAction"]
        assert search["@type"] == "SearchAction"
        template = search["target"]["urlTemplate"]
        assert template == f"http://{HOST}{path}search/?q={{search_term_string}}"
        assert search["query-input"] == "required name=search_term_string"
        assert city["logo"] == f"http://{HOST}/logo.png"


def test_the_logo_is_the_emblem_that_the_city_chose_else_the_mark(aunt_wang: Client, told: Door) -> None:
    mark = aunt_wang.get("/logo.png")
    assert Image.open(BytesIO(mark.content)).size == (512, 512)
    settings = PortalSettings.load()
    settings.emblem = factories.image(jpeg(900, 900), title="城徽", name="emblem.jpg")
    settings.save()
    emblem = aunt_wang.get("/logo.png", follow=True)
    assert emblem.headers["Content-Type"] == "image/png"
    assert Image.open(BytesIO(b"".join(emblem.streaming_content))).size == (512, 512)  # type: ignore[attr-defined]


def test_a_body_of_the_city_says_how_to_reach_it_and_to_whom_it_belongs(
    aunt_wang: Client, told: Door
) -> None:
    for path in ("/bm/jyj/", "/jg/jyj/"):
        (bureau,) = nodes(Sheet(aunt_wang, path))["GovernmentOrganization"]
        assert bureau["name"] == "云泽市教育局"
        assert bureau["url"] == f"http://{HOST}{path}"
        assert bureau["telephone"] == "0999-2233445"
        assert bureau["address"]["streetAddress"] == "云泽市学府路1号"
        assert bureau["parentOrganization"]["name"] == "云泽市人民政府"
        assert bureau["@id"] == f"http://{HOST}/jg/jyj/#organisation", "one body, whichever page names it"


def test_a_closed_body_below_another_says_both(aunt_wang: Client, told: Door) -> None:
    factories.agency(
        "zkb", "云泽市招生办公室", parent=told.city.bureau, status="closed", closed_on=date(2026, 3, 1),
        closing_reason="merged",
    )  # fmt: skip
    (office,) = nodes(Sheet(aunt_wang, "/jg/zkb/"))["GovernmentOrganization"]
    assert office["parentOrganization"]["name"] == "云泽市教育局"
    assert office["dissolutionDate"] == "2026-03-01"
    assert "telephone" not in office, "nothing is said of what nobody knows"


def test_an_article_has_its_times_its_origin_and_its_picture(aunt_wang: Client, told: Door) -> None:
    article = factories.article(
        told.city.notices, "秋季入学须知", summary="分三步。", author="周琳", released_at=RELEASED
    )
    path = article.address().path
    (news,) = nodes(Sheet(aunt_wang, path))["NewsArticle"]
    assert news["headline"] == news["name"] == "秋季入学须知"
    assert datetime.fromisoformat(news["datePublished"]) == RELEASED
    assert datetime.fromisoformat(news["dateModified"]) > RELEASED, "it was loaded today"
    assert news["author"] == {"@type": "Person", "name": "周琳"}
    assert news["publisher"]["name"] == "云泽市教育局"
    assert news["inLanguage"] == "zh-Hans"
    assert news["image"] == f"http://{HOST}{path}card.png"
    assert news["mainEntityOfPage"] == news["url"] == f"http://{HOST}{path}"


def test_an_unsigned_article_is_its_departments(aunt_wang: Client, told: Door) -> None:
    path = factories.article(told.city.notices).address().path
    (news,) = nodes(Sheet(aunt_wang, path))["NewsArticle"]
    assert news["author"]["name"] == news["publisher"]["name"] == "云泽市教育局"


def test_places_are_collections_with_the_way_down_to_them(aunt_wang: Client, told: Door) -> None:
    path = told.city.notices.address().path
    for place in (path, "/investor/", "/bm/"):
        assert nodes(Sheet(aunt_wang, place))["CollectionPage"]
    (trail,) = nodes(Sheet(aunt_wang, path))["BreadcrumbList"]
    steps = [(step["position"], step["name"], step["item"]) for step in trail["itemListElement"]]
    assert steps == [
        (1, "首页", PORTAL),
        (2, "部门", f"{PORTAL}bm/"),
        (3, "云泽市教育局", f"{PORTAL}bm/jyj/"),
        (4, "通知公告", f"http://{HOST}{path}"),
    ]
    assert "BreadcrumbList" not in nodes(Sheet(aunt_wang, "/")), "the top has no way down"


HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> <!-- <![CDATA[ -->",
    '"quoted" & \\u003c \\',
    "emoji 🎉 and 𠮷野家",
    "line\u2028separators\u2029",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_out_of_the_data(aunt_wang: Client, told: Door, title: str) -> None:
    path = factories.article(told.news, title, slug="hostile", summary=title).address().path
    sheet = Sheet(aunt_wang, path)
    (document,) = documents(sheet)
    (news,) = [node for node in document["@graph"] if node["@type"] == "NewsArticle"]
    assert news["headline"] == news["description"] == title
    assert not [script for script in sheet.all("<script>") if "alert" in (script.text or "")[:20]]
    (og_title,) = sheet.tree.xpath("//meta[@property='og:title']/@content")
    assert og_title == title


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    written = json_ld({"name": text})
    inner = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inner)
    tree = html.fragment_fromstring(f"<div>{written}</div>")
    assert len(tree) == 1
