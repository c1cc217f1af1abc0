"""What is read from a Word manuscript: structure by style and by look, and nothing that does harm."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editorial.papers import PACKAGE, TYPES, R, W, cell, line, notice, paper, picture, table
from tests.media.hostile import bomb, giant_png, office, ole, packed
from tests.media.pictures import jpeg
from yimen.editorial.manuscripts.paper_rules import chinese_count, date_of, document_number
from yimen.editorial.manuscripts.parts import Table, Text
from yimen.editorial.manuscripts.reading import Manuscript, Unreadable, read_manuscript


def read(*body: str, **more: object) -> Manuscript:
    return read_manuscript("稿件.docx", paper(*body, **more))  # type: ignore[arg-type]  # handed through


def texts(manuscript: Manuscript) -> str:
    return "\n".join(part.html for part in manuscript.parts if isinstance(part, Text))


def test_an_official_paper_is_understood_by_its_look() -> None:
    found = read_manuscript("招生通知.docx", notice())
    assert found.proposal.title == "云泽市教育局关于做好2026年秋季招生工作的通知"
    assert found.proposal.number == "云教发〔2026〕12号"
    assert found.proposal.source == "云泽市教育局"
    assert found.proposal.dated == date(2026, 6, 1)
    shapes = [type(part).__name__ for part in found.parts]
    assert shapes == ["Text", "Table", "Shown", "Text"]
    html = texts(found)
    for heading in ("<h2>一、总体要求</h2>", "<h3>（一）招生范围</h3>", "<h2>三、工作要求</h2>"):
        assert heading in html
    assert "<p>（二）招生时间。各校应于8月20日前完成招生，不得提前。</p>" in html, "a sentence is no heading"
    assert "文件" not in html
    assert "<p>2026年6月1日</p>" in html, "the day stays under the signature"
    assert found.parts[1] == Table(
        [["学校", "计划人数"], ["第一小学", "120"], ["第二小学", "90"]], has_head=True
    )
    assert [one.alt for one in found.pictures] == ["招生片区示意图"]


def test_headings_by_style_become_ours() -> None:
    found = read(
        line("工作要点", style="gwbt"), line("总则", style="1"), line("细则", style="3"), line("正文。")
    )
    assert found.proposal.title == "工作要点"
    assert "<h2>总则</h2>" in texts(found)
    assert "<h3>细则</h3>" in texts(found), "no level is skipped"


def test_automatic_chinese_numbers_are_written_out_and_bullets_become_lists() -> None:
    found = read(
        line("标题", style="gwbt"),
        line("总则", number=1, font="黑体"),
        line("细则", number=1, font="黑体"),
        line("甲", number=2),
        line("乙", number=2),
    )
    html = texts(found).replace("\n", "")
    assert "<h2>一、总则</h2><h2>二、细则</h2>" in html
    assert "<ul><li>甲</li><li>乙</li></ul>" in html


def test_merged_cells_keep_their_places_and_nested_tables_are_told() -> None:
    inner = table(cell("内一") + cell("内二"))
    found = read(
        line("名单", style="gwbt"),
        table(
            cell("片区") + cell("学校", across=2),
            cell("东", down="start") + cell("一小") + cell("20"),
            cell("", down="on") + cell("二小", inside=inner) + cell("30"),
        ),
    )
    (only,) = [part for part in found.parts if isinstance(part, Table)]
    assert only.rows[0] == ["片区", "学校", ""]
    assert only.rows[1] == ["东", "一小", "20"]
    assert only.rows[2][0] == ""
    assert "内一 内二" in only.rows[2][1]
    assert any("inside another" in one for one in found.told)


def test_footnotes_stand_at_the_end_of_the_text() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{line("见市统计局公报。")}</w:footnote></w:footnotes>'
    found = read(
        line("公报", style="gwbt"),
        line("增长5%", inside='<w:r><w:footnoteReference w:id="2"/></w:r>'),
        more={"word/footnotes.xml": notes},
        relations=f'<Relationship Id="rIdFn" Type="{R}/footnotes" Target="footnotes.xml"/>',
    )
    assert "见市统计局公报。" in texts(found)
    assert "<sup>" in texts(found)


def test_a_table_of_five_hundred_rows_comes_whole() -> None:
    rows = [cell(f"学校{number}") + cell(str(number)) for number in range(500)]
    found = read(line("名单", style="gwbt"), table(cell("学校") + cell("人数"), *rows))
    (only,) = [part for part in found.parts if isinstance(part, Table)]
    assert len(only.rows) == 501


def test_rare_characters_and_emoji_stay() -> None:
    found = read(line("𠮷㐀村公示😀", style="gwbt"), line("𠮷先生、㐀女士。"))
    assert found.proposal.title == "𠮷㐀村公示😀"
    assert "𠮷先生、㐀女士。" in texts(found)


def test_links_stay_and_those_that_run_go() -> None:
    links = (
        f'<Relationship Id="a" Type="{R}/hyperlink" Target="http://www.gov.cn/" TargetMode="External"/>'
        f'<Relationship Id="b" Type="{R}/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'
    )
    inside = '<w:hyperlink r:id="{}"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'
    found = read(
        line("标题", style="gwbt"),
        line("见", inside=inside.format("a", "国务院")),
        line("见", inside=inside.format("b", "此处")),
        relations=links,
    )
    assert 'href="http://www.gov.cn/"' in texts(found)
    assert "javascript" not in texts(found)
    assert "此处" in texts(found)


def test_nothing_is_fetched_from_elsewhere() -> None:
    """pytest-socket would fail the test; the sentence tells the author."""
    for target in ("http://evil.example/a.png", "file:///etc/passwd", "\\\\evil.example\\share\\a.png"):
        outside = f'<Relationship Id="x" Type="{R}/image" Target="{target}" TargetMode="External"/>'
        template = (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="t" Type="{R}/attachedTemplate" '
            'Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
        )
        found = read(
            line("标题", style="gwbt"),
            line("正文", inside=picture("x", linked=True)),
            relations=outside,
            more={"word/_rels/settings.xml.rels": template},
        )
        assert not found.pictures
        assert any("elsewhere" in one for one in found.told)


def test_a_giant_picture_is_left_out_with_a_word() -> None:
    found = read(
        line("标题", style="gwbt"),
        line("", inside=picture()),
        line("正文。"),
        more={"word/media/image1.png": giant_png(10_000, 6_000)},
    )
    assert not found.pictures
    assert any("60 million" in one for one in found.told)


def test_embedded_files_become_attachments_and_programs_do_not() -> None:
    found = read(
        line("标题", style="gwbt"),
        more={
            "word/embeddings/预算.xlsx": office("xl/workbook.xml"),
            "word/embeddings/oleObject1.bin": b"MZ",
        },
    )
    assert [one.name for one in found.attached] == ["预算.xlsx"]
    assert any("embedded object" in one for one in found.told)


ENTITY = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
MACRO_TYPES = TYPES.replace(
    "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
)
BAD = (
    ("通知.doc", ole("WordDocument"), "Save as"),
    ("通知.wps", ole("WordDocument"), "Save as"),
    ("通知.docx", ole("WordDocument"), "Save as"),
    ("加密.docx", ole("EncryptedPackage"), "password"),
    ("宏.docm", paper(line("甲")), "macros"),
    ("宏.docx", paper(line("甲"), more={"word/vbaProject.bin": b"x"}), "macros"),
    ("宏.docx", paper(line("甲"), types=MACRO_TYPES), "macros"),
    ("压缩包.docx", packed({"a.txt": "a"}), "archive"),
    ("表格.docx", office("xl/workbook.xml"), "no Word manuscript"),
    ("图片.docx", jpeg(), "damaged"),
    ("空.docx", b"", "damaged"),
    ("断了.docx", notice()[:-40], "damaged"),
    ("炸弹.docx", bomb(), "unpacks"),
    ("实体.docx", paper(line("甲"), prolog=ENTITY), "declares"),
    ("实体.docx", paper(line("甲"), more={"word/styles.xml": f"{ENTITY}<a>&b;</a>"}), "declares"),
    ("名单.pdf", b"%PDF-1.4", "Only Word"),
    ("坏.docx", packed({"[Content_Types].xml": TYPES, "word/document.xml": "<a"}), "damaged"),
)


@pytest.mark.parametrize(("name", "content", "words"), BAD, ids=[f"{n} {w}" for n, _, w in BAD])
def test_what_is_no_manuscript_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_manuscript(name, content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_manuscript("a.docx", content)


@given(st.text(max_size=80))
def test_any_line_is_read(text: str) -> None:
    document_number(text)
    date_of(text)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_days_are_known_in_both_kinds_of_digits(day: date) -> None:
    assert date_of(f"{day.year}年{day.month}月{day.day}日") == day
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    assert date_of(f"{year}年{chinese_count(day.month)}月{chinese_count(day.day)}日") == day
