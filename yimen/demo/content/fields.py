"""Reading one TOML table field by field; a mistake names the file, the place in it and the field."""

import re
import tomllib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_CODE = re.compile(r"[a-z][a-z0-9-]{0,31}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class ContentMistake(Exception):
    """The demo city's texts cannot be used; says which file, which entry, which field and what is wrong."""

    def __init__(self, file: str, where: str, field: str, reason: str) -> None:
        self.file, self.where, self.field, self.reason = file, where, field, reason
        place = f"{file}, {where}" if where else file
        super().__init__(f"{place}, field {field!r}: {reason}" if field else f"{place}: {reason}")


def read_toml(path: Path) -> dict[str, object]:
    """The file's top table. Raises ContentMistake when it is missing, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentMistake(path.name, "", "", "there is no such file") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentMistake(path.name, "", "", f"cannot be read as TOML: {error}") from None


class Fields:
    """One table of a file; each field is taken once, and `done` refuses what nobody took."""

    def __init__(self, data: dict[str, object], *, file: str, where: str = "") -> None:
        self.file, self.where = file, where
        self._data = dict(data)

    def mistake(self, field: str, reason: str) -> ContentMistake:
        return ContentMistake(self.file, self.where, field, reason)

    def has(self, field: str) -> bool:
        return field in self._data

    def text(self, field: str, *, longest: int = 0) -> str:
        """A text that is not blank, at most `longest` characters (0: any)."""
        value = self._take(field)
        if not isinstance(value, str) or not value.strip():
            raise self.mistake(field, "must be a text that is not empty")
        if value != value.strip():
            raise self.mistake(field, "begins or ends with a space")
        if longest and len(value) > longest:
            raise self.mistake(field, f"has {len(value)} characters; at most {longest} are allowed")
        return value

    def text_or(self, field: str, default: str, *, longest: int = 0) -> str:
        return self.text(field, longest=longest) if self.has(field) else default

    def code(self, field: str) -> str:
        value = self.text(field)
        if not _CODE.fullmatch(value):
            raise self.mistake(field, f"{value!r} is no code: lower-case letters, digits and hyphens only")
        return value

    def clock(self, field: str) -> str:
        value = self.text(field)
        if not _CLOCK.fullmatch(value):
            raise self.mistake(field, f"{value!r} is no time of day such as 09:30")
        return value

    def choice(self, field: str, allowed: Collection[str], default: str | None = None) -> str:
        value = self.text(field) if default is None else self.text_or(field, default)
        if value not in allowed:
            raise self.mistake(field, f"{value!r} is none of {', '.join(sorted(allowed))}")
        return value

    def integer(self, field: str, *, least: int, default: int | None = None) -> int:
        if default is not None and not self.has(field):
            return default
        value = self._take(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.mistake(field, f"must be a whole number, {least} or more")
        return value

    def flag(self, field: str) -> bool:
        """True only where the file says so."""
        value = self._take(field) if self.has(field) else False
        if not isinstance(value, bool):
            raise self.mistake(field, "must be true or false")
        return value

    def texts(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        if not required and not self.has(field):
            return ()
        return self._texts(field, self._take(field))

    def rows(self, field: str, *, width: int = 0) -> tuple[tuple[str, ...], ...]:
        """Rows of texts, all as wide as the first, or `width` wide; cells may be empty."""
        value = self._take(field)
        if not isinstance(value, list) or not value:
            raise self.mistake(field, "must be a list of rows that is not empty")
        rows = tuple(self._texts(field, row, blank=True) for row in value)
        expected = width or len(rows[0])
        for number, row in enumerate(rows, 1):
            if len(row) != expected:
                raise self.mistake(field, f"row {number} has {len(row)} cells; {expected} are expected")
        return rows

    def values(self, field: str) -> list[object]:
        value = self._take(field)
        if not isinstance(value, list) or not value:
            raise self.mistake(field, "must be a list that is not empty")
        return value

    def table(self, field: str) -> "Fields":
        value = self._take(field)
        if not isinstance(value, dict):
            raise self.mistake(field, "must be a table")
        return Fields(value, file=self.file, where=f"{self.where} {field}".strip())

    def tables(self, field: str, read: Callable[["Fields"], T]) -> tuple[T, ...]:
        """Every table of the array `field`, each read by `read`; none when the field is missing."""
        if not self.has(field):
            return ()
        value = self._take(field)
        if not isinstance(value, list):
            raise self.mistake(field, "must be an array of tables")
        return tuple(read(self._nested(field, number, item)) for number, item in enumerate(value, 1))

    def done(self) -> None:
        """Raise for the first field that no reader knows."""
        for field in self._data:
            raise self.mistake(field, "is not known here")

    def _nested(self, field: str, number: int, item: object) -> "Fields":
        if not isinstance(item, dict):
            raise self.mistake(field, f"item {number} must be a table")
        label = next((str(item[key]) for key in ("code", "slug", "title", "name") if key in item), "")
        where = f"{self.where} {field} {number}".strip()
        return Fields(item, file=self.file, where=f"{where} ({label})" if label else where)

    def _take(self, field: str) -> object:
        if field not in self._data:
            raise self.mistake(field, "is missing")
        return self._data.pop(field)

    def _texts(self, field: str, value: object, *, blank: bool = False) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self.mistake(field, "must be a list of texts")
        texts: list[str] = []
        for item in value:
            if not isinstance(item, str) or not (blank or item.strip()):
                raise self.mistake(field, f"{item!r} is no text")
            texts.append(item)
        return tuple(texts)
