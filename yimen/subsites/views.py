"""Theme stylesheets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from yimen.design.tokens import stylesheet
from yimen.foundation.recording import bakeable
from yimen.subsites.models import Theme

A_YEAR = 31_536_000


@bakeable
@require_safe
def theme(request: HttpRequest, pk: int, fingerprint: str) -> HttpResponse:
    """A theme's tokens as a stylesheet; its address changes with its content, so it may be kept for a
    year.
    """
    row = get_object_or_404(Theme, pk=pk)
    if row.fingerprint != fingerprint:
        raise Http404
    response = HttpResponse(stylesheet(row.tokens), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
