"""A walk through the whole city: every page that links or sitemaps lead to carries what the norms ask of it.

国办发〔2017〕47号 annex 1 (tags), §1.3 of the norms (header and footer), and what search engines need.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from lxml import etree

from tests.frontdoor.linked_data import nodes
from tests.frontdoor.reading import shown
from tests.frontdoor.walking import Found, Walk
from tests.journeys import city
from yimen.editorial.models import ColumnPage
from yimen.subsites.models import PortalSettings

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PORTAL, OWN = "localhost", city.OWN_HOST
FACTS = {
    "organiser": "云泽市人民政府办公室",
    "identification_code": "4208000001",
    "icp_number": "鄂ICP备00000001号",
    "police_record": "鄂公网安备42080000000001号",
}
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: object) -> Iterator[Walk]:
    """The city of the journeys, walked through once for all the tests below."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cache.clear()
        with transaction.atomic():
            city.build(80)
            settings = PortalSettings.load()
            for name, value in FACTS.items():
                setattr(settings, name, value)
            settings.police_record_code = "42080000000001"
            settings.save()
            walk = Walk(PORTAL, OWN)
            listed = (
                (urlsplit(str(loc.text)).hostname or "", urlsplit(str(loc.text)).path)
                for host, client in walk.clients.items()
                for loc in etree.fromstring(client.get("/sitemap-1.xml").content).iter(LOC)
            )
            walk.go((PORTAL, "/"), (PORTAL, "/en/"), (OWN, "/"), *listed)
            yield walk
            transaction.set_rollback(True)


def content(page: Found, property_name: str) -> list[str]:
    return [str(one) for one in page.sheet.tree.xpath(f"//meta[@property='{property_name}']/@content")]


def test_the_walk_meets_each_kind_of_page_and_no_dead_link(walked: Walk) -> None:
    assert walked.dead == []
    kinds = {page.kind for page in walked.pages}
    assert {"home", "entrance", "column", "article", "information", "subsite", "directory", "board"} <= kinds
    assert {page.host for page in walked.pages} == {PORTAL, OWN}
    assert {page.sheet.tree.get("lang") for page in walked.pages} == {"zh-Hans", "en"}
    assert len(walked.pages) > 50


def test_each_page_names_site_host_and_code(walked: Walk) -> None:
    for page in walked.pages:
        meta = page.sheet.meta
        assert meta["SiteName"], page
        assert meta["SiteDomain"] == page.host, page
        assert meta["SiteIDCode"] == FACTS["identification_code"], page
        assert not {"null", "None", ""} & set(meta.values()), page


def test_each_page_has_one_address_title_heading_language_and_description(walked: Walk) -> None:
    for page in walked.pages:
        sheet = page.sheet
        (title,) = sheet.texts("<title>")
        assert re.fullmatch(r"\S.* - .+", title), f"{page}: {title}"
        assert [heading for heading in sheet.texts("<h1>") if heading] == sheet.texts("<h1>"), page
        assert len(sheet.all("<h1>")) == 1, page
        assert sheet.tree.get("lang") == ("en" if page.path.startswith("/en/") else "zh-Hans"), page
        if sheet.meta.get("robots", "").startswith("noindex"):
            continue
        plain = f"http://{page.host}{page.path.partition('?')[0]}"
        assert sheet.canonical in (plain, f"http://{page.host}{page.path}"), page
        assert 4 <= len(sheet.meta["description"]) <= 300, page
        assert content(page, "og:title") and content(page, "og:url") == [sheet.canonical], page


def test_columns_and_texts_carry_their_tags(walked: Walk) -> None:
    types = set(ColumnPage.Type.values)
    for page in walked.pages:
        meta = page.sheet.meta
        if page.kind in ("column", "article", "information", "entrance", "directory", "board"):
            column_known = page.kind != "information" or "ColumnName" in meta
            for name in COLUMN if column_known else ():
                assert meta.get(name), f"{page} lacks {name}"
            assert meta.get("ColumnType", "其他") in types, page
        if page.kind in ("article", "information"):
            assert meta["ArticleTitle"] and meta["ContentSource"], page
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", meta["PubDate"]), page
            assert meta["Url"] == page.sheet.canonical, page
            assert meta["Description"] == meta["description"], page
        if page.kind == "article":
            assert content(page, "og:type") == ["article"], page


def test_header_and_footer_say_whose_page_it_is(walked: Walk) -> None:
    for page in walked.pages:
        header, footer = (shown(page.sheet.tree.find(f".//{tag}")) for tag in ("header", "footer"))
        english = page.sheet.tree.get("lang") == "en"
        assert header, page
        (home,) = page.sheet.all("masthead__home")
        assert urlsplit(home.get("href")).path == ("/en/" if english else "/"), page
        for name in ("identification_code", "icp_number", "police_record"):
            assert FACTS[name] in footer, f"{page} lacks {name}"
        if not english:
            assert FACTS["organiser"] in footer, page


def test_each_page_is_understood_by_machines(walked: Walk) -> None:
    told = {
        "article": "NewsArticle",
        "column": "CollectionPage",
        "home": "WebSite",
        "subsite": "GovernmentOrganization",
    }
    for page in walked.pages:
        found = nodes(page.sheet)
        if page.kind in told:
            assert found[told[page.kind]], page
        if page.kind and page.path not in ("/", "/en/"):
            assert found["BreadcrumbList"], page


def test_editions_name_each_other(walked: Walk) -> None:
    editions = {
        page.sheet.canonical: {
            link.get("hreflang"): link.get("href")
            for link in page.sheet.rel("alternate")
            if link.get("hreflang")
        }
        for page in walked.pages
        if page.sheet.rel("canonical")
    }
    named = {address: known for address, known in editions.items() if known}
    assert named
    for address, known in named.items():
        assert "x-default" in known
        assert address in known.values()
        for other in known.values():
            assert editions[other] == known, f"{address} names {other}"


def test_each_feed_and_picture_that_a_page_names_is_there(walked: Walk) -> None:
    for page in walked.pages:
        client = walked.clients[page.host]
        for link in page.sheet.rel("alternate"):
            if link.get("type"):
                answer = client.get(link.get("href"))
                assert answer.headers["Content-Type"].startswith(link.get("type")), (
                    f"{page}: {link.get('href')}"
                )
        for image in content(page, "og:image") if page.kind != "article" else ():
            parts = urlsplit(image)
            assert walked.clients[str(parts.hostname)].get(parts.path).status_code in (200, 302), page
