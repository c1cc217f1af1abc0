"""Requests for an old department site lead to the new pages, byte for byte as they were linked."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.cast import HOST, OLD_HOST, City
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.subsites.models import OldAddress, OldSite, OldSiteHost, Subsite

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_site(city: City) -> OldSite:
    return factories.old_site(city.bureau, host=OLD_HOST)


@pytest.fixture
def article(city: City) -> ArticlePage:
    return factories.article(city.notices, slug="gaokao")


def remember(site: OldSite, path: str, page: ArticlePage | None) -> OldAddress:
    return OldAddress.objects.create(old_site=site, host=OLD_HOST, path=path, page=page)


def ask(path: str = "/", query: str = "", *, raw: bytes = b"", host: str = OLD_HOST) -> tuple[int, str, str]:
    """As a server asks the application: decoded bytes of the path, the query as it was sent (PEP 3333)."""
    path_info = raw.decode("latin-1") if raw else path
    answer = Client(headers={"host": host}).get("/", PATH_INFO=path_info, QUERY_STRING=query)
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


NEW = f"http://{HOST}/bm/jyj/tongzhi-gonggao/gaokao/"


def test_an_old_link_leads_to_the_new_page(old_site: OldSite, article: ArticlePage) -> None:
    remember(old_site, "/html/2019/0312.htm", article)
    assert ask("/html/2019/0312.htm")[:2] == (301, NEW)
    assert ask("/html/2019/0312.htm", host=f"{OLD_HOST}:80")[:2] == (301, NEW)


def test_gbk_names_are_bytes(old_site: OldSite, article: ArticlePage) -> None:
    """/新闻.htm was linked in GBK; the same word in UTF-8 is another address."""
    remember(old_site, "/" + quote("新闻.htm".encode("gbk")), article)
    assert ask(raw="/新闻.htm".encode("gbk"))[:2] == (301, NEW)
    assert ask(raw="/新闻.htm".encode())[0] == 404


def test_gbk_in_the_query_is_bytes_too(old_site: OldSite, article: ArticlePage) -> None:
    remember(old_site, "/list.asp?class=%D0%C2%CE%C5", article)
    assert ask("/list.asp", "class=%D0%C2%CE%C5")[:2] == (301, NEW)
    assert ask("/list.asp", "class=%d0%c2%ce%c5")[:2] == (301, NEW)
    assert ask("/list.asp", "class=%E6%96%B0%E9%97%BB")[0] == 404
    raw = "class=新闻".encode("gbk").decode("latin-1")  # old browsers sent the bytes as they were
    assert ask("/list.asp", raw)[:2] == (301, NEW)


def test_the_query_is_part_of_the_address(city: City, old_site: OldSite, article: ArticlePage) -> None:
    other = factories.article(city.notices, slug="other")
    remember(old_site, "/show.asp?id=1", article)
    remember(old_site, "/show.asp?id=2", other)
    assert ask("/show.asp", "id=1")[1] == NEW
    assert ask("/show.asp", "id=2")[1].endswith("/other/")
    assert ask("/show.asp", "id=3")[0] == 404
    assert ask("/show.asp")[0] == 404


def test_a_page_that_moved_since_is_found_where_it_is(
    city: City, old_site: OldSite, article: ArticlePage
) -> None:
    remember(old_site, "/1.htm", article)
    elsewhere = factories.column(city.home, "高考专题", slug="gaokao-zhuanti")
    ArticlePage.objects.get(pk=article.pk).move(elsewhere, pos="last-child")
    assert ask("/1.htm")[:2] == (301, f"http://{HOST}/gaokao-zhuanti/gaokao/")


def test_a_page_on_the_departments_own_host_is_found_there(city: City, old_site: OldSite) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    own = factories.subsite(agriculture, below=city.directory, own_host="nyj.yunze.example")
    spring = factories.article(factories.column(own.root_page, "农事"), slug="chungeng")
    remember(old_site, "/1.htm", spring)
    assert ask("/1.htm")[:2] == (301, "http://nyj.yunze.example/nongshi/chungeng/")


def test_what_was_withdrawn_is_gone_and_says_where_to_go_on(old_site: OldSite, article: ArticlePage) -> None:
    remember(old_site, "/1.htm", article)
    remember(old_site, "/2.htm", None)
    ArticlePage.objects.get(pk=article.pk).unpublish()
    for path in ("/1.htm", "/2.htm"):
        status, _, page = ask(path)
        assert status == 410, path
        assert f'href="http://{HOST}/bm/jyj/"' in page, path
    ArticlePage.objects.get(pk=article.pk).delete()
    assert ask("/1.htm")[0] == 410


def test_an_address_nobody_knows_is_met_with_help(old_site: OldSite) -> None:
    for path, query in (
        ("/", ""),
        ("/no.htm", ""),
        ("/a\x00b", ""),
        ("/" + "x" * 10_000, ""),
        ("/no", "<script>"),
    ):
        status, location, page = ask(path, query)
        assert (status, location) == (404, ""), path[:20]
        assert f'href="http://{HOST}/bm/jyj/"' in page
        assert "云泽市教育局网站" in page
        assert "<script>" not in page


def test_an_agency_without_a_subsite_sends_to_the_portal(city: City) -> None:
    forestry = factories.agency("lyj", "云泽市林业局")
    factories.old_site(forestry, host="www.yzly.example")
    status, _, page = ask("/no.htm", host="www.yzly.example")
    assert status == 404
    assert f'href="http://{HOST}/"' in page


def test_a_subsite_not_public_yet_is_no_place_to_send_to(city: City, old_site: OldSite) -> None:
    Subsite.objects.get(pk=city.subsite.pk).root_page.specific.unpublish()
    page = ask("/no.htm")[2]
    assert "/bm/jyj/" not in page
    assert f'href="http://{HOST}/"' in page


def test_the_same_bytes_are_one_row_however_they_are_written(old_site: OldSite, article: ArticlePage) -> None:
    row = remember(old_site, "/%7ezhou/%d0%c2 1.htm", article)
    assert row.path == "/~zhou/%D0%C2%201.htm"
    again = OldAddress(old_site=old_site, host=OLD_HOST.upper(), path="/~zhou/%D0%C2%201.htm")
    assert again.settle_key().key == row.key


def test_an_old_host_is_stored_as_a_label(city: City, old_site: OldSite) -> None:
    OldSiteHost.objects.create(old_site=old_site, name="教育.云泽.政务")
    assert ask("/no.htm", host="xn--wcvs22d.xn--9kqp55e.xn--zfr164b")[0] == 404, "known, so no 400"
