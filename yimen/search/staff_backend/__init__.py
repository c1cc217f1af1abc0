"""Wagtail's search for the staff desk, able to read Chinese: modelsearch's backends with our cutting.

What differs from modelsearch's own:
- Chinese is indexed by pairs of characters (yimen.search.segmentation), so any word is found;
- the desk's lists and choosers, which only complete titles, also find words in the text and titles by pinyin;
- hits in short titles come first, then in titles, then in texts, newest first: no statistics over the whole
  index, whose refresh scanned every row at each write;
- an index is brought up to date in place, in short transactions: rebuilding it does not stop the desk.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: Mapping[str, Any]) -> Any:
    """The backend for the database in use; ImproperlyConfigured for any but SQLite and PostgreSQL."""
    if connection.vendor not in ("sqlite", "postgresql"):
        raise ImproperlyConfigured(
            f"The staff search knows SQLite and PostgreSQL, not {connection.display_name}."
        )
    # Each module needs tables that exist on its own database only.
    return import_module(f"yimen.search.staff_backend.{connection.vendor}").StaffSearchBackend(dict(params))
