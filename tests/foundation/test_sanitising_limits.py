"""Clean HTML within limits: pages made to be slow stay quick, and pictures from elsewhere tell nobody who reads."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.editorial.blocks import ImportedTextBlock
from yimen.foundation.sanitising import clean_article_html, local_images_only, plain_text

SECOND = 1.0  # each took from 2 to more than 60 seconds
LONG = 144_000


def took(work: str, *, plain: bool = False) -> float:
    began = time.perf_counter()
    (plain_text if plain else clean_article_html)(work)
    return time.perf_counter() - began


@pytest.mark.parametrize(
    "declaration", ["height:1;", "overflow:hidden;", "max-width:0px;", "overflow:hidden;height:2;"]
)
def test_a_very_long_style_is_read_in_one_pass(declaration: str) -> None:
    style = declaration * (LONG // len(declaration))
    assert took(f'<p style="{style}">正文</p>') < SECOND


def test_a_very_long_run_of_blanks_is_read_in_one_pass() -> None:
    assert took(f"<p>前{' ' * LONG}后</p>") < SECOND
    assert took(f"<p>前{' ' * LONG}后</p>", plain=True) < SECOND


PADDING = st.lists(st.sampled_from(["color:red", "margin:0", "line-height:1", "float:left", ""]), max_size=6)


@given(
    before=PADDING,
    between=PADDING,
    after=PADDING,
    swapped=st.booleans(),
    size=st.sampled_from(["height:0", "width:1px"]),
)
def test_a_box_of_no_size_hides_wherever_its_declarations_stand(
    before: list[str], between: list[str], after: list[str], swapped: bool, size: str
) -> None:
    pair = ["overflow: hidden", size]
    first, second = reversed(pair) if swapped else pair
    style = ";".join([*before, first, *between, second, *after])
    assert clean_article_html(f'<div style="{style}">博彩</div><p>正文</p>') == "<p>正文</p>"
    alone = (
        ";".join([*before, first, *between, *after]) if swapped is False else ";".join([*before, *between])
    )
    assert "正文" in clean_article_html(f'<div style="{alone}">正文</div>')


@pytest.mark.parametrize(
    "address",
    [
        "https://tracker.example/a.gif",
        "//tracker.example/a.gif",
        "http://tracker.example/media/a.gif",
        "a.gif",
        "/a.gif",
    ],
)
def test_a_picture_from_elsewhere_leaves_its_words(address: str) -> None:
    assert local_images_only(f'<p>前<img src="{address}" alt="大坝">后</p>') == "<p>前[大坝]后</p>"
    assert local_images_only(f'<p><img src="{address}"></p>\n<p>正文</p>') == "<p>正文</p>"


@pytest.mark.parametrize("address", ["/media/images/a.png", "/documents/3/a.png"])
def test_the_portals_own_picture_stays(address: str) -> None:
    html = f'<table><tr><td>1 &lt; 2 &amp; 3<img src="{address}" alt="大坝"></td></tr></table>'
    assert local_images_only(clean_article_html(html)) == clean_article_html(html)
    assert f'src="{address}"' in local_images_only(html)


@given(st.text(alphabet="<>\"'=/ &;imgsrcalt媒:p", max_size=60))
def test_nothing_gets_past_the_rule_for_pictures(text: str) -> None:
    html = clean_article_html(f'<p>{text}<img src="https://tracker.example/a.gif" alt="{text}">')
    assert 'src="https://tracker' not in local_images_only(html)


def test_imported_text_is_shown_and_kept_without_trackers() -> None:
    block = ImportedTextBlock()
    stored = '<p>正文<img src="https://tracker.example/a.gif"></p>'
    assert block.clean(stored) == "<p>正文</p>"
    assert str(block.get_context(stored)["html"]) == "<p>正文</p>"


def test_imported_text_is_cleaned_once_for_many_readers() -> None:
    block = ImportedTextBlock()
    table = "<table>" + "<tr><td>数据</td><td>1</td></tr>" * 3000 + "</table>"
    block.get_context(table)
    began = time.perf_counter()
    for _ in range(20):
        block.get_context(table)
    assert time.perf_counter() - began < 0.1  # took a second and more
