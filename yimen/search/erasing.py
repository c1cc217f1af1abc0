"""What the desk's search still holds of what was erased."""

from django.apps import apps
from django.db import connection

from yimen.foundation.erasing import Erasure


def erase_from_index(erasure: Erasure) -> None:
    """The entry goes with the thing. FTS5 keeps the words of deleted entries until its parts are merged, which takes
    seconds: that waits for the last run. The table is asked for by name: PostgreSQL has no model of it.
    """
    if erasure.is_last and connection.vendor == "sqlite":
        table = f"{apps.get_model('wagtailsearch', 'IndexEntry')._meta.db_table}_fts"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608  own name
