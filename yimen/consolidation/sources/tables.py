"""Tables of texts: CSV and XLSX with a head of url, title, date, body and so on, in Chinese or English."""

import csv
import html
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from yimen.consolidation.sources.records import Fetched, Trouble, UnusableSource
from yimen.foundation.decoding import UndecodableBytes, decode_page

_NAMES = {
    "url": ("url", "address", "link", "网址", "链接", "地址", "原网址", "原地址"),
    "title": ("title", "标题", "题目", "名称"),
    "date": ("date", "published", "发布时间", "发布日期", "日期", "时间"),
    "source": ("source", "来源", "信息来源", "文章来源"),
    "author": ("author", "作者"),
    "column": ("column", "category", "栏目", "所属栏目", "频道", "分类"),
    "body": ("body", "content", "text", "正文", "内容", "信息内容"),
}
_KNOWN = {name: key for key, names in _NAMES.items() for name in names}
_HEAD_WITHIN = 10  # rows
_LACKS = ("headers", "page around the text")


@dataclass(frozen=True, slots=True)
class TableSource:
    """A .csv or .xlsx file; rows are told by the number that a spreadsheet shows."""

    path: Path
    base_url: str

    def read(self) -> Iterator[Fetched | Trouble]:
        rows = _workbook(self.path) if self.path.suffix.lower() == ".xlsx" else _csv(self.path)
        keys: list[str] = []
        for number, row in enumerate(rows, start=1):
            if not keys:
                keys = _head(row)
                if not keys and number >= _HEAD_WITHIN:
                    break
                continue
            if any(row):
                yield self._record(number, dict(zip(keys, row, strict=False)))
        if not keys:
            raise UnusableSource(
                f"{self.path} has no head with url (网址) and title (标题) in its first {_HEAD_WITHIN} rows."
            )

    def _record(self, number: int, told: dict[str, str]) -> Fetched | Trouble:
        where = f"{self.path.name}, row {number}"
        url = urljoin(self.base_url, told.get("url", ""))
        if not told.get("url"):
            return Trouble(where, "no address")
        if urlsplit(url).scheme not in ("http", "https"):
            return Trouble(where, f"{told['url']} is no address of a web page")
        if not told.get("title") and not told.get("body"):
            return Trouble(where, "neither title nor text")
        values = {key: told[key] for key in _NAMES if key in told and key != "body" and told[key]}
        page = as_page(values, told.get("body", ""))
        return Fetched(
            url,
            url,
            200,
            {"content-type": "text/html; charset=utf-8"},
            page,
            None,
            lacks=_LACKS,
            values=values,
        )


def as_page(values: dict[str, str], body: str) -> bytes:
    """A page with the standard tags, so that rows are read like any other page."""
    tags = {"ArticleTitle": "title", "PubDate": "date", "ContentSource": "source", "ColumnName": "column"}
    metas = "".join(
        f'<meta name="{name}" content="{html.escape(values[key])}">'
        for name, key in tags.items()
        if key in values
    )
    text = body if "<" in body else "".join(f"<p>{html.escape(line)}</p>" for line in body.splitlines())
    title = html.escape(values.get("title", ""))
    shown = html.escape(values.get("date", ""))
    page = (
        f"<html><head><meta charset=utf-8>{metas}<title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>发布时间：{shown}</p><div>{text}</div></body></html>"
    )
    return page.encode("utf-8", "replace")


def _head(row: Sequence[str]) -> list[str]:
    keys = [_KNOWN.get(cell.strip().strip("\ufeff").lower(), "") for cell in row]
    return keys if "url" in keys and ("title" in keys or "body" in keys) else []


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        text = decode_page(path.read_bytes()).text
    except OSError as error:
        raise UnusableSource(f"{path} cannot be read: {error.strerror or error}.") from error
    except UndecodableBytes as error:
        raise UnusableSource(f"{path} is no text: {error}.") from error
    text = text.replace("\x00", "")
    csv.field_size_limit(50 * 1024 * 1024)
    separator = max(",;\t", key=text[:4000].count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise UnusableSource(f"{path} is no CSV: {error}.") from error


def _workbook(path: Path) -> Iterator[list[str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError, EOFError) as error:
        raise UnusableSource(f"{path} is no workbook, or broken: {error}.") from error


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return (
            value.strftime("%Y-%m-%d %H:%M")
            if value.time().isoformat() != "00:00:00"
            else f"{value:%Y-%m-%d}"
        )
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
