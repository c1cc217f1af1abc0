"""The HTML of a manuscript cut into the parts that a page is made of: running text, tables, pictures."""

from dataclasses import dataclass
from html import escape
from typing import Any

from lxml import etree

from yimen.foundation.sanitising import clean_article_html, plain_text
from yimen.foundation.words import Noted, noted

PICTURE = "manuscript:"
"""What stands before a picture's number in the HTML of a manuscript."""


@dataclass(frozen=True)
class Text:
    """Running text as clean HTML."""

    html: str


@dataclass(frozen=True)
class Table:
    """Rows of cells as plain text; merged cells are filled with what the merged one says."""

    rows: list[list[str]]
    has_head: bool
    caption: str = ""


@dataclass(frozen=True)
class Shown:
    """The place of the manuscript's picture with this number."""

    number: int


Part = Text | Table | Shown


def parts_of(elements: list[Any], told: list[Noted]) -> list[Part]:
    """The parts in order. What no page can show is told of."""
    cutter = _Cutter(told)
    for element in elements:
        cutter.take(element)
    cutter.end_text()
    return cutter.parts


class _Cutter:
    def __init__(self, told: list[Noted]) -> None:
        self.parts: list[Part] = []
        self._told = told
        self._running: list[str] = []
        self._level = 1

    def take(self, element: Any) -> None:
        if element.tag == "table":
            self._take_table(element)
            return
        numbers = _pictures_in(element)
        if element.tag in ("h2", "h3", "h4"):
            self._in_order(element)
        if _says_something(element):
            self._running.append(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
        for number in numbers:
            self.end_text()
            self.parts.append(Shown(number))

    def end_text(self) -> None:
        clean = clean_article_html("".join(self._running))
        self._running = []
        if clean:
            self.parts.append(Text(clean))

    def _in_order(self, heading: Any) -> None:
        """A heading is at most one step deeper than the one before: screen readers list them."""
        level = min(int(heading.tag[1]), self._level + 1)
        heading.tag, self._level = f"h{level}", level

    def _take_table(self, table: Any) -> None:
        numbers = _pictures_in(table)
        inner = [one for one in table.iter("table") if one is not table]
        if inner:
            self._told.append(
                noted("A table stood inside another one. Its text was put into the cell; look at it.")
            )
        for one in reversed(inner):
            _flatten(one)
        self.end_text()
        rows = _rows(table)
        if len(rows) == 1 and len(rows[0]) == 1:
            self._running += [f"<p>{escape(line)}</p>" for line in rows[0][0].split("\n")]
        elif rows:
            self.parts.append(Table(rows, has_head=_has_head(table, rows)))
        if numbers:
            self._told.append(noted("Pictures in a table were put below it."))
        self.parts += [Shown(number) for number in numbers]


def _pictures_in(element: Any) -> list[int]:
    numbers = []
    for image in list(element.iter("img")):
        source = image.get("src") or ""
        if source.startswith(PICTURE):
            numbers.append(int(source.removeprefix(PICTURE)))
        image.drop_tree()
    return numbers


def _says_something(element: Any) -> bool:
    return bool(element.text_content().strip())


def _flatten(table: Any) -> None:
    lines = ["　".join(cell.strip() for cell in row if cell.strip()) for row in _rows(table)]
    table.tail = " ".join([*lines, table.tail or ""])
    table.drop_tree()


def _rows(table: Any) -> list[list[str]]:
    """The grid of a table; a merged cell stands in its first place, the others are empty."""
    taken: dict[tuple[int, int], str] = {}
    wide = high = 0
    for row_number, row in enumerate(row for row in table.iter("tr") if _table_of(row) is table):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (row_number, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for y in range(row_number, row_number + down):
                for x in range(column, column + across):
                    taken[y, x] = ""
            taken[row_number, column] = _cell_text(cell)
            column += across
            wide = max(wide, column)
        high = row_number + 1
    rows = [[taken.get((y, x), "") for x in range(wide)] for y in range(high)]
    return [row for row in rows if any(row)]


def _table_of(row: Any) -> Any:
    return next(row.iterancestors("table"), None)


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return min(int(value), 100) if value.isascii() and value.isdigit() and int(value) else 1


def _cell_text(cell: Any) -> str:
    return plain_text(etree.tostring(cell, encoding="unicode", method="html", with_tail=False)).strip()


def _has_head(table: Any, rows: list[list[str]]) -> bool:
    """Whether the first row heads the others: marked so, or each cell short and none a number."""
    if table.find(".//th") is not None or table.find("thead") is not None:
        return True
    return len(rows) > 1 and all(cell and len(cell) <= 20 and not cell[0].isdigit() for cell in rows[0])
