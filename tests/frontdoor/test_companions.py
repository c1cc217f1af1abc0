"""What stands beside a page: the QR code that leads a phone to it."""

import pytest
import segno
from django.test import Client
from lxml import etree
from wagtail.models import PageViewRestriction

from tests.cast import EDUCATION_HOST, HOST
from tests.frontdoor.conftest import Door
from yimen.demo import factories
from yimen.editorial.models import ArticlePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(door: Door) -> ArticlePage:
    return factories.article(door.news, "关于调整公交线路的通知", slug="gongjiao")


def dark_modules(svg: bytes) -> str:
    """The path that draws the code."""
    return str(etree.fromstring(svg).xpath("//*[local-name() = 'path']/@d")[-1])


def test_a_page_leads_to_the_code_of_its_own_address(aunt_wang: Client, notice: ArticlePage) -> None:
    answer = aunt_wang.get("/zwyw/gongjiao/qr.svg")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    expected = segno.make_qr(f"http://{HOST}/zwyw/gongjiao/", error="m", boost_error=False)
    assert dark_modules(answer.content) == dark_modules(expected.svg_inline(border=4).encode())
    tree = etree.fromstring(answer.content)
    assert not tree.xpath("//@style | //*[local-name() = 'script' or local-name() = 'style']")


def test_a_code_is_asked_for_once_a_day(aunt_wang: Client, notice: ArticlePage) -> None:
    answer = aunt_wang.get("/zwyw/gongjiao/qr.svg")
    assert "max-age=86400" in answer.headers["Cache-Control"]
    again = aunt_wang.get("/zwyw/gongjiao/qr.svg", headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_codes_are_made_of_public_pages_alone(aunt_wang: Client, door: Door, notice: ArticlePage) -> None:
    hidden = factories.article(door.news, "内部通知", slug="neibu")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    notice.unpublish()
    for path in ("/zwyw/neibu/", "/zwyw/gongjiao/", "/zwyw/never/"):
        assert aunt_wang.get(f"{path}qr.svg?url=https://elsewhere.example/").status_code == 404


def test_on_an_own_host_the_code_names_that_host(aunt_wang: Client, door: Door) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    factories.subsite(agriculture, below=door.city.directory, own_host=EDUCATION_HOST)
    there = Client(headers={"host": EDUCATION_HOST})
    expected = segno.make_qr(f"http://{EDUCATION_HOST}/", error="m", boost_error=False)
    assert dark_modules(there.get("/qr.svg").content) == dark_modules(expected.svg_inline(border=4).encode())
