"""Who says what of a page, and who is believed: rules, without pages or database."""

from hypothesis import given
from hypothesis import strategies as st

from yimen.consolidation.extraction.bylines import is_labelled_byline
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.profile import SiteProfile
from yimen.consolidation.extraction.records import PageRecord, Verdict
from yimen.consolidation.extraction.site import RawPage, read_site
from yimen.consolidation.extraction.sources import settle_source, signed_by
from yimen.consolidation.extraction.witnesses import Kind, Witness, settled

HOST = "http://www.yzjy.example"
TEXT = "全市中小学校要认真落实各项安全措施，排查隐患，逐项登记，限期整改，责任到人，确保学年平稳有序。"
OWN = "云泽市教育局"


def page(
    number: int, body: str, *, head: str = "", byline: str = "发布时间：2006-08-12 来源：云泽日报"
) -> RawPage:
    title = f"<h1>关于第{number}号事项的通知</h1>"
    html = f"<html><head>{head}</head><body>{title}<p>{byline}</p><div>{body}</div></body></html>"
    return RawPage(f"{HOST}/a/{number}.html", html)


def read(raw: RawPage) -> PageRecord:
    return read_site([raw])[0]


def test_the_date_that_visitors_see_outranks_the_time_of_the_last_push() -> None:
    pushed = '<meta name="PubDate" content="2021-03-04 01:00">'
    record = read(page(1, f"<p>{TEXT}</p>", head=pushed))
    assert str(record.day) == "2006-08-12"
    heard = {witness.kind: witness.value for witness in record.findings["date"].witnesses}
    assert heard == {Kind.META: "2021-03-04 01:00", Kind.TEXT: "2006-08-12"}
    assert record.confidence("date") < 0.99


def test_the_tag_lends_the_minute_to_the_day_that_is_shown() -> None:
    record = read(page(1, f"<p>{TEXT}</p>", head='<meta name="PubDate" content="2006-08-12 09:30">'))
    assert str(record.day) == "2006-08-12 09:30"
    assert record.confidence("date") >= 0.99


def test_a_date_that_a_script_writes_is_read_and_its_links_are_not() -> None:
    script = '<script>var tm="2006-08-12 10:00";document.write(tm);</script>'
    assert str(read(page(1, f"<p>{TEXT}</p>", byline=f"发布时间：{script}")).day) == "2006-08-12 10:00"
    farm = "<script>document.write(\"<a href='http://casino.example'>2006-08-12 博彩平台</a>\")</script>"
    assert "<a" not in read(page(1, f"<p>{TEXT}</p>{farm}")).html
    told = '<span id="t"></span><script>$("#t").html("2006-08-12")</script>'
    assert str(read(page(1, f"<p>{TEXT}</p>", byline=f"发布日期：{told}")).day) == "2006-08-12"


def test_the_day_of_writing_is_not_the_day_of_publication() -> None:
    table = (
        "<table><tr><td>索引号：</td><td>A-1</td><td>发文字号：</td><td>云政发〔2006〕7号</td></tr>"
        "<tr><td>成文日期：</td><td>2006-07-01</td><td>发布日期：</td><td>2006-08-12</td></tr></table>"
    )
    raw = RawPage(
        f"{HOST}/b/1.html", f"<html><body>{table}<h1>关于汛期值班的通知</h1><p>{TEXT}</p></body></html>"
    )
    record = read(raw)
    assert str(record.day) == "2006-08-12"
    assert record.document["written"] == "2006-07-01"
    assert record.document["doc_no"] == "云政发〔2006〕7号"


def test_structured_data_is_a_witness() -> None:
    told = '{"headline": "关于第1号事项的通知", "datePublished": "2006-08-12"}'
    data = f'<script type="application/ld+json">{told}</script>'
    record = read(page(1, f"<p>{TEXT}</p>", head=data))
    assert Witness(Kind.DATA, "关于第1号事项的通知") in record.findings["title"].witnesses


def test_a_source_printed_below_everything_gives_way_to_those_who_sign() -> None:
    byline = f"发布时间：2006-08-12 来源：{OWN}"
    units = ["基教科", "人事科", "体卫科", "安全科"]
    signed = [
        page(n, f"<p>第{n}期。{TEXT}</p><p>文/{unit} 图/信息中心</p>", byline=byline)
        for n, unit in enumerate(units)
    ]
    silent = [page(n, f"<p>第{n}期。{TEXT}</p>", byline=byline) for n in range(4, 9)]
    sources = [record.source for record in read_site(signed + silent)]
    assert sources == [*units, *[""] * 5]


def test_a_source_printed_below_everything_stays_where_nobody_else_signs() -> None:
    pages = [page(n, f"<p>{TEXT}</p>", byline=f"发布时间：2006-08-12 来源：{OWN}") for n in range(9)]
    assert {record.source for record in read_site(pages)} == {OWN}


def test_a_person_who_signs_is_the_author_and_no_source() -> None:
    lines = OldPage(f"<html><body><p>{TEXT}</p><p>文/李明 图/赵丽</p></body></html>", url=HOST).lines
    assert signed_by(lines, after=0) == ("李明", False)


def test_an_empty_source_tag_speaks_where_the_site_fills_it_elsewhere() -> None:
    profile = SiteProfile(filled_source_tags=5)
    profile.sources[OWN] = 40
    settled_for = {
        empty: settle_source(profile, shown=OWN, signed="", declared="", tag_is_empty=empty, title="工作简报")
        for empty in (True, False)
    }
    assert settled_for == {True: "", False: OWN}


def test_a_title_right_above_its_date_is_found_without_heading_or_title_tag() -> None:
    html = (
        "<html><body><div>当前位置：<a href='/'>首页</a> &gt; <a href='/ks/'>人事科</a></div><div>科室简介</div>"
        "<div>发布时间：2006-08-12 来源：云泽市教育局</div><div></div></body></html>"
    )
    record = read(RawPage(f"{HOST}/ks/1.html", html))
    assert (record.title, str(record.day), record.column) == ("科室简介", "2006-08-12", "人事科")
    assert record.verdict is Verdict.SKIPPED


def test_rows_with_dates_are_a_list_and_no_title() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}.html'>关于第{n}项工作的通知</a><p>发布时间：2006-08-0{n}</p></li>"
        for n in range(1, 8)
    )
    record = read(RawPage(f"{HOST}/a/index.html", f"<html><body><ul>{rows}</ul></body></html>"))
    assert record.verdict is not Verdict.ARTICLE


def test_what_a_person_says_is_certain_and_nothing_is_nothing() -> None:
    assert settled("title", "甲", [Witness(Kind.TAUGHT, "甲"), Witness(Kind.META, "乙")]).confidence == 1.0
    assert settled("title", "", [Witness(Kind.META, "")]).confidence == 0.0


@given(st.integers(0, 4), st.integers(0, 4))
def test_more_witnesses_never_make_less_sure(agree: int, against: int) -> None:
    def sure(count: int, others: int) -> float:
        heard = [Witness(Kind.LIST, "关于甲的通知")] * count + [Witness(Kind.TAG, "别的")] * others
        return settled("title", "关于甲的通知", heard).confidence

    assert sure(agree + 1, against) >= sure(agree, against) >= sure(agree, against + 1)


@given(st.text(alphabet="发布时间日期来源：2006-8年月 <>今天是", max_size=60))
def test_no_line_upsets_the_reader_of_bylines(text: str) -> None:
    assert is_labelled_byline(text) in (True, False)
