"""What is kept up one save at a time is made once for all after a load, which saves nothing."""

from django.core.management import call_command
from django.db import connection


def settle_indexes() -> None:
    """After a load: the desk's search, the list of what refers to what, and the planner's figures."""
    call_command("wagtail_update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    gather_statistics()


def gather_statistics() -> None:
    """Let the database count its rows, so that it picks the right index for a list; after any large load."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
