"""The page that explains the interface, made from its own description: it cannot say what is not so."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from yimen.api.rules import DEFAULT_PAGE, LARGEST_PAGE, PROBLEMS
from yimen.foundation.speech import said
from yimen.foundation.words import Noted

_METHODS = ("get", "post", "put", "delete")


def explained(described: dict[str, Any], *, server: str) -> dict[str, Any]:
    """What the page shows, in the language being read."""
    return {
        "lead": _said(described["info"]["description"]),
        "notes": _notes(server),
        "groups": list(_groups(described, server)),
        "problems": [
            {"kind": kind, "status": status, "title": said(title)}
            for kind, (status, title) in PROBLEMS.items()
        ],
    }


def _notes(server: str) -> list[dict[str, str]]:
    return [
        {
            "title": _("First steps"),
            "text": _(
                "Open an address below in a browser or by a program. Reading needs no account and no key."
            ),
            "example": f"curl '{server}/api/v1/entries/?limit=5'",
        },
        {
            "title": _("Lists"),
            "text": _(
                "A list gives %(usual)s entries at once, at most %(most)s. Its “next” is the address of the following "
                "part; it holds although texts are added meanwhile."
            )
            % {"usual": DEFAULT_PAGE, "most": LARGEST_PAGE},
            "example": f"curl '{server}/api/v1/entries/?subsite=jyj&since=2026-01-01'",
        },
        {
            "title": _("Keeping a copy"),
            "text": _(
                "Take the present position of the changes, read all entries once, then ask for the changes since your "
                "position. Delete what is named as withdrawn."
            ),
            "example": f"curl '{server}/api/v1/changes/'\ncurl '{server}/api/v1/changes/?since=1234'",
        },
        {
            "title": _("Only what is new"),
            "text": _(
                "Each answer has an ETag. Send it back as If-None-Match: while nothing has changed the answer is 304, "
                "without a body."
            ),
            "example": f"curl --compressed -H 'If-None-Match: W/\"…\"' '{server}/api/v1/entries/'",
        },
        {
            "title": _("Languages"),
            "text": _(
                "“language” chooses the edition of texts: zh-hans or en. Names of bodies stand in both languages. The "
                "browser's language changes nothing."
            ),
            "example": f"curl '{server}/api/v1/entries/?language=en'",
        },
    ]


def _groups(described: dict[str, Any], server: str) -> Iterator[dict[str, Any]]:
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for path, methods in described["paths"].items():
        for method in _METHODS:
            if method in methods:
                operation = methods[method]
                tag = operation["tags"][0]
                by_tag.setdefault(tag, []).append(_operation(path, method, operation, described, server))
    for tag, operations in by_tag.items():
        yield {"title": _said(tag), "operations": operations}


def _operation(
    path: str, method: str, operation: dict[str, Any], described: dict[str, Any], server: str
) -> dict[str, Any]:
    schemas, anchor = described["components"]["schemas"], operation["operationId"]
    return {
        "anchor": anchor,
        **{f"{part}_anchor": f"{anchor}-{part}" for part in ("parameters", "body", "answer")},
        "parameter_head": [_("Name"), _("Where"), _("Type"), _("Meaning")],
        "field_head": [_("Name"), _("Type"), _("Meaning")],
        "title": _said(operation["summary"]),
        "text": _said(operation.get("description", "")),
        "line": f"{method.upper()} {path}",
        "example": _example(path, method, operation, server),
        "parameters": [_parameter(one) for one in operation["parameters"]],
        "body": _fields(_body(operation), schemas),
        "answer": _fields(_answer(operation), schemas),
    }


def _parameter(one: dict[str, Any]) -> list[str]:
    where = {"query": _("address"), "path": _("path"), "header": _("header")}[one["in"]]
    name = f"{one['name']} *" if one["required"] else str(one["name"])
    return [_code(name), where, _code(_type_of(one["schema"])), _said(one.get("description", ""))]


def _code(text: str) -> str:
    """Of the interface, not of a language: neither read out as Chinese nor translated."""
    return format_html('<code lang="en" translate="no">{}</code>', text)


def _answer(operation: dict[str, Any]) -> dict[str, Any]:
    for status, answer in operation["responses"].items():
        if int(status) < 300:
            schema: dict[str, Any] = answer.get("content", {}).get("application/json", {}).get("schema", {})
            return schema
    return {}


def _body(operation: dict[str, Any]) -> dict[str, Any]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema: dict[str, Any] = content["schema"]
        return schema
    return {}


def _fields(schema: dict[str, Any], schemas: dict[str, Any]) -> list[list[str]]:
    """Name, type, meaning of each field of an object; those of lists of objects below, by path."""
    return list(_walk(schema, schemas, "", 0))


def _walk(schema: dict[str, Any], schemas: dict[str, Any], prefix: str, depth: int) -> Iterator[list[str]]:
    schema = _resolved(schema, schemas)
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        full = f"{prefix}{name}"
        mark = " *" if name in required and depth == 0 and "default" not in field else ""
        yield [_code(full + mark), _code(_type_of(field)), _said(field.get("description", ""))]
        inner = field.get("items", field)
        if depth < 1 and "$ref" in inner:
            yield from _walk(inner, schemas, f"{full}{'[]' if 'items' in field else ''}.", depth + 1)


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schemas[name] if name else schema
    return found


def _type_of(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        kinds = [_type_of(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return f"{' | '.join(kinds)}?"
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"[{_type_of(schema.get('items', {}))}]"
    bounds = [str(schema[name]) for name in ("minimum", "maximum") if name in schema]
    return " ".join([schema.get("format", schema.get("type", "")), "–".join(bounds)]).strip()


def _example(path: str, method: str, operation: dict[str, Any], server: str) -> str:
    address = server + path.replace("{identity}", "article:123").replace("{code}", "jyj")
    examples = [
        f"{one['name']}={one['schema']['examples'][0]}"
        for one in operation["parameters"]
        if one["in"] == "query" and one["schema"].get("examples")
    ]
    if examples:
        address += f"?{'&'.join(examples[:2])}"
    if method == "get" and not operation.get("security"):
        return f"curl '{address}'"
    return f"curl -X {method.upper()} -H 'Authorization: Bearer …' '{address}'"


def _said(sentence: str) -> str:
    return said(sentence) if isinstance(sentence, Noted) else sentence
