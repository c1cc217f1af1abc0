"""What a page asks its readers: whether it was useful, and where to report a mistake."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from yimen.subsites.frame import frame_of


def feedback_of(page_id: int, *, url: str, request: HttpRequest) -> dict[str, Any]:
    """For `feedback.html`. The national platform for reports of errors takes the page's address along
    (国办发〔2017〕47号); a portal without it gives its contact.
    """
    portal = frame_of(request).portal
    return {
        "action": reverse("usefulness"),
        "page": page_id,
        "report_url": with_address(portal.error_report_url, url),
        "contact": "" if portal.error_report_url else portal.shown_contact,
    }


def with_address(platform: str, url: str) -> str:
    """The platform's address with the page's own as its parameter `url`; empty where there is no platform."""
    if not platform:
        return ""
    return f"{platform}{'&' if '?' in platform else '?'}url={quote(url, safe='')}"
