"""What a browser may do with our pages: one policy for what visitors see, one for the desk, both without nonces.

Public pages are going to be stored and are the same for everybody, so nothing in their headers may differ from answer
to answer. Neither they nor the desk's pages carry an inline script (docs/adr/0030).
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yimen.subsites.queries import Addressing
from yimen.subsites.rules import PORTAL, Address

_ACCOUNT = "/-/account/"
CSP = "Content-Security-Policy"
_NOTHING_ELSE = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",  # Wagtail's preview panel frames our own pages
}
# Wagtail's scripts write style attributes (tooltips, drag handles, the width of panels) and pictures from memory.
_DESK = {**_NOTHING_ELSE, "style-src": "'self' 'unsafe-inline'", "img-src": "'self' data: blob:"}

# Nothing here needs a sensor; a page that is framed or injected must not ask for one in the city's name.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection",
        "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


def policy_text(directives: dict[str, str]) -> str:
    """A policy as its header is written."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


PUBLIC_POLICY = policy_text(_NOTHING_ELSE)
DESK_POLICY = policy_text(_DESK)


class PolicyMiddleware:
    """Gives each answer its policy, unless a view has set a stricter one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_desk = request.path.startswith(reverse("wagtailadmin_home"))
        response.headers.setdefault(CSP, DESK_POLICY if is_desk else _public_policy(request))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if is_desk or response.headers.get("Content-Type", "").startswith("text/html"):
            # Pictures, feeds and the open interface may be shown elsewhere; pages are read here.
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def _public_policy(request: HttpRequest) -> str:
    """The same for every visitor of a host. On another host than the portal's the search box leads to the portal, and
    the button of the city's sign-in leads there; browsers hold redirects after a form against this too.
    """
    if request.path.startswith(_ACCOUNT) and settings.ENV.oidc_url:
        return policy_text({**_NOTHING_ELSE, "form-action": f"'self' {_origin(settings.ENV.oidc_url)}"})
    found: Addressing | None = getattr(request, "addressing", None)
    if found is None or not found.names or getattr(request, "host_key", None) == PORTAL:
        return PUBLIC_POLICY
    portal = _origin(found.absolute_url(Address(PORTAL, "/")))
    return policy_text({**_NOTHING_ELSE, "form-action": f"'self' {portal}"})


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
