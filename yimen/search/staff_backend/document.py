"""What the index holds of an object."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from yimen.search.segmentation import pinyin_keys, runs


@dataclass(frozen=True)
class Document:
    """An object's searchable words: its titles and names, everything else, and the pinyin of the titles."""

    object_id: str
    headline: str
    text: str
    pinyin: str
    shortness: float
    """1 divided by the characters of the headline: how much of it one character makes."""


def document_of(thing: Any) -> Document:
    """Read an object by its `search_fields`; titles and what completes as it is typed are its headline."""
    headlines: dict[str, None] = {}
    texts: dict[str, None] = {}
    for field, value in _values(thing, thing.get_search_fields()):
        is_headline = isinstance(field, AutocompleteField) or field.field_name == "title"
        (headlines if is_headline else texts)[value] = None
    for value in headlines:
        texts.pop(value, None)
    longest = max((sum(map(len, runs(value))) for value in headlines), default=0)
    return Document(
        object_id=str(thing.pk),
        headline="\n".join(headlines),
        text="\n".join(texts),
        pinyin=" ".join(dict.fromkeys(key for value in headlines for key in pinyin_keys(value))),
        shortness=1 / max(longest, 1),
    )


def _values(thing: Any, fields: list[Any]) -> Iterator[tuple[Any, str]]:
    for field in fields:
        if isinstance(field, (SearchField, AutocompleteField)):
            value = _as_text(field.get_value(thing))
            if value:
                yield field, value
        elif isinstance(field, RelatedFields):
            for related in _related(field.get_value(thing)):
                yield from _values(related, field.fields)


def _related(value: Any) -> list[Model]:
    if value is None:
        return []
    if isinstance(value, Manager):
        return list(value.all())
    return [value() if callable(value) else value]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "\n".join(_as_text(part) for part in value.values())
    if isinstance(value, (list, tuple)):
        return "\n".join(_as_text(part) for part in value)
    return str(value)
