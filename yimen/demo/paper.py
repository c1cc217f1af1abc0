"""A page of text as a PDF, made with the standard library alone.

Chinese is written in a font that every reader of PDF stands ready to supply (ISO 32000-1, 9.7.5.2: the character
collection Adobe-GB1), so that the file carries none.
"""

from collections.abc import Sequence

_WIDTH, _HEIGHT = 595, 842  # points; A4
_MARGIN, _SIZE, _LEADING = 70, 12, 24
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[5 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 94 500]"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 6 0 R>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    "/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
)


def paper(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """The file's bytes; what does not fit on one page is left out."""
    lines = [title, "", *("　".join(cell for cell in row if cell) for row in rows)]
    fitting = lines[: (_HEIGHT - 2 * _MARGIN) // _LEADING]
    shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in fitting)
    text = f"BT /F1 {_SIZE} Tf {_LEADING} TL {_MARGIN} {_HEIGHT - _MARGIN} Td {shown} ET"
    return _file(
        "<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {_WIDTH} {_HEIGHT}]"
        "/Resources<</Font<</F1 4 0 R>>>>/Contents 7 0 R>>",
        *_FONT,
        f"<</Length {len(text)}>>\nstream\n{text}\nendstream",
    )


def _file(*objects: str) -> bytes:
    """Objects numbered from one, with the table that says where each begins (ISO 32000-1, 7.5)."""
    made, begins = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        begins.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{begin:010} 00000 n \n" for begin in begins)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + end.encode("ascii")
