"""Preview links at the desk: made for a page, listed, revoked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from yimen.editorial.desk.person import person_at
from yimen.editorial.desk.screen import DeskScreen
from yimen.editorial.models import PreviewLink, PublicPage, ReviewSettings
from yimen.editorial.previewing import make_link, revoke_link
from yimen.editorial.review_forms import PreviewLinkForm
from yimen.editorial.review_queue import may_see_queue
from yimen.subsites.queries import addressing_of
from yimen.subsites.rules import PORTAL, Address


class PreviewLinksView(DeskScreen, FormView[PreviewLinkForm]):
    """The links of one page, and a new one; its address is shown once, when it is made."""

    form_class = PreviewLinkForm
    page_title = gettext_lazy("Preview links")
    header_icon = "view"
    template_name = "editorial/desk/preview_links.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if (
            not isinstance(self.page, PublicPage)
            or not self.page.permissions_for_user(request.user).can_edit()
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_initial(self) -> dict[str, Any]:
        return {"days": ReviewSettings.load().preview_days}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = PreviewLink.objects.filter(page_id=self.page.pk).select_related("made_by", "page")
        more = {"links": links, "page": self.page, "now": timezone.now()}
        return {**super().get_context_data(**kwargs), **more}

    def form_valid(self, form: PreviewLinkForm) -> HttpResponse:
        said = form.cleaned_data
        _link, secret = make_link(
            self.page,
            by=person_at(self.request),
            purpose=said["purpose"],
            days=said["days"],
            now=timezone.now(),
        )
        start = addressing_of(self.request).absolute_url(Address(PORTAL, ""))
        url = f"{start}{reverse('preview_link', args=(secret,))}"
        told = _("Copy this address now; it is not shown again:")
        messages.success(self.request, format_html("{} <code data-preview-link>{}</code>", told, url))
        return HttpResponseRedirect(reverse("preview_links", args=(self.page.pk,)))


class OwnLinksView(DeskScreen, FormView[PreviewLinkForm]):
    """All links that one has made and that still hold, whatever page."""

    form_class = PreviewLinkForm
    page_title = gettext_lazy("My preview links")
    header_icon = "view"
    template_name = "editorial/desk/preview_links.html"
    http_method_names = ("get", "head")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "links": own_links(self.request), "now": timezone.now()}


def own_links(request: HttpRequest) -> QuerySet[PreviewLink]:
    """The links that the person at the desk has made; the newest first."""
    return PreviewLink.objects.filter(made_by=person_at(request)).select_related("page", "made_by")


@require_POST
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    """End a link: one's own, or any of a page that one may publish."""
    link = get_object_or_404(PreviewLink.objects.select_related("page"), pk=link_id)
    person = person_at(request)
    if link.made_by_id != person.pk and not link.page.permissions_for_user(person).can_publish():
        raise PermissionDenied
    revoke_link(link, by=person, now=timezone.now())
    messages.success(request, _("The link opens nothing any more."))
    return HttpResponseRedirect(reverse("own_preview_links"))


def urls() -> list[URLPattern]:
    return [
        path("preview-links/", OwnLinksView.as_view(), name="own_preview_links"),
        path("preview-links/page/<int:page_id>/", PreviewLinksView.as_view(), name="preview_links"),
        path("preview-links/<int:link_id>/revoke/", revoke, name="revoke_preview_link"),
    ]


class LinksMenuItem(MenuItem):
    """Shown to whoever has a desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_queue(person_at(request))
