"""What is kept up one save at a time is made once for all after a load, which saves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def indexes_paused() -> Iterator[None]:
    """While inside, saves leave the desk's search and the reference index alone: for a command that saves much
    and settles both at its end. It holds for the whole process, so it is for commands only."""
    models = list(index.get_indexed_models())
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)


def settle_indexes() -> None:
    """After a load: the desk's search, the list of what refers to what, and the planner's figures."""
    call_command("wagtail_update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    gather_statistics()


def gather_statistics() -> None:
    """Let the database count its rows, so that it picks the right index for a list; after any large load."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
