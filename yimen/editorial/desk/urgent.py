"""Publishing a draft past its review, from a telephone too, and taking over a lock."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.models import Page

from yimen.editorial.desk.notices import say_published
from yimen.editorial.desk.person import person_at
from yimen.editorial.desk.screen import DeskScreen
from yimen.editorial.models import PublicPage
from yimen.editorial.review_forms import ForceForm
from yimen.editorial.reviewing import (
    CannotReview,
    may_publish_urgently,
    publish_urgently,
    take_over,
    why_not_publish_urgently,
)

_PHONE = "editorial/desk/form.html"


class ForceView(DeskScreen, FormView[ForceForm]):
    """Publish a draft that waits for review, with the reason why it cannot wait."""

    form_class = ForceForm
    page_title = gettext_lazy("Publish without review")
    header_icon = "warning"
    template_name = _PHONE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not isinstance(self.page, PublicPage) or not may_publish_urgently(person_at(request)):
            raise PermissionDenied
        refusal = why_not_publish_urgently(self.page, by=person_at(request))
        if refusal:
            messages.error(request, refusal)
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=(self.page.pk,)))
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("wagtailadmin_pages:edit", args=(self.page.pk,))
        words = {"submit": _("Publish now"), "back": back, "is_serious": True}
        return {**super().get_context_data(**kwargs), **words}

    def form_valid(self, form: ForceForm) -> HttpResponse:
        publish_urgently(self.page, by=person_at(self.request), reason=form.cleaned_data["reason"])
        published = type(self.page)._default_manager.get(pk=self.page.pk)
        say_published(self.request, published, is_reviewed_later=True)
        return HttpResponseRedirect(reverse("review_queue"))


@require_POST
def take_over_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take the lock of a page from whoever holds it."""
    page = get_object_or_404(Page, pk=page_id)
    try:
        former = take_over(page, by=person_at(request))
    except CannotReview as refusal:
        messages.error(request, str(refusal))
    else:
        told = _(
            "You have taken this page over from %(person)s; what was not saved there cannot be saved any more."
        )
        messages.success(request, format_html("{}", told % {"person": former or _("somebody")}))
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=(page_id,)))


def urls() -> list[URLPattern]:
    return [
        path("urgent/<int:page_id>/", ForceView.as_view(), name="publish_urgently"),
        path("take-over/<int:page_id>/", take_over_view, name="take_over"),
    ]
