"""The column of an old page, from the trail above it (当前位置：首页 > 政务公开 > 规划计划)."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from yimen.consolidation.extraction.lines import Line, squeezed, tidy
from yimen.consolidation.extraction.page import OldPage

_MARKER = re.compile(
    r"(?:您?[当目]?[现所]?\s*(?:当前|现在|目前|所在|所处)?\s*(?:的|所在的?)?\s*(?:位\s*置|路径)"
    r"|location|you are here|面包屑)\s*(?:是|为|在)?\s*[:：>»]",
    re.I,
)
_HOME = re.compile(r"^(?:网站|本站|返回|门户)?(?:首\s*页|主\s*页|home|首页面)$", re.I)
_SEPARATOR = re.compile(r"\s*(?:-{1,2}>|[>＞»›→|/／\\]+|\s[-–—]{1,2}\s|[-–—]{2,}|::|•)\s*")
_NOT_A_COLUMN = re.compile(
    r"^(?:正\s*文|内\s*容|详\s*情|查看(?:内容|信息|文章)|信息内容|文章正文|内容页|文章内容|信息详情|阅读文章|context|content|浏览文章|列表|信息列表)$",
    re.I,
)
_SENTENCE = re.compile(r"[，。；！？]")
_LONGEST_TRAIL = 200
_LONGEST_NAME = 30


def column_trail(lines: Sequence[Line], *, title: str) -> list[str]:
    """Names of the columns above a page, outermost first, without the home page and the page itself."""
    for number, line in enumerate(lines[: max(200, len(lines) // 2)]):
        crumbs = _crumbs_at(lines, number) if len(line.text) <= _LONGEST_TRAIL else None
        if crumbs is None:
            continue
        trail = [name for name, is_link in crumbs if _is_column(name, "" if is_link else title)]
        if trail or _MARKER.search(line.text):
            return trail
    return []


def column_from_meta(page: OldPage) -> str:
    """The column that the page's own meta tags name (网页标签规范: ColumnName)."""
    name = page.meta.get("columnname", "")
    return re.split(r"[,，;；>]", name)[-1].strip()


def _is_column(crumb: str, title: str) -> bool:
    if (
        not crumb
        or _HOME.match(crumb)
        or _NOT_A_COLUMN.match(crumb)
        or len(crumb) > _LONGEST_NAME
        or _SENTENCE.search(crumb)
    ):
        return False
    return squeezed(crumb) != squeezed(title)


def _crumbs_at(lines: Sequence[Line], number: int) -> list[tuple[str, bool]] | None:
    line = lines[number]
    marker = _MARKER.search(line.text)
    if marker and marker.start() < 12:
        pieces = _pieces([line], after_marker=True)
        return pieces or _pieces(_crumb_lines_after(lines, number), after_marker=False)
    if line.links and len(line.links) <= 8 and _SEPARATOR.search(line.text):
        first = _SEPARATOR.split(line.text)[0].strip()
        if _HOME.match(first):
            return _pieces([line], after_marker=False)
    return None


def _crumb_lines_after(lines: Sequence[Line], number: int) -> list[Line]:
    """Crumbs in elements of their own, after a marker that stands alone."""
    found: list[Line] = []
    for line in lines[number + 1 : number + 8]:
        is_crumb = line.is_linked or _SEPARATOR.match(line.text) or _NOT_A_COLUMN.match(line.text)
        if not is_crumb or len(line.text) > 2 * _LONGEST_NAME:
            break
        found.append(line)
    return found


def _pieces(lines: Sequence[Line], *, after_marker: bool) -> list[tuple[str, bool]]:
    """Link texts whole, the text between them cut at separators; each with whether it is a link."""
    pieces: list[tuple[str, bool]] = []
    seen_marker = not after_marker
    for text, is_link in (piece for line in lines for piece in _texts(line)):
        if not seen_marker:
            marker = _MARKER.search(text)
            if marker is None:
                continue
            seen_marker, text = True, text[marker.end() :]
        if is_link and not _SEPARATOR.fullmatch(text.strip() or ">"):
            pieces.append((text, True))
        else:
            pieces.extend((piece, False) for piece in _SEPARATOR.split(f" {text} "))
    return [(name, is_link) for piece, is_link in pieces if (name := tidy(piece).strip(" ：:>»-"))]


def _texts(line: Line) -> Iterator[tuple[str, bool]]:
    """The text of a line, neighbouring pieces inside one link together."""
    link: etree._Element | None = None
    gathered = ""
    for element, is_tail in line.pieces:
        holder = element.getparent() if is_tail else element
        anchor = _anchor(holder)
        text = (element.tail if is_tail else element.text) or ""
        if anchor is link:
            gathered += text
            continue
        yield gathered, link is not None
        link, gathered = anchor, text
    yield gathered, link is not None


def _anchor(element: etree._Element | None) -> etree._Element | None:
    while element is not None and element.tag not in ("a", "body"):
        element = element.getparent()
    return element if element is not None and element.tag == "a" else None
