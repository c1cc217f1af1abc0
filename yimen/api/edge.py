"""Around every answer of the interface: who may call it from where, what is unchanged, and errors as problems."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import RawPostDataException
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from yimen import __version__
from yimen.api.problems import Problem, respond
from yimen.api.rules import LONGEST_BODY
from yimen.foundation.limits import Limit, address_counted, seconds_to_wait
from yimen.foundation.words import noted
from yimen.records.models import Change

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]

# A harvester that reads 100 entries at a time has the whole pool of a city in an hour.
READS = Limit("api", times=600, seconds=60)
WRITES = Limit("api-writing", times=300, seconds=60)
SECONDS_KEPT = 60
_READING = frozenset({"GET", "HEAD"})
_MULTIPART = "multipart/form-data"
LARGEST_UPLOAD = 60 * 1024 * 1024


def reading(view: View) -> View:
    """A view of public content: the same for everybody, from everywhere, and once only for who asks again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight(request)
        head, response = request.method == "HEAD", too_often(request, READS)
        if response is not None:
            return response
        if head:
            request.method = "GET"
        last = (
            Change.objects.order_by("-pk").values_list("pk", "at").first()
            if request.method == "GET"
            else None
        )
        mark = _mark(request, position=last[0] if last else 0)
        changed = int(last[1].timestamp()) if last and _is_settled(last[1]) else None
        if request.method == "GET":
            response = get_conditional_response(request, etag=mark, last_modified=changed)
        if response is None:
            response = safely(view)(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers["ETag"] = mark
            if changed is not None:
                response.headers["Last-Modified"] = http_date(changed)
            patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        return _without_body(response) if head else response

    return csrf_exempt(answer)


def writing(view: View) -> View:
    """A view for departments' systems: by token alone, so a cookie opens nothing; never kept by anybody."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = too_often(request, WRITES) or safely(view)(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return _without_body(response) if head else response

    return csrf_exempt(answer)


def too_often(request: HttpRequest, limit: Limit, who: str = "") -> HttpResponse | None:
    """The answer to whoever asks too often; None for everybody else. Counted by address where `who` is not given."""
    seconds = seconds_to_wait(limit, who or address_counted(request), now=timezone.now().timestamp())
    return respond(too_many(seconds), request) if seconds else None


def too_many(seconds: int) -> Problem:
    detail = noted("Too many requests in a short time; go on after %(seconds)s seconds.", seconds=seconds)
    return Problem("too-many", detail, headers={"Retry-After": str(seconds)})


def safely(view: View) -> View:
    """What a view raises becomes a problem in words."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _refuse_large(request)
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = respond(problem, request)
        except Http404:
            response = respond(nothing_here(), request)
        except RequestDataTooBig:
            response = respond(too_large(), request)
        except (SuspiciousOperation, RawPostDataException, UnicodeError):
            response = respond(unreadable(), request)
        except Exception:
            if settings.DEBUG:
                raise
            logger.exception("the interface failed at %s", request.path)
            response = respond(Problem("failed", _FAILED), request)
        if response.status_code == 405:
            response = respond(_not_with(request, response), request)
        response.headers["Content-Language"] = "zh-hans, en"
        return response

    return answer


def nothing_there(request: HttpRequest) -> HttpResponse:
    """Addresses below the interface that are none: with a slash at the end they may be one."""
    try:
        found = resolve(f"{request.path_info}/")
    except Resolver404:
        found = None
    if found is not None and found.func is not nothing_there and not request.path.endswith("/"):
        query = request.META.get("QUERY_STRING", "")
        # 308: a POST stays one.
        led = HttpResponsePermanentRedirect(f"{request.path}/{f'?{query}' if query else ''}")
        led.status_code = 308
        return led
    response = respond(nothing_here(), request)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _without_body(response) if request.method == "HEAD" else response


nothing_there = csrf_exempt(nothing_there)

_FAILED = noted("The mistake is ours and has been recorded. Try again in a few minutes.")


def nothing_here() -> Problem:
    return Problem(
        "not-found",
        noted(
            "Nothing public stands at this address: it is misspelled, was withdrawn, or is not for everybody. "
            "Lists and the change feed name what there is."
        ),
    )


def unreadable() -> Problem:
    return Problem(
        "bad-request", noted("Send JSON in UTF-8, or a form with a file where a file is asked for.")
    )


def too_large() -> Problem:
    return Problem(
        "too-large",
        noted(
            "A request holds at most %(size)s MB of JSON. Upload pictures and files by themselves.",
            size=LONGEST_BODY // 1024 // 1024,
        ),
    )


def _refuse_large(request: HttpRequest) -> None:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise unreadable() from None
    is_upload = request.content_type == _MULTIPART
    if length > (LARGEST_UPLOAD if is_upload else LONGEST_BODY):
        raise too_large()


def _not_with(request: HttpRequest, response: HttpResponse) -> Problem:
    allowed = response.headers.get("Allow", "GET")
    if "GET" in allowed:
        allowed = f"{allowed}, HEAD"
    detail = noted("%(method)s is not taken here; use %(allowed)s.", method=request.method, allowed=allowed)
    return Problem("method-not-allowed", detail, headers={"Allow": allowed})


def _preflight(request: HttpRequest) -> HttpResponse:
    """Whoever asks from a page elsewhere may read, without credentials."""
    headers = {
        "Allow": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


def _mark(request: HttpRequest, *, position: int) -> str:
    """Changes with whatever is shown anywhere: a comparison costs one step into the change log, and no list."""
    asked = f"{__version__} {request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f'W/"{position:x}-{sha256(asked.encode("utf-8", "replace")).hexdigest()[:16]}"'


def _is_settled(at: Any) -> bool:
    """Whether no further change can fall into the same second, which is all that Last-Modified tells
    (RFC 9110 §8.8.2.2).
    """
    return bool(timezone.now() - at > timedelta(seconds=2))


def _without_body(response: HttpResponse) -> HttpResponse:
    length = str(len(response.content))
    response.content = b""
    if response.status_code not in (204, 304):
        response.headers["Content-Length"] = length
    return response
