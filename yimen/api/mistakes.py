"""What validation found, as sentences in the house's words."""

from typing import Any

from yimen.api.problems import Mistake
from yimen.foundation.words import noted

# Kind of error in pydantic → sentence; values come from the error's own context.
_SENTENCES: dict[str, str] = {
    "missing": noted("This is needed; add it."),
    "extra_forbidden": noted("This is not known; leave it out."),
    "string_type": noted("Write text in quotation marks."),
    "string_unicode": noted("This text holds characters that are none; write it in UTF-8."),
    "string_pattern_mismatch": noted("This is not spelled as it must be; the documentation shows how."),
    "int_parsing": noted("Write a whole number."),
    "int_type": noted("Write a whole number."),
    "int_from_float": noted("Write a whole number."),
    "int_parsing_size": noted("This number is too large."),
    "bool_parsing": noted("Write true or false."),
    "bool_type": noted("Write true or false."),
    "list_type": noted("Write a list in square brackets."),
    "model_type": noted("Write an object in curly brackets."),
    "model_attributes_type": noted("Write an object in curly brackets."),
    "dict_type": noted("Write an object in curly brackets."),
    "date_parsing": noted("Write a day as 2026-11-23."),
    "date_type": noted("Write a day as 2026-11-23."),
    "date_from_datetime_parsing": noted("Write a day as 2026-11-23."),
    "date_from_datetime_inexact": noted("Write a day as 2026-11-23."),
    "datetime_parsing": noted("Write a time as 2026-11-23T09:30:00+08:00."),
    "datetime_from_date_parsing": noted("Write a time as 2026-11-23T09:30:00+08:00."),
    "datetime_type": noted("Write a time as 2026-11-23T09:30:00+08:00."),
    "timezone_aware": noted("Name the time zone, as in 2026-11-23T09:30:00+08:00."),
    "value_error": noted("This text holds a character that cannot be stored (NUL); take it out."),
}


def mistake_of(error: dict[str, Any]) -> Mistake:
    """One of ninja's errors: where it stands, and what to do."""
    place = [str(part) for part in error["loc"]]
    # Ninja names its own argument between source and field: body.draft.title.
    where = ".".join([place[0], *place[2:]] if len(place) > 2 else place)
    return Mistake(where, _sentence(error["type"], error.get("ctx", {})))


def _sentence(kind: str, values: dict[str, Any]) -> str:
    if kind in ("greater_than_equal", "less_than_equal"):
        return _bound(kind, values)
    if kind == "string_too_long":
        return noted("At most %(most)s characters; shorten it.", most=values.get("max_length", ""))
    if kind == "string_too_short":
        return noted("At least %(least)s characters.", least=values.get("min_length", ""))
    if kind == "too_long":
        return noted("At most %(most)s of them; leave some out.", most=values.get("max_length", ""))
    if kind == "too_short":
        return noted("At least %(least)s of them.", least=values.get("min_length", ""))
    if kind in ("literal_error", "enum"):
        return noted("Use one of: %(known)s.", known=values.get("expected", ""))
    return _SENTENCES.get(kind, noted("This value cannot be used; the documentation shows which can."))


def _bound(kind: str, values: dict[str, Any]) -> str:
    if kind == "greater_than_equal":
        return noted("At least %(least)s.", least=values.get("ge", ""))
    return noted("At most %(most)s.", most=values.get("le", ""))
