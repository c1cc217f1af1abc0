"""The same pages made harder: without what an extractor may lean on, few of them, or in the dress of 2003."""

import re
from collections.abc import Callable

_META = re.compile(r"<meta\b[^>]*>", re.I)
_TITLE = re.compile(r"<title\b[^>]*>.*?</title\s*>", re.I | re.S)
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>", re.I)
_BODY = re.compile(r"<body\b[^>]*>", re.I)
_BODY_END = re.compile(r"</body\s*>", re.I)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p\s*>", re.I | re.S)
_DIV = re.compile(r"<(/?)div\b[^>]*>", re.I)

Change = Callable[[str], str]


def as_it_is(text: str) -> str:
    return text


def without_meta(text: str) -> str:
    return _META.sub("", text)


def bare(text: str) -> str:
    """Without meta tags, title tag and headings; what the headings held stays, in plain blocks."""
    return _HEADING.sub(r"<\1div>", _TITLE.sub("", without_meta(text)))


def table_era(text: str) -> str:
    """Nested layout tables, font tags, no headings, no meta tags, no class or id to hold on to."""
    text = _HEADING.sub(r"<\1div>", without_meta(text))
    text = _PARAGRAPH.sub(r'<p align=left><font face="宋体" size=2>\1</font>', text)
    text = _DIV.sub(_cell, text)
    text = _BODY.sub("<body><table width=780 border=0 align=center><tr><td>", text)
    return _BODY_END.sub("</table></body>", text)


def _cell(tag: re.Match[str]) -> str:
    return "</td></tr></table>" if tag[1] else "<table width=100% border=0 cellpadding=0><tr><td>"


def in_gb_with_a_lie(text: str) -> bytes:
    """GB18030 bytes that call themselves UTF-8."""
    told = text.replace(
        "<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">', 1
    )
    return told.encode("gb18030", "replace")


CHANGES: dict[str, Change] = {
    "as they are": as_it_is,
    "without meta": without_meta,
    "without meta, title, headings": bare,
    "tables of 2003 in GB18030": table_era,
}
