"""The schema.org data of a page, as a JSON-LD processor understands it."""

import json
from collections import defaultdict
from typing import Any

from pyld import jsonld

from tests.frontdoor.reading import Sheet

SCHEMA = "https://schema.org/"
# What schema.org's own context says, as far as our pages go: every plain name is a term of its vocabulary.
CONTEXT = {"@context": {"@vocab": SCHEMA}}


def _vocabulary(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    assert url.rstrip("/") == SCHEMA.rstrip("/"), f"nothing is fetched from {url}"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


def documents(sheet: Sheet) -> list[Any]:
    scripts = [script for script in sheet.all("<script>") if script.get("type") == "application/ld+json"]
    return [json.loads(script.text) for script in scripts]


def nodes(sheet: Sheet) -> dict[str, list[dict[str, Any]]]:
    """Type → nodes of that type with their properties, nested ones with them."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document in documents(sheet):
        options = {"documentLoader": _vocabulary}
        expanded = jsonld.expand(document, options)
        compacted = jsonld.compact(expanded, CONTEXT, {**options, "graph": True})
        for node in compacted["@graph"]:
            found[node["@type"]].append(node)
    return found
