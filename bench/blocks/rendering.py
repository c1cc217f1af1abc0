"""What home page, column and article cost in queries."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.setting import taking
from yimen.editorial.models import ColumnPage
from yimen.pool.models import Entry, Placement
from yimen.subsites.models import Subsite

REQUESTS = 60


def measure(port: str) -> dict[str, Any]:
    """In process: the three addresses and their number of queries."""
    home = Subsite.objects.filter(own_site=None).order_by("code")[0].root_page
    column = ColumnPage.objects.child_of(home).filter(layout="list").order_by("path")[0]
    entry = Placement.objects.filter(column=column, is_home=True).latest("published_at").entry
    paths = {
        "home": "/",
        "column": Entry.objects.get(kind="column", object_id=column.pk).path,
        "article": entry.path,
    }
    visitor = Client(headers={"host": f"localhost:{port}"})
    queries = {}
    for name, path in paths.items():
        for _twice in range(2):
            with CaptureQueriesContext(connection) as asked:
                response = visitor.get(path)
        assert response.status_code == 200, (path, response.status_code)
        queries[name] = len(asked)
    return {
        "paths": paths,
        "queries": queries,
        "cpu": {name: _cpu(visitor, path) for name, path in paths.items()},
    }


def _cpu(visitor: Client, path: str) -> float:
    """Processor milliseconds of one request."""
    for _warm in range(10):
        visitor.get(path)
    with taking() as took:
        for _request in range(REQUESTS):
            visitor.get(path)
    return took.cpu * 1000 / REQUESTS
