"""Tells caches which answers depend on the visitor's preferences."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from yimen.design.visitors import preferences_were_read


class PreferencesMiddleware:
    """``Vary: Cookie`` on every answer that was made from the preference cookie, and on no other.

    Whoever asks ``visitors.preferences_of`` need not remember the header.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if preferences_were_read(request):
            patch_vary_headers(response, ["Cookie"])
        return response
