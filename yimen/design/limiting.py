"""Views that cost something answer 429 to whoever asks too often, with a plain word and the time to come again."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yimen.foundation.limits import Limit, address_counted, seconds_to_wait

View = Callable[..., HttpResponse]


def limited(limit: Limit) -> Callable[[View], View]:
    """Decorates a view that anybody may ask; each address has its own count."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            seconds = seconds_to_wait(limit, address_counted(request), now=timezone.now().timestamp())
            return too_many(request, seconds) if seconds else view(request, *args, **kwargs)

        return answer

    return decorate


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page for whoever asked too often; it asks the database nothing."""
    response = render(request, "429.html", {"seconds": seconds}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
