"""Public pages: one look-up of host and path, then Wagtail's own serving."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain

from yimen.pool.queries import entry_at
from yimen.subsites.rules import PORTAL


def public_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at this host and path.

    Wagtail's routing walks the tree from the site's root, a query a step; the pool knows every public
    address, so one
    indexed look-up finds it. View restrictions and hooks run as in `wagtail.views.serve`. 404 where
    nothing is public.
    """
    host = getattr(request, "host_key", PORTAL)
    entry = entry_at(host, request.path)
    if entry is None:
        if not request.path.endswith("/") and entry_at(host, request.path + "/"):
            return HttpResponsePermanentRedirect(_with_query(request.path + "/", request))
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


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
