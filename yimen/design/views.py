"""Addresses of the design itself: where preferences are posted, and the page of components for staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from yimen.design import specimens
from yimen.design.preferences import COOKIE_MAX_AGE, COOKIE_NAME, SETTINGS, Preferences, changed, parse
from yimen.design.tokens import THEMES, stylesheet

RESET = "reset"  # what a form posts to take back everything that stands in the accessibility bar


@csrf_exempt  # the page that carries the form is the same for everybody; the origin is checked instead
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember what the visitor chose in a cookie, or forget it; no account, no record, undone by the same
    form. What does not exist changes nothing.
    """
    origin = request.headers.get("Origin")
    if origin and origin != f"{request.scheme}://{request.get_host()}":
        return HttpResponse(status=403)
    after = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        after = "/"
    response = HttpResponseRedirect(after)
    _remember(response, _after_form(request), is_secure=request.is_secure())
    return response


def _after_form(request: HttpRequest) -> Preferences:
    """The preferences that came with the form, with what it changes."""
    found = parse(request.COOKIES.get(COOKIE_NAME))
    if RESET in request.POST:
        return Preferences(entrance=found.entrance)
    for setting in SETTINGS:
        if setting in request.POST:
            found = changed(found, setting=setting, value=request.POST[setting])
    return found


def _remember(response: HttpResponse, chosen: Preferences, *, is_secure: bool) -> None:
    value = chosen.encode()
    if not value:
        response.delete_cookie(COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        COOKIE_NAME, value, max_age=COOKIE_MAX_AGE, secure=is_secure, samesite="Lax", httponly=False
    )


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever may enter the desk; others are led to the sign-in, or told that there is nothing here."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        return view(request, **kwargs)

    return answer


@require_safe
@staff_only
def components(request: HttpRequest) -> HttpResponse:
    """Every component with its rule, its parameters and its examples, in the look that is asked for."""
    look = specimens.asked_for(request.GET)
    choices = [
        {
            "name": name,
            "label": specimens.LABELS[name],
            "values": [(value, title, look.get(name, "") == value) for value, title in values.items()],
        }
        for name, values in specimens.CHOICES.items()
    ]
    context = {"groups": specimens.groups(look), "choices": choices, "is_phone": look.get("width") == "phone"}
    return render(request, "design/components_page.html", context)


@require_safe
@staff_only
def specimen(request: HttpRequest, component: str, number: int) -> HttpResponse:
    """One example of a component, alone on a page, as the page of components frames it."""
    found = specimens.examples_of(component)
    if not 1 <= number <= len(found):
        raise Http404
    look = specimens.asked_for(request.GET)
    context = {
        "name": component,
        "attributes": specimens.attributes_of(look),
        "theme": look.get("theme", ""),
        "body": specimens.body_of(found[number - 1]),
    }
    return render(request, "design/specimen.html", context)


@require_safe
@staff_only
def theme(request: HttpRequest, name: str) -> HttpResponse:
    """One of the offered themes as a stylesheet."""
    if name not in THEMES:
        raise Http404
    return HttpResponse(stylesheet(THEMES[name]), content_type="text/css; charset=utf-8")
