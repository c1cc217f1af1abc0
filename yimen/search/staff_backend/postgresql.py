"""The staff search on PostgreSQL: vectors made here, not by its parser, which knows no Chinese."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchRebuilder,
)
from modelsearch.utils import get_content_type_pk

from yimen.search.segmentation import Phrase, plain, tokens
from yimen.search.staff_backend.compiler import Part, StaffQueryCompiler, Words
from yimen.search.staff_backend.document import Document, document_of

_TABLE = IndexEntry._meta.db_table
LARGEST_VECTOR = 60_000
"""Different pieces of one text that are indexed; a vector is limited to 1 MB, some 90,000 pairs."""

_UPSERT = f"""
    INSERT INTO {_TABLE}
        (content_type_id, object_id, title_norm, title, body, autocomplete, title_text, body_text)
    VALUES (%s, %s, %s, %s::tsvector, %s::tsvector, %s::tsvector, %s, %s)
    ON CONFLICT (content_type_id, object_id) DO UPDATE SET
        title_norm = EXCLUDED.title_norm, title = EXCLUDED.title, body = EXCLUDED.body,
        autocomplete = EXCLUDED.autocomplete, title_text = EXCLUDED.title_text, body_text = EXCLUDED.body_text
"""  # noqa: S608  own name


def vector(pieces: Iterable[str]) -> str:
    """A vector literal. Pieces hold letters and digits only, so nothing needs escaping."""
    different = list(dict.fromkeys(pieces))[:LARGEST_VECTOR]
    return " ".join(f"'{piece}'" for piece in different)


def tsquery(phrase: Phrase) -> str:
    """All pieces of a phrase, in any order: positions in a vector end at 16,383, so `needle` decides that."""
    *inner, last = phrase.tokens
    return " & ".join(
        [*(f"'{piece}'" for piece in inner), f"'{last}'" + (":*" if phrase.needs_prefix else "")]
    )


class StaffIndex(PostgresIndex):
    """`title` holds the headline's pieces, `body` those of everything, `autocomplete` pinyin; the text
    columns hold the plain runs that phrases are compared with."""

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        if not objs or not model.get_search_fields():  # type: ignore[attr-defined]  # indexed models have it
            return
        content_type = get_content_type_pk(model)
        with self.write_connection.cursor() as cursor:
            cursor.executemany(_UPSERT, [(content_type, *_row(document_of(thing))) for thing in objs])

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing to do: a title's length is its own, not compared with all others."""


def _row(document: Document) -> tuple[str, float, str, str, str, str, str]:
    headline = tokens(document.headline)
    return (
        document.object_id,
        document.shortness,
        vector(headline),
        vector([*headline, *tokens(document.text)]),
        vector(document.pinyin.split()),
        plain(document.headline),
        plain(document.headline + "\n" + document.text),
    )


class PostgresStaffQueryCompiler(StaffQueryCompiler, PostgresSearchQueryCompiler):
    def hits(self, words: Words, part: Part, *, shortness: float = 0) -> Q:
        columns = ("title", "title_text") if part is Part.HEADLINE else ("body", "body_text")
        found = reduce(
            and_ if words.all_required else or_, (_hit(phrase, *columns) for phrase in words.phrases)
        )
        return found & (Q(title_norm__gte=shortness) if shortness else Q())

    def entries(self, condition: Q) -> QuerySet[Any]:
        found: QuerySet[Any] = IndexEntry._default_manager.filter(condition)
        return found


def _hit(phrase: Phrase, vector_column: str, text_column: str) -> Q:
    found = Q(**{vector_column: PiecesQuery(tsquery(phrase))})
    if not phrase.is_single_token:
        found &= Q(**{f"{text_column}__contains": phrase.needle})
    if phrase.is_beginning and phrase.latin:
        found |= Q(autocomplete=PiecesQuery(f"'{phrase.latin}':*"))
    return found


class PiecesQuery(SearchQuery):
    """A query made of pieces, cast as it stands: PostgreSQL's parser would cut and drop by its own rules."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, Any]:
        return "%s::tsquery", [self.text]


class PostgresStaffCompleter(PostgresStaffQueryCompiler, PostgresAutocompleteQueryCompiler):
    COMPLETES = True


class StaffSearchBackend(PostgresSearchBackend):
    query_compiler_class = PostgresStaffQueryCompiler
    autocomplete_query_compiler_class = PostgresStaffCompleter
    index_class = StaffIndex
    rebuilder_class = PostgresSearchRebuilder
    atomic_rebuilder_class = PostgresSearchRebuilder  # no long transaction over a whole rebuild
