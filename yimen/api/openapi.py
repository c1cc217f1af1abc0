"""The OpenAPI document: ninja's, with each description in Chinese and English and problems as what they are."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

from yimen.api.problems import CONTENT_TYPE, in_both
from yimen.foundation.words import Noted

_WORDS = frozenset({"description", "summary", "title"})
_PROBLEM = "#/components/schemas/ProblemOut"


def document(described: dict[str, Any], *, server: str) -> dict[str, Any]:
    """The document to be published: `described` as ninja makes it, for the portal at `server`."""
    told: dict[str, Any] = _in_both_languages(deepcopy(described))
    told["servers"] = [{"url": server}]
    told["components"].setdefault("securitySchemes", {})
    return told


def _in_both_languages(part: Any) -> Any:
    if isinstance(part, list):
        return [_in_both_languages(one) for one in part]
    if not isinstance(part, dict):
        return part
    told: dict[str, Any] = {}
    for name, value in part.items():
        if name in _WORDS and isinstance(value, Noted):
            told[name] = (" / " if name != "description" else "\n\n").join(_spoken(value))
        elif name == "content" and _is_problem(value):
            told[name] = {CONTENT_TYPE: value["application/json"]}
        else:
            told[name] = _in_both_languages(value)
    return told


def _is_problem(content: Any) -> bool:
    schema = content.get("application/json", {}).get("schema", {}) if isinstance(content, dict) else {}
    return isinstance(schema, dict) and schema.get("$ref") == _PROBLEM


@lru_cache(maxsize=512)
def _spoken(sentence: Noted) -> tuple[str, str]:
    return in_both(sentence)
