"""Where the pool's entries come from: each app names a source that tells everything it holds public now.

The pool is kept in line by the apps' own verbs. A source serves the day on which somebody doubts it: after a
restored backup, a write past the verbs, a new version that tells more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models

from yimen.pool.actions import Registration


@dataclass(frozen=True, kw_only=True)
class Source:
    """What an app holds public: a registration for each thing, and the models that no other source tells of."""

    name: str
    models: tuple[type[models.Model], ...]
    registrations: Callable[[], Iterable[Registration]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called from ready() of the app that holds the things. A name belongs to one source."""
    if _sources.get(source.name, source) != source:
        raise ValueError(f"the pool has a source called {source.name} already")
    _sources[source.name] = source


def registered() -> list[Source]:
    """All sources, in the order of their names."""
    return [_sources[name] for name in sorted(_sources)]


def content_type_ids() -> list[int]:
    """Of all things that some source tells of; entries of others are nobody's left-overs."""
    found = ContentType.objects.get_for_models(
        *(model for source in registered() for model in source.models), for_concrete_models=True
    )
    return [content_type.pk for content_type in found.values()]
