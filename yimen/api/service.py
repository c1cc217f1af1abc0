"""The interface put together: routers, errors as problems, addresses."""

from functools import cache
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from yimen.api.edge import nothing_here, reading, too_large, unreadable, writing
from yimen.api.mistakes import mistake_of
from yimen.api.problems import Problem, invalid, respond
from yimen.api.reading import router as reading_router
from yimen.api.writing import router as writing_router
from yimen.foundation.words import noted

VERSION = "1.0"


class Unescaped(JSONRenderer):
    """Chinese as it is written: a third of the length of its escapes."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=Unescaped(),
    title=noted("Open interface of the portal"),
    version=VERSION,
    description=noted(
        "Everything public on the portal for programs: texts, columns, agencies, sub-sites and what has changed. "
        "Reading needs no registration. Departments' systems hand in texts with a token."
    ),
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
)
api.add_router("", reading_router)
api.add_router("", writing_router)

_WRITTEN = frozenset(
    {"submissions", "submission", "submission_review", "submission_publication", "pictures", "files"}
)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem | type[Problem]) -> HttpResponse:
    return respond(_raised(error, Problem), request)


@api.exception_handler(ValidationError)
def _validation(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    mistakes = [mistake_of(one) for one in _raised(error, ValidationError).errors]
    return respond(invalid(*mistakes), request)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, _error: Any) -> HttpResponse:
    sentence = noted(
        "Send “Authorization: Bearer …” with a token that has neither expired nor been revoked; the portal office "
        "gives it out."
    )
    return respond(Problem("no-token", sentence, headers={"WWW-Authenticate": "Bearer"}), request)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, _error: Any) -> HttpResponse:
    return respond(unreadable(), request)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, _error: Any) -> HttpResponse:
    return respond(nothing_here(), request)


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, _error: Any) -> HttpResponse:
    return respond(too_large(), request)


def _raised(error: Any, kind: type[Any]) -> Any:
    """Ninja types its handlers for classes too; what comes is always an instance."""
    return error if isinstance(error, kind) else kind()


@cache
def described() -> dict[str, Any]:
    """The interface as ninja describes it, its sentences still to be said in a language."""
    return dict(api.get_openapi_schema(path_prefix="api/v1/"))


def patterns() -> list[URLPattern]:
    """The addresses, each within its edge."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for pattern in found:
        edge = writing if pattern.name in _WRITTEN else reading
        pattern.callback = edge(pattern.callback)
    return found
