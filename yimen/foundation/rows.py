"""Many rows into one table. Django's bulk_create builds an expression for each value and refuses models that have
a parent; for loads of thousands that is most of the time, and an article is such a model."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


def insert_rows(model: type[models.Model], objects: Sequence[Any]) -> None:
    """Write one row of exactly `model`'s own table for each object, without signals.

    The objects have the model's fields as attributes: instances of it or of a child. A key that the database
    gives out is left out and not read back.
    """
    if not objects:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # itself, not the proxy that looks it up at each value
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    rows = [
        [field.get_db_prep_save(field.pre_save(one, True), connection) for field in fields] for one in objects
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608  own names
