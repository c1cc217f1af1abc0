"""Public pages: one look-up of host and path, then Wagtail's own serving."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain

from yimen.pool.models import Entry
from yimen.pool.queries import entry_at
from yimen.subsites.queries import addressing_of, host_key_of


def public_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at this host and path.

    Wagtail's routing walks the tree from the site's root, a query a step; the pool knows every public
    address, so one indexed look-up finds it. View restrictions and hooks run as in `wagtail.views.serve`.
    404 where nothing is public.
    """
    host = host_key_of(request)
    entry = entry_at(host, request.path)
    if entry is None:
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


def _where_it_stands(request: HttpRequest, host: str) -> str:
    """The address meant by one that is almost right: without its last slash, or on the portal's path
    although the sub-site has a host of its own. Empty where nothing public is meant.
    """
    path = request.path if request.path.endswith("/") else request.path + "/"
    found = addressing_of(request)
    address = found.address_by_path(host, path)
    if address is None or not Entry.objects.filter(host=address.host, path=address.path).exists():
        return ""
    return found.url(address, seen_from=host)


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
