"""What the desk's search finds, and how fast."""

import time
from typing import Any

from wagtail.models import Page

from bench.setting import median
from yimen.editorial.models import ArticlePage
from yimen.search.segmentation import phrases, plain
from yimen.search.staff_backend.document import document_of

REPEATS = 5


def measure(*typed: str) -> list[dict[str, Any]]:
    """For each query: hits, articles that contain it literally, articles found of these, milliseconds."""
    texts = {}
    for page in ArticlePage.objects.iterator(chunk_size=500):
        document = document_of(page)
        texts[page.pk] = plain(document.headline + "\n" + document.text)
    return [_of(query, texts) for query in typed]


def _of(query: str, texts: dict[int, str]) -> dict[str, Any]:
    words = phrases(query)
    contain = {pk for pk, text in texts.items() if all(word.needle in text for word in words)}
    found = set(ArticlePage.objects.search(query).get_queryset().values_list("pk", flat=True))
    milliseconds = []
    for _repeat in range(REPEATS):
        began = time.perf_counter()
        results = Page.objects.autocomplete(query)
        list(results[:50])
        hits = results.count()
        milliseconds.append((time.perf_counter() - began) * 1000)
    return {
        "query": query,
        "hits": hits,
        "contain": len(contain),
        "missed": len(contain - found),
        "false": len(found - contain),
        "ms": median(milliseconds),
    }
