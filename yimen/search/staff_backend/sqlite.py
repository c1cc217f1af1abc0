"""The staff search on SQLite: FTS5."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchRebuilder,
)
from modelsearch.utils import get_content_type_pk

from yimen.search.segmentation import Phrase, tokens
from yimen.search.staff_backend.compiler import Part, StaffQueryCompiler, Words
from yimen.search.staff_backend.document import Document, document_of

_FTS = SQLiteFTSIndexEntry._meta.db_table


def match(words: Words, columns: str) -> str:
    """Words as FTS5's MATCH reads them. Tokens hold letters and digits only, so nothing needs escaping."""
    joint = " AND " if words.all_required else " OR "
    return joint.join(_either(phrase, columns) for phrase in words.phrases)


def _either(phrase: Phrase, columns: str) -> str:
    text = f'{{{columns}}} : "{" ".join(phrase.tokens)}"' + (" *" if phrase.needs_prefix else "")
    if phrase.is_beginning and phrase.latin:
        return f'({text} OR autocomplete : "{phrase.latin}" *)'
    return text


class StaffIndex(SQLiteIndex):
    """Pieces go straight into the full-text table; the entry beside it keeps what identifies the object."""

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        if not objs or not model.get_search_fields():  # type: ignore[attr-defined]  # indexed models have it
            return
        documents = [document_of(thing) for thing in objs]
        with transaction.atomic(using=self.write_connection.alias):
            rows = self._entries_for(get_content_type_pk(model), documents)
            with self.write_connection.cursor() as cursor:
                # The entry's own trigger has made an empty row.
                cursor.executemany(
                    f"UPDATE {_FTS} SET title = %s, body = %s, autocomplete = %s WHERE rowid = %s",  # noqa: S608  own name
                    [
                        (" ".join(tokens(d.headline)), " ".join(tokens(d.text)), d.pinyin, rows[d.object_id])
                        for d in documents
                    ],
                )

    def _entries_for(self, content_type: int, documents: list[Document]) -> dict[str, int]:
        """The documents' entries, made where they lack: object → row.

        An entry that stays as it is is not touched: its trigger would write the full-text row a second time.
        """
        entries = self.entries.filter(
            content_type_id=content_type, object_id__in=[d.object_id for d in documents]
        )
        known = {entry.object_id: entry for entry in entries.only("object_id", "title_norm")}
        for document in documents:
            entry = known.get(document.object_id)
            if entry is not None and entry.title_norm != document.shortness:
                self.entries.filter(pk=entry.pk).update(title_norm=document.shortness)
        self.entries.bulk_create(
            IndexEntry(
                content_type_id=content_type,
                object_id=document.object_id,
                title_norm=document.shortness,
                title="",
                body="",
                autocomplete="",
            )
            for document in documents
            if document.object_id not in known
        )
        return dict(entries.values_list("object_id", "pk"))

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing to do: a title's length is its own, not compared with all others."""


class SQLiteStaffQueryCompiler(StaffQueryCompiler, SQLiteSearchQueryCompiler):
    def hits(self, words: Words, part: Part, *, shortness: float = 0) -> Q:
        columns = "title" if part is Part.HEADLINE else "title body"
        found = RawSQL(f"SELECT rowid FROM {_FTS} WHERE {_FTS} MATCH %s", [match(words, columns)])  # noqa: S611, S608
        return Q(pk__in=found) & (Q(title_norm__gte=shortness) if shortness else Q())

    def entries(self, condition: Q) -> QuerySet[Any]:
        found: QuerySet[Any] = IndexEntry._default_manager.filter(condition)
        return found


class SQLiteStaffCompleter(SQLiteStaffQueryCompiler, SQLiteAutocompleteQueryCompiler):
    COMPLETES = True


class StaffSearchBackend(SQLiteSearchBackend):
    query_compiler_class = SQLiteStaffQueryCompiler
    autocomplete_query_compiler_class = SQLiteStaffCompleter
    index_class = StaffIndex
    rebuilder_class = SQLiteSearchRebuilder
    atomic_rebuilder_class = (
        SQLiteSearchRebuilder  # one transaction over a whole rebuild would stop every writer
    )
