"""Single questions asked of old pages: dates, bylines, trails, heads, titles, bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.consolidation.extraction.addresses import address_key
from yimen.consolidation.extraction.bylines import clean_value, looks_like_byline
from yimen.consolidation.extraction.columns import column_trail
from yimen.consolidation.extraction.dates import date_in_address, dates_in, spelt_date
from yimen.consolidation.extraction.heads import find_head
from yimen.consolidation.extraction.page import OldPage, UnreadablePage
from yimen.consolidation.extraction.profile import SiteProfile
from yimen.consolidation.extraction.records import PageRecord, Verdict, extract_page

URL = "http://old.example.gov.cn/zwgk/201806/t20180604_633691.html"
TEXT = "各县市区人民政府：现将有关事项通知如下，请认真组织实施，并按要求报送进展情况。" * 3


def read(body: str, *, head: str = "", url: str = URL) -> PageRecord:
    page = OldPage(f"<html><head>{head}</head><body>{body}</body></html>", url=url)
    profile = SiteProfile()
    profile.observe(page)
    return extract_page(page, profile)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发布时间：2006-08-12 09:30:15", "2006-08-12 09:30"),
        ("2006年8月2日", "2006-08-02"),
        ("[2006/8/2 7:05]", "2006-08-02 07:05"),
        ("日期：2020.12.31 来源", "2020-12-31"),
        ("2006 年 08 月 12 日 09：30", "2006-08-12 09:30"),
        ("2006-02-30", None),
        ("2006-13-01", None),
        ("电话 0700-2006-0812", None),
        ("12006-08-12", None),
        ("1970-01-01", None),
    ],
)
def test_dates_as_old_sites_write_them(text: str, found: str | None) -> None:
    date = next(dates_in(text), None)
    assert (str(date.value) if date else None) == found


@pytest.mark.parametrize(
    ("url", "day"),
    [
        (URL, "2018-06-04"),
        ("http://a.cn/2014/0801/24971.html", "2014-08-01"),
        ("http://a.cn/art/2011/3/20/art_586_72.html", "2011-03-20"),
        ("http://a.cn/2017-08-08/4796.html", "2017-08-08"),
        ("http://a.cn/contents/18112/382231.html", None),
        ("http://2014-01-01.cn/a.html", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    date = date_in_address(url)
    assert (str(date) if date else None) == day


def test_days_in_chinese_numerals() -> None:
    assert str(spelt_date("云泽市人民政府\n二〇〇六年十二月二十一日")) == "2006-12-21"
    assert spelt_date("二〇〇六年十三月一日") is None


@given(st.text(max_size=60))
def test_no_text_upsets_the_date_reader(text: str) -> None:
    assert all(1980 <= found.value.day.year < 2100 for found in dates_in(text))


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("云泽日报 作者：李明", "云泽日报"),
        ("【水务局】 浏览次数：12", "水务局"),
        ("未知", ""),
        ("...", ""),
        ("云泽市防汛抗旱指挥部（办公室）", "云泽市防汛抗旱指挥部（办公室）"),
        ("水务局 2006-08-12", "水务局"),
        ("这" * 60, ""),
    ],
)
def test_sources_lose_what_stands_around_them(value: str, cleaned: str) -> None:
    assert clean_value(value) == cleaned


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("发布时间：2006-08-12 来源：教育局", True),
        ("2006-08-12 09:30", True),
        ("来源：云泽日报 作者：李明", True),
        ("我局于2006年8月12日召开了全市教育工作会议，部署下半年工作。", False),
        ("关于做好2006年防汛工作的通知", False),
    ],
)
def test_bylines_are_told_from_text(text: str, is_one: bool) -> None:
    assert looks_like_byline(text) is is_one


@pytest.mark.parametrize(
    ("html", "trail"),
    [
        ('<p>当前位置：<a href="/">首页</a> &gt; <a href="/a/">政务公开</a> &gt; 正文</p>', ["政务公开"]),
        (
            '<div><a href="/">首页</a>>><a href="/a/">政策法规</a>>><a href="/b/">公告</a>>></div>',
            ["政策法规", "公告"],
        ),
        ('<p>您现在的位置：<a href="/">网站首页</a> - <a>政务</a> - <a>动态</a> - </p>', ["政务", "动态"]),
        ('<b>您的位置：</b><ul><li><a href="/">首页</a><li>&gt;<li><a href="/a/">通知</a></ul>', ["通知"]),
        ('<ul><li><a href="/">首页</a><li><a href="/a/">政务公开</a></ul>', []),
        ("<p>本项目位置：云泽市东湖路，工期两年，投资三千万元。</p>", []),
    ],
)
def test_trails_in_their_many_spellings(html: str, trail: list[str]) -> None:
    page = OldPage(f"<html><body>{html}</body></html>", url=URL)
    assert column_trail(page.lines, title="标题") == trail


def test_the_head_of_an_official_document_names_title_and_day() -> None:
    html = (
        "<table><tr><td><b>索 引 号：</b><td>000014349/2018-00204<td><b>主题分类：</b><td>政务公开"
        "<tr><td><b>发文机关：</b><td>云泽市人民政府<td><b>成文日期：</b><td>2018年10月27日"
        "<tr><td><b>标　　题：</b><td>关于印发集约化方案的通知<tr><td><b>发文字号：</b><td>云政发〔2018〕71号"
        f"<td><b>发布日期：</b><td>2018年11月09日</table><p>云政发〔2018〕71号</p><p>{TEXT}</p>"
    )
    head = find_head(OldPage(f"<html><body>{html}</body></html>", url=URL).lines)
    assert (head.values["title"], head.values["issuer"]) == ("关于印发集约化方案的通知", "云泽市人民政府")
    record = read(html)
    assert (record.title, str(record.day), record.source) == (
        "关于印发集约化方案的通知",
        "2018-11-09",
        "云泽市人民政府",
    )
    assert record.text.startswith("云政发〔2018〕71号")


def test_a_single_page_is_read_by_its_meta_tags_first() -> None:
    head = (
        '<meta name="ArticleTitle" content="关于秋季招生的通知"><meta name="PubDate" content="2006-08-12 09:30">'
        '<meta name="ContentSource" content="null"><meta name="ColumnName" content="招生">'
    )
    record = read(f"<h1>另一个标题</h1><p>来源：招生办</p><p>{TEXT}</p>", head=head)
    assert (record.title, str(record.day), record.column) == (
        "关于秋季招生的通知",
        "2006-08-12 09:30",
        "招生",
    )
    assert record.source == "招生办"


def test_a_title_broken_into_lines_is_one_title() -> None:
    record = read(
        f"<h1>云泽市教育局<br>关于秋季招生的通知</h1><p>发布时间：2006-08-12</p><p>{TEXT}</p>",
        head="<title>云泽市教育局关于秋季招生的通知</title>",
    )
    assert record.title == "云泽市教育局关于秋季招生的通知"


def test_attachments_that_a_script_writes_are_kept_and_nothing_else_of_it() -> None:
    script = (
        '<script>document.write(\'<p>附件：<a href="./P0201.xlsx">名单.xlsx</a>'
        '<a href="http://casino.example/">博彩</a></p>\')</script>'
    )
    record = read(f"<h1>关于公布名单的通知</h1><p>发布时间：2006-08-12</p><div><p>{TEXT}</p>{script}</div>")
    assert "名单.xlsx" in record.text
    assert "博彩" not in record.text
    assert 'href="http://old.example.gov.cn/zwgk/201806/P0201.xlsx"' in record.html


def test_a_farm_that_the_style_sheet_hides_is_left_out_and_a_tab_stays() -> None:
    style = "<style>.k9{position:absolute; top:-999px} #tab2 { display : none }</style>"
    farm = '<div class="a k9"><a href="http://casino.example/">博彩</a>开户送彩金</div>'
    tab = '<div id="tab2"><p>第二页：<a href="/zwgk/b.html">办理流程</a>见下，逐项说明申请材料和时限。</p></div>'
    record = read(
        f"<h1>办事指南</h1><p>发布时间：2006-08-12</p><div><p>{TEXT}</p>{farm}{tab}</div>", head=style
    )
    assert "博彩" not in record.text
    assert "彩金" not in record.text
    assert "第二页" in record.text


def test_a_film_becomes_a_link_to_its_file() -> None:
    record = read(
        '<h1>云泽新闻2006年8月12日</h1><p>发布时间：2006-08-12</p><video src="/v/0812.mp4"></video>'
    )
    assert (record.verdict, record.text) == (Verdict.ARTICLE, "0812.mp4")


def test_an_empty_page_and_wreckage_are_refused_by_name() -> None:
    with pytest.raises(UnreadablePage, match="empty"):
        OldPage("", url=URL)
    with pytest.raises(UnreadablePage, match="400 deep"):
        OldPage("<div>" * 2000, url=URL)


def test_addresses_are_the_same_in_any_spelling() -> None:
    assert address_key("http://www.a.cn/x/") == address_key("https://a.cn/x/index.html#top")
    assert address_key("http://a.cn/%E4%B8%AD.html") == address_key("http://a.cn/中.html")
    assert address_key("http://a.cn/%D6%D0.html") != address_key("http://a.cn/%CE%C4.html")
    assert address_key("http://a.cn/a.asp?id=1") != address_key("http://a.cn/a.asp?id=2")


@given(st.text(alphabet="<>/=\"' abdiptrlhre当前位置：首页2006-08年月日来源", max_size=200))
def test_no_wreckage_upsets_the_reader(html: str) -> None:
    try:
        record = read(html)
    except UnreadablePage:
        return
    assert record.verdict in Verdict
