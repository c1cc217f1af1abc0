"""After a load: the indexes that are kept up one page at a time are made once for all."""

from django.core.management import call_command
from django.db import connection


def settle_indexes() -> None:
    """Staff search and reference index for everything, then statistics for the query planner."""
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
