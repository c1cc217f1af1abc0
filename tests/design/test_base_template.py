"""The base template and the error pages: landmarks, titles, and no need of a database."""

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

PAGE = """{% extends "design/base.html" %}
{% block content %}<h1>{{ page_title }}</h1>{% endblock %}"""


def page(**context: object) -> html.HtmlElement:
    template = engines["django"].from_string(PAGE)
    return html.document_fromstring(template.render(context, RequestFactory().get("/")))


@pytest.fixture(autouse=True)
def empty_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base template alone, as if no app had filled a slot."""
    monkeypatch.setattr("yimen.design.slots.render", lambda slot, request: "")


def test_the_page_says_its_language_title_and_canonical_address() -> None:
    tree = page(
        page_title="水价办法",
        page_language="en",
        page_description="A short text",
        canonical_url="https://www.yunmen.gov.cn/a/",
    )
    assert tree.get("lang") == "en"
    assert tree.findtext("head/title") == "水价办法"
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://www.yunmen.gov.cn/a/"]
    assert tree.xpath("//meta[@name='description']/@content") == ["A short text"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_language_follows_the_path_when_the_page_says_nothing(language: str) -> None:
    with translation.override(language):
        assert page().get("lang") == language


def test_the_standard_tags_leave_out_what_is_empty() -> None:
    tree = page(
        standard_meta=[
            {"name": "ArticleTitle", "content": "水价办法"},
            {"name": "Author", "content": ""},
        ]
    )
    assert tree.xpath("//meta[@name='ArticleTitle']/@content") == ["水价办法"]
    assert tree.xpath("//meta[@name='Author']") == []


def test_skip_link_leads_to_the_main_landmark() -> None:
    tree = page()
    assert tree.xpath("string(//body/a[1]/@href)") == "#content"
    assert tree.get_element_by_id("content").tag == "main"


def test_a_page_without_side_column_has_none_to_see() -> None:
    (aside,) = page().xpath("//aside")
    assert aside.text is None  # :empty in the stylesheet


def test_pages_carry_no_inline_script_or_style() -> None:
    tree = page(page_title="x")
    assert tree.xpath("//style | //@style | //script[not(@src)]") == []
    assert set(tree.xpath("//script/@type")) == {"module"}


@pytest.mark.parametrize("code", ["400", "500", "503"])
def test_failing_server_still_says_something_without_request_or_database(code: str) -> None:
    tree = html.document_fromstring(render_to_string(f"{code}.html"))
    assert code in tree.xpath("string(//*[@class='error-page__code'])")
    assert tree.findtext("head/title").strip()
    assert tree.xpath("//style | //@style | //script") == []


@pytest.mark.parametrize("code", ["403", "404", "410"])
def test_missing_page_offers_the_way_home(code: str) -> None:
    tree = html.document_fromstring(
        render_to_string(f"{code}.html", request=RequestFactory().get("/nowhere/"))
    )
    assert "/" in tree.xpath("//main//a/@href")
