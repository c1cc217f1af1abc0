"""Every address of the desk, with something in the place of its variables."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern
from wagtail.admin import urls as desk

ROOT = "/admin/"
_SAMPLES = {"uuid": "00000000-0000-0000-0000-000000000001", "path": "a/b", "slug": "a", "str": "a"}


def views_of_the_desk() -> Iterator[tuple[str, str]]:
    """Name and address of each view below /admin/."""
    yield from _below(desk.urlpatterns, ROOT, "")


def _below(patterns: list[URLPattern | URLResolver], start: str, names: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            continue  # the last line, which adds slashes and finds nothing
        address = start + _filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            name = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from _below(pattern.url_patterns, address, name)
        else:
            yield f"{names}{pattern.name}", address


def _filled(pattern: RoutePattern) -> str:
    route = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(written, _SAMPLES.get(kind, "1"))
    return route
