"""What may be uploaded, judged by what it holds; each refusal a sentence."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from tests.media.hostile import bomb, giant_png, office, ole, packed, pdf
from tests.media.pictures import jpeg, png
from yimen.media.checking import KINDS, safe_name, why_not_document, why_not_picture

WORD, SHEET, SLIDES = "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"
MACRO_TYPE = (
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
GOOD = (
    ("通知.docx", office(WORD)),
    ("预算.xlsx", office(SHEET)),
    ("汇报.pptx", office(SLIDES)),
    ("旧表.xls", ole("Workbook")),
    ("旧文.doc", ole("WordDocument")),
    ("旧文.wps", ole("WordDocument")),
    ("公文.ofd", packed({"OFD.xml": "<ofd/>"})),
    ("表.ods", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})),
    ("招生简章.pdf", pdf()),
    ("名单.txt", "张三\r\n李四".encode("gb18030")),
    ("名单.csv", "姓名,学校\n张三,一中".encode()),
    ("字幕.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n..."),
    ("材料.zip", packed({"材料/表.txt": "..."})),
    ("照片.JPG", jpeg()),
    ("图.png", png()),
    ("图标.svg", SVG.format('<path d="M0 0h1v1z"/><use href="#a"/>').encode()),
    ("录音.mp3", b"ID3\x04" + b"\x00" * 40),
    ("会议.mp4", b"\x00\x00\x00\x18ftypisom" + b"\x00" * 40),
)
BAD = (
    ("程序.exe", b"MZ\x90\x00", "not taken"),
    ("页面.html", b"<html></html>", "not taken"),
    ("无后缀", b"%PDF-1.4", "not taken"),
    ("通知.docm", office(WORD), "not taken"),
    ("空.pdf", b"", "empty"),
    ("页面.pdf", b"<html><script>alert(1)</script></html>", "differ"),
    ("压缩包.docx", packed({"a.txt": "a"}), "archive"),
    ("表格.docx", office(SHEET), "differ"),
    ("宏.docx", office(WORD, more={"word/vbaProject.bin": b"\x00"}), "macros"),
    ("宏.docx", office(WORD, types=MACRO_TYPE), "macros"),
    ("宏.xlsx", office(SHEET, more={"xl/macrosheets/sheet1.xml": "<a/>"}), "macros"),
    ("宏.doc", ole("WordDocument", "_VBA_PROJECT"), "macros"),
    ("加密.docx", ole("EncryptedPackage"), "password"),
    ("加密.xls", ole("EncryptedPackage"), "password"),
    ("旧文.docx", ole("WordDocument"), "old office format"),
    ("炸弹.docx", bomb(), "unpacks"),
    ("炸弹.zip", bomb("a.bin"), "unpacks"),
    ("断了.docx", office(WORD)[:-30], "damaged"),
    ("脚本.pdf", pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "scripts"),
    ("暗号.pdf", pdf("/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>"), "scripts"),
    ("启动.pdf", pdf("/OpenAction 4 0 R", "<< /S /Launch /F (cmd.exe) >>"), "scripts"),
    (
        "遮盖.pdf",
        pdf("/OpenAction 5 0 R", "(stream\n)", "<< /S /JavaScript /JS (1) >>", "(endstream)"),
        "scripts",
    ),
    ("双体.pdf", pdf(tail=packed({"a.class": "x"})), "hidden behind"),
    ("双体.jpg", jpeg() + packed({"a.class": "x"}), "hidden behind"),
    ("双体.gif", b"GIF89a" + packed({"a.class": "x"}), "hidden behind"),
    ("网页.jpg", b"<html><script>alert(1)</script>", "differ"),
    ("脚本.txt", b"<script>alert(1)</script>", "web page"),
    ("脚本.txt", "<script>alert(1)</script>".encode("utf-16"), "web page"),
    ("程序.txt", b"\x7fELF\x00\x00\x00", "differ"),
    ("带程序.zip", packed({"安装.exe": "MZ"}), "programs"),
    ("越界.zip", packed({"../../etc/passwd": "x"}), "damaged"),
    ("图标.svg", SVG.format("<script>alert(1)</script>").encode(), "scripts"),
    ("图标.svg", SVG.format('<g onload="alert(1)"/>').encode(), "scripts"),
    ("图标.svg", SVG.format('<a xlink:href="javascript:alert(1)"/>').encode(), "scripts"),
    ("图标.svg", SVG.format('<image href="http://evil.example/a.png"/>').encode(), "scripts"),
    ("图标.svg", SVG.format("<foreignObject/>").encode(), "scripts"),
    ("图标.svg", SVG.format("<style>@import 'http://evil.example'</style>").encode(), "scripts"),
    ("图标.svg", SVG.format('<rect style="fill:url(http://evil.example)"/>').encode(), "scripts"),
    ("图标.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(), "declares"),
    ("图标.svg", b"<html/>", "differ"),
    ("照片.png", giant_png(10_000, 6_000), "60 million"),
)


@pytest.mark.parametrize(("name", "content"), GOOD, ids=[name for name, _ in GOOD])
def test_what_departments_publish_is_taken(name: str, content: bytes) -> None:
    assert why_not_document(name, content) is None


@pytest.mark.parametrize(("name", "content", "words"), BAD, ids=[f"{n} {w}" for n, _, w in BAD])
def test_what_could_harm_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    reason = why_not_document(name, content)
    assert reason is not None
    assert words in reason


def test_a_pdf_locked_with_a_password_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.encrypt("geheim", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    reason = why_not_document("锁.pdf", made.getvalue())
    assert reason is not None
    assert "password" in reason


def test_a_pdf_that_hides_a_script_in_a_packed_object_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(
        DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): NameObject("/x")})
    )
    made = BytesIO()
    writer.write(made)
    assert why_not_document("脚本.pdf", made.getvalue()) is not None


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400))
def test_any_bytes_are_judged(ending: str, content: bytes) -> None:
    reason = why_not_document(f"a.{ending}", content)
    assert reason is None or len(reason) > 10


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 120
    assert not set(safe) & set('/\\:*?"<>|\x00\n\u202e')
    assert safe.strip(". ") == safe
    assert safe_name(safe) == safe


def test_names_stay_readable() -> None:
    assert safe_name("关于2026年招生的通知（附表）.PDF") == "关于2026年招生的通知（附表）.pdf"
    assert safe_name("C:\\Users\\周琳\\名单 (1).xlsx") == "名单-1.xlsx"
    assert safe_name("fdp.\u202eexe.pdf") == "fdp-exe.pdf"
    assert safe_name("𠮷野家㐀.pdf") == "𠮷野家㐀.pdf"
    assert safe_name("../../etc/passwd") == "passwd"


def test_a_photograph_of_sixty_million_pixels_is_told_its_size() -> None:
    assert "60 million" in str(why_not_picture(giant_png(10_000, 6_000)))
    assert "more than 50 million" in str(why_not_picture(giant_png(40_000, 20_000)))
    assert why_not_picture(jpeg()) is None
