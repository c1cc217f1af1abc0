"""Small real files for the demo city's attachments, made with the standard library alone.

Spreadsheets and documents are the smallest packages that ECMA-376 (Office Open XML) allows.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from yimen.demo.paper import paper

Rows = Sequence[Sequence[str]]

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MEDIA = "application/vnd.openxmlformats-officedocument"
# The oldest day a ZIP can carry: the same bytes on every day of loading.
_STAMP = (1980, 1, 1, 0, 0, 0)


def attachment(kind: str, title: str, rows: Rows) -> bytes:
    """The file's bytes: `csv`, `txt`, `xlsx`, `docx` or `pdf`. Raises KeyError for another kind."""
    return _MAKERS[kind](title, rows)


def _csv(title: str, rows: Rows) -> bytes:
    """With a byte order mark, without which Excel takes UTF-8 for GBK."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _txt(title: str, rows: Rows) -> bytes:
    lines = [title, "", *("　".join(cell for cell in row if cell) for row in rows), ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def _xlsx(title: str, rows: Rows) -> bytes:
    cells = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for row in rows
    )
    return _package(
        {
            "xl/workbook.xml": (
                f"{_MEDIA}.spreadsheetml.sheet.main+xml",
                f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
                '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            ),
            "xl/worksheets/sheet1.xml": (
                f"{_MEDIA}.spreadsheetml.worksheet+xml",
                f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData></worksheet>',
            ),
        },
        links={"xl/_rels/workbook.xml.rels": ("worksheet", "worksheets/sheet1.xml")},
    )


def _docx(title: str, rows: Rows) -> bytes:
    grid = "".join("<w:gridCol/>" for _ in rows[0])
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )
    body = f"{_paragraph(title)}{table}<w:p/><w:sectPr/>"
    return _package(
        {
            "word/document.xml": (
                f"{_MEDIA}.wordprocessingml.document.main+xml",
                f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            )
        }
    )


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _package(parts: dict[str, tuple[str, str]], *, links: dict[str, tuple[str, str]] | None = None) -> bytes:
    """A package of parts (name → media type, XML); the first part is the document itself."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items()
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relationship("officeDocument", next(iter(parts))),
        **{name: _relationship(kind, target) for name, (kind, target) in (links or {}).items()},
        **{name: xml for name, (_, xml) in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in files.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), _XML + xml, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _relationship(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_LINKS}">{link}</Relationships>'


_MAKERS = {"csv": _csv, "txt": _txt, "xlsx": _xlsx, "docx": _docx, "pdf": paper}
