"""Whatever is sent, no address fails and every answer is what the OpenAPI document says (schemathesis, in-process)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from tests.api.conftest import system_of
from tests.cast import HOST, City
from tests.media.pictures import jpeg
from yimen.api import edge, writing
from yimen.api.openapi import document
from yimen.api.service import described
from yimen.demo import factories

pytestmark = pytest.mark.django_db
ORIGIN = f"http://{HOST}"
CHECKS: list[Callable[..., Any]] = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]


def operations() -> list[str]:
    """`GET /api/v1/entries/` and so on."""
    return [
        f"{method.upper()} {path}" for path, methods in described()["paths"].items() for method in methods
    ]


@pytest.fixture
def filled(city: City) -> dict[str, str]:
    """Something of everything, and the header that lets a system in."""
    picture = factories.image(jpeg(), title="校门", description="校门", collection=city.subsite.collection)
    column = factories.column(city.home, "政务要闻")
    factories.article(city.notices, "招生通知", image=picture, audiences=("citizen",), also_in=(column,))
    system = system_of(city.subsite, scopes=("write", "files", "publish"))
    system.hand_in(city.notices)
    return {"Authorization": f"Bearer {system.written}", "Accept-Encoding": "identity"}


@contextmanager
def connection_kept() -> Iterator[None]:
    """The application answers inside the test's transaction, and so does not close its connection after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture
def without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked is examined, not how often."""
    for module in (edge, writing):
        monkeypatch.setattr(module, "seconds_to_wait", lambda limit, who, *, now: 0)


def examine(operation: str, headers: dict[str, str], *, examples: int) -> None:
    """Send what the schema allows, then what it does not."""
    schema = schemathesis.openapi.from_dict(document(described(), server=ORIGIN))
    schema.app = get_wsgi_application()
    method, path = operation.split(" ")

    def ask(case: Any) -> None:
        case.call_and_validate(base_url=ORIGIN, headers=headers, checks=CHECKS)

    settings = hypothesis.settings(
        max_examples=examples,
        database=None,
        derandomize=examples < 50,
        suppress_health_check=list(HealthCheck),
    )
    for mode in GenerationMode:
        strategy = schema[path][method].as_strategy(generation_mode=mode)
        # An address that takes nothing, or any text, cannot be asked wrongly.
        with suppress(Unsatisfiable), connection_kept():
            settings(given(case=strategy)(ask))()


@pytest.mark.slow
@pytest.mark.parametrize("operation", operations())
def test_nothing_that_is_sent_breaks_an_address(operation: str, filled: dict[str, str]) -> None:
    examine(operation, filled, examples=5)


@pytest.mark.long
@pytest.mark.usefixtures("without_limits")
@pytest.mark.parametrize("operation", operations())
def test_a_great_many_things_break_no_address(operation: str, filled: dict[str, str]) -> None:
    examine(operation, filled, examples=300)


def test_the_document_speaks_both_languages(filled: dict[str, str]) -> None:
    told = document(described(), server=ORIGIN)

    assert told["openapi"].startswith("3.1")
    assert told["info"]["description"].startswith("供程序读取")
    assert "Everything public" in told["info"]["description"]
    assert (
        told["paths"]["/api/v1/entries/"]["get"]["summary"]
        == "信息及其他公开内容 / Texts and other public things"
    )
    refused = told["paths"]["/api/v1/entries/"]["get"]["responses"][422]["content"]
    assert list(refused) == ["application/problem+json"]
