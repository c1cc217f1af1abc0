"""How an attached file begins, read when it is stored and never while a visitor waits."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from tests.cast import City
from tests.frontdoor.reading import Sheet, queries_of
from yimen.demo import factories
from yimen.demo.attachments import attachment
from yimen.media import pdf_words
from yimen.media.models import PortalDocument
from yimen.media.previews import LENGTH, preview_of

ROWS = (("学校", "电话"), ("书院小学", "0700-5550188"))


@pytest.mark.parametrize("kind", ["csv", "txt", "xlsx", "docx", "pdf"])
def test_each_kind_that_offices_attach_is_read(kind: str) -> None:
    words = preview_of(attachment(kind, "学校名录", ROWS), kind)
    assert "书院小学" in words
    assert "0700-5550188" in words


def test_a_table_keeps_its_lines() -> None:
    assert preview_of(attachment("xlsx", "学校名录", ROWS), "XLSX") == "学校 | 电话\n书院小学 | 0700-5550188"


def test_an_old_text_in_gbk_is_read() -> None:
    assert preview_of("关于春耕备耕工作的通知，请各乡镇遵照执行。".encode("gb18030"), "txt").startswith(
        "关于春耕"
    )


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    words = preview_of(("通知正文。" * 40_000).encode(), "txt")
    assert len(words) == LENGTH
    assert words.endswith("…")


@pytest.mark.parametrize("kind", ["zip", "pdf", "exe", ""])
def test_what_cannot_be_read_has_no_preview(kind: str) -> None:
    assert preview_of(b"%PDF-1.7 \x00\x01", kind) == ""


def test_a_pdf_locked_by_a_password_has_none() -> None:
    locked, made = PdfWriter(io.BytesIO(attachment("pdf", "学校名录", ROWS))), io.BytesIO()
    locked.encrypt("", "owner", algorithm="RC4-128")
    locked.write(made)
    assert preview_of(made.getvalue(), "pdf") == ""


def test_a_pdf_of_many_pages_is_read_from_its_beginning_alone() -> None:
    long, made = PdfWriter(), io.BytesIO()
    for number in range(6):
        long.append(io.BytesIO(attachment("pdf", f"第{number}页", ROWS)))
    long.write(made)
    words = preview_of(made.getvalue(), "pdf")
    assert "第0页" in words
    assert "第5页" not in words


@pytest.mark.parametrize("damage", [lambda pdf: pdf[:300], lambda pdf: pdf.replace(b"/Kids", b"/Kidz")])
def test_a_damaged_pdf_has_none(damage: Callable[[bytes], bytes]) -> None:
    assert preview_of(damage(attachment("pdf", "学校名录", ROWS)), "pdf") == ""


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_words, "SECONDS", 0.001)
    assert preview_of(attachment("pdf", "学校名录", ROWS), "pdf") == ""


def test_a_pdf_that_unpacks_to_a_flood_is_left_alone() -> None:
    flood, made = PdfWriter(io.BytesIO(attachment("pdf", "学校名录", ROWS))), io.BytesIO()
    stream = StreamObject()
    stream.set_data(b" " * 100_000_000)
    flood.pages[0][NameObject("/Contents")] = flood._add_object(stream.flate_encode())
    flood.write(made)
    assert len(made.getvalue()) < 1_000_000
    assert preview_of(made.getvalue(), "pdf") == ""


@pytest.mark.parametrize(
    ("words", "legible"),
    [
        ("关于春耕备耕工作的通知（2026年）", True),
        ("Notice of 3 May", True),
        ("ᄀᄁᄂᄃᄄᄅᄆ 通知", False),
        ("", True),
    ],
)
def test_shapes_without_meaning_are_no_words(words: str, legible: bool) -> None:
    assert pdf_words.is_legible(words) is legible


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@given(st.binary(max_size=300))
def test_damaged_and_hostile_packages_have_none(kind: str, content: bytes) -> None:
    assert preview_of(content, kind) == ""


def test_a_package_that_unpacks_to_a_flood_is_left_alone() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 40_000_000)
    assert preview_of(bomb.getvalue(), "docx") == ""


def test_entities_of_a_document_are_not_followed() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>前&secret;后</w:t></w:r></w:p></w:body></w:document>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", xml)
    assert preview_of(made.getvalue(), "docx") in {"前后", "前", ""}


def test_a_wide_and_long_sheet_shows_its_corner() -> None:
    book = openpyxl.Workbook()
    for row in range(200):
        book.active.append([f"{row}-{column}" for column in range(60)])
    made = io.BytesIO()
    book.save(made)
    words = preview_of(made.getvalue(), "xlsx")
    assert words.startswith("0-0 | 0-1")
    assert "0-8" not in words


def test_the_visitor_reads_it_below_the_file_and_it_costs_no_query(city: City, aunt_wang: Client) -> None:
    plain = factories.document(b"\x00\x01", title="流程图", name="chart.vsd")
    told = factories.document(attachment("csv", "学校名录", ROWS), title="学校名录", name="schools.csv")
    paths = []
    for file in (plain, told):
        page = factories.article(city.notices, file.title, body=[("attachments", {"files": [file]})])
        paths.append(page.address().path)  # type: ignore[union-attr]
    assert Sheet(aunt_wang, paths[0]).texts("attachments__words") == []
    assert "书院小学" in Sheet(aunt_wang, paths[1]).texts("attachments__words")[0]
    assert queries_of(aunt_wang, paths[0]) == queries_of(aunt_wang, paths[1])


def test_an_exchanged_file_is_read_anew(city: City) -> None:
    file = factories.document("旧的内容。".encode(), title="说明", name="note.txt")
    assert PortalDocument.objects.get(pk=file.pk).preview == "旧的内容。"
    file.file.save("note.txt", io.BytesIO("新的内容。".encode()), save=True)
    assert PortalDocument.objects.get(pk=file.pk).preview == "新的内容。"
