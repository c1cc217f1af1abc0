"""Public pages: one look-up of host and path, then Wagtail's own serving."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain

from yimen.editorial.actions import count_usefulness
from yimen.editorial.gone import answer_gone
from yimen.editorial.models.notices import gone_at
from yimen.editorial.queries import judged
from yimen.editorial.voices import may_speak
from yimen.foundation.origins import is_from_elsewhere
from yimen.foundation.recording import bakeable
from yimen.pool.models import Entry
from yimen.pool.queries import entry_at
from yimen.subsites.queries import addressing_of, host_key_of
from yimen.subsites.rules import Address


@bakeable
def public_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at this host and path.

    Wagtail's routing walks the tree from the site's root, a query a step; the pool knows every public
    address, so one indexed look-up finds it. View restrictions and hooks run as in `wagtail.views.serve`.
    404 where nothing is public.
    """
    host = host_key_of(request)
    entry = entry_at(host, request.path)
    if entry is None:
        gone = gone_at(Address(host, request.path))
        if gone is not None:
            return answer_gone(request, gone)
        elsewhere = _where_it_stands(request, host)
        if elsewhere:
            return HttpResponsePermanentRedirect(_with_query(elsewhere, request))
        raise Http404
    model = entry.content_type.model_class()
    if model is None or not issubclass(model, Page):
        raise Http404
    page = (
        model._default_manager.filter(pk=entry.object_id, live=True)
        .select_related(*getattr(model, "shown_with", ()))
        .first()
    )
    if page is None:
        raise Http404
    request.entry = entry  # type: ignore[attr-defined]
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    serve = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):  # view restrictions are checked here
        serve = hook(serve)
    response: HttpResponseBase = serve(page, request, [], {})
    return response


@csrf_exempt  # the page that carries the form is the same for everybody; the origin is checked instead
@require_POST
def usefulness(request: HttpRequest) -> HttpResponse:
    """Count a visitor's word on a page; back to the page, whose anchor says what became of it."""
    if is_from_elsewhere(request.headers.get("Origin"), own=f"{request.scheme}://{request.get_host()}"):
        return HttpResponse(status=403)
    said = {"yes": True, "no": False}.get(request.POST.get("useful", ""))
    entry = judged(request.POST.get("page", ""), host=host_key_of(request))
    if said is None or entry is None:
        raise Http404
    today = timezone.localdate()
    counts = may_speak(request.META.get("REMOTE_ADDR", ""), page_id=entry.object_id, on=today)
    if counts:
        count_usefulness(entry.object_id, is_useful=said, on=today)
    return HttpResponseRedirect(f"{entry.path}#{'counted' if counts else 'not-counted'}")


def _where_it_stands(request: HttpRequest, host: str) -> str:
    """The address meant by one on the portal's path although the sub-site has a host of its own. Empty where
    nothing public is meant.
    """
    found = addressing_of(request)
    address = found.address_by_path(host, request.path)
    if address is None or not Entry.objects.filter(host=address.host, path=address.path).exists():
        return ""
    return found.url(address, seen_from=host)


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
