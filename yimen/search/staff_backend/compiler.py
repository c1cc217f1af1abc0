"""From a search query to rows, the same on every database; they differ in how they look up phrases."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import BigIntegerField, Case, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, PlainText
from modelsearch.query import Phrase as PhraseQuery
from modelsearch.utils import get_descendants_content_types_pks

from yimen.search.segmentation import Phrase, phrase, phrases


class Part(Enum):
    """Where in a document to look."""

    HEADLINE = "headline"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Words:
    """What one stretch of typed text asks for."""

    phrases: tuple[Phrase, ...]
    all_required: bool

    @property
    def length(self) -> int:
        return sum(phrase.length for phrase in self.phrases)


class StaffQueryCompiler:
    """Mixed into modelsearch's compilers: finds phrases, orders by where they stand, then newest first."""

    COMPLETES = False
    queryset: QuerySet[Any]
    query: Any
    fields: Sequence[str] | None
    order_by_relevance: bool

    def hits(self, words: Words, part: Part, *, shortness: float = 0) -> Q:
        """Condition on index entries: the words stand in `part`, its `shortness` is at least this."""
        raise NotImplementedError

    def entries(self, condition: Q) -> QuerySet[Any]:
        """The index entries that fulfil a condition of `hits`."""
        raise NotImplementedError

    def search(
        self, config: Any, start: int, stop: int | None, score_field: str | None = None, backend: Any = None
    ) -> QuerySet[Any]:
        found = self.queryset.filter(self._matching(self.query))
        rank = self._rank() if score_field or self.order_by_relevance else None
        if score_field:
            found = found.annotate(**{score_field: rank or Value(1.0)})
        if rank is not None and self.order_by_relevance:
            found = found.order_by(rank.desc(), "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]

    def _matching(self, query: Any) -> Q:
        if isinstance(query, MatchAll):
            return Q()
        if isinstance(query, Not):
            return Q(pk__in=[]) if isinstance(query.subquery, MatchAll) else ~self._matching(query.subquery)
        if isinstance(query, And):
            return reduce(and_, map(self._matching, query.subqueries), Q())
        if isinstance(query, Or):
            return reduce(or_, map(self._matching, query.subqueries), Q(pk__in=[]))
        if isinstance(query, Boost):
            return self._matching(query.subquery)
        words = self._words(query)
        if not words.phrases:
            return Q(pk__in=[])
        found = self._in(
            words, Part.HEADLINE if self.fields and set(self.fields) == {"title"} else Part.EVERYTHING
        )
        return found & self._in_fields(words) if self.fields else found

    def _in(self, words: Words, part: Part, *, shortness: float = 0) -> Q:
        kinds = get_descendants_content_types_pks(self.queryset.model)
        entries = self.entries(self.hits(words, part, shortness=shortness) & Q(content_type__in=kinds))
        key = self.queryset.model._meta.pk
        while key is not None and key.remote_field is not None:
            key = key.target_field
        if isinstance(key, IntegerField):
            return Q(pk__in=entries.values_list(Cast("object_id", BigIntegerField()), flat=True))
        return Q(pk__in=entries.values_list("object_id", flat=True))

    def _in_fields(self, words: Words) -> Q:
        """Named fields: the index tells which objects have the words at all, their columns decide."""
        of_a_word = [
            reduce(or_, (Q(**{f"{field}__icontains": " ".join(word.runs)}) for field in self.fields or ()))
            for word in words.phrases
            if len(word.runs) == 1
        ]
        return reduce(and_ if words.all_required else or_, of_a_word) if of_a_word else Q()

    def _words(self, query: Any) -> Words:
        if isinstance(query, PhraseQuery):
            found = phrase(query.query_string, is_beginning=False)
            return Words((found,) if found else (), True)
        if isinstance(query, (PlainText, Fuzzy)):
            found_ones = phrases(query.query_string, is_beginning=self.COMPLETES)
            return Words(tuple(found_ones), query.operator != "or")
        raise NotImplementedError(f"{type(query).__name__} is not supported by the staff search.")

    def _rank(self) -> Case | None:
        """3 where the words make half of a title, 2 where they stand in one, 1 elsewhere."""
        leaf = _first_words(self.query)
        words = self._words(leaf) if leaf is not None else None
        if words is None or not words.phrases:
            return None
        return Case(
            When(self._in(words, Part.HEADLINE, shortness=0.5 / words.length), then=Value(3.0)),
            When(self._in(words, Part.HEADLINE), then=Value(2.0)),
            default=Value(1.0),
            output_field=FloatField(),
        )


def _first_words(query: Any) -> Any:
    """The typed text that decides the order: the first of several; the desk's own screens have but one."""
    if isinstance(query, (PlainText, Fuzzy, PhraseQuery)):
        return query
    if isinstance(query, Boost):
        return _first_words(query.subquery)
    if isinstance(query, (And, Or)):
        return next(filter(None, map(_first_words, query.subqueries)), None)
    return None
