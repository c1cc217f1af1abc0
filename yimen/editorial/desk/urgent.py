"""Urgent publication, from a telephone too: a notice written and published at once, or a draft past its review."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages as admin_messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from yimen.editorial.desk.person import person_at
from yimen.editorial.desk.screen import DeskScreen
from yimen.editorial.models import ArticlePage, ColumnPage, PublicPage
from yimen.editorial.review_forms import ForceForm, UrgentForm
from yimen.editorial.reviewing import (
    CannotReview,
    may_publish_urgently,
    publish_urgently,
    take_over,
    why_not_publish_urgently,
)
from yimen.subsites.queries import subsites_above

_PHONE = "editorial/desk/form.html"


class UrgentNoticeView(DeskScreen, FormView[UrgentForm]):
    """Title, text, column, why: published when the button is pressed, reviewed afterwards."""

    form_class = UrgentForm
    page_title = gettext_lazy("Urgent notice")
    header_icon = "warning"
    template_name = _PHONE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_publish_urgently(person_at(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "columns": _columns()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"submit": _("Publish now"), "back": reverse("review_queue"), "is_serious": True}
        return {**super().get_context_data(**kwargs), **words}

    def form_valid(self, form: UrgentForm) -> HttpResponse:
        said = form.cleaned_data
        page = ArticlePage(title=said["title"], live=False, owner=self.request.user)
        page.body = [("paragraph", _paragraphs(said["text"]))]
        get_object_or_404(ColumnPage, pk=said["column"]).add_child(instance=page)
        page.save_revision(user=self.request.user, log_action=True)
        publish_urgently(page, by=person_at(self.request), reason=said["reason"])
        _say_published(self.request, ArticlePage.objects.get(pk=page.pk))
        return HttpResponseRedirect(reverse("review_queue"))


def _columns() -> list[tuple[str, Any]]:
    """All public columns in Chinese: the portal's first, then those of each sub-site by its name."""
    columns = list(ColumnPage.objects.live().filter(locale__language_code="zh-hans").order_by("path"))
    places = subsites_above(columns)
    groups: dict[str, list[tuple[str, str]]] = {_("portal"): []}
    for column in columns:
        subsite = places[column.pk]
        groups.setdefault(subsite.name if subsite else _("portal"), []).append((str(column.pk), column.title))
    return [("", _("Choose the column")), *((name, options) for name, options in groups.items() if options)]


def _paragraphs(text: str) -> str:
    """Plain text as paragraphs; nothing of it is taken for HTML."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return format_html_join("", "<p>{}</p>", ((part.replace("\n", " "),) for part in parts))


def _say_published(request: HttpRequest, page: Page) -> None:
    told = _("“%(title)s” is public. It stands in the queue until it has been reviewed.") % {
        "title": page.title
    }
    buttons = [
        admin_messages.button(page.url, _("Look at it"), new_window=False),
        admin_messages.button(reverse("wagtailadmin_pages:edit", args=(page.pk,)), _("Edit")),
    ]
    admin_messages.success(request, told, buttons=buttons)


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
        _say_published(self.request, type(self.page)._default_manager.get(pk=self.page.pk))
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
        path("urgent/", UrgentNoticeView.as_view(), name="urgent_notice"),
        path("urgent/<int:page_id>/", ForceView.as_view(), name="publish_urgently"),
        path("take-over/<int:page_id>/", take_over_view, name="take_over"),
    ]


class UrgentMenuItem(MenuItem):
    """Shown to those on duty."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_publish_urgently(person_at(request))
