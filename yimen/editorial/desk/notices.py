"""“Quick notice”: column, title, text, published. For whoever has a phone in the hand and no time.

One screen for all who publish; who publishes on duty alone says also why it cannot wait, and it is reviewed afterwards.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from yimen.editorial.actions import publish_new
from yimen.editorial.desk.columns import ColumnChoice, has_column
from yimen.editorial.desk.person import person_at
from yimen.editorial.models import ArticlePage
from yimen.editorial.proofreading import blockers_of
from yimen.editorial.review_forms import why_urgent
from yimen.editorial.reviewing import publish_notice_on_duty, publishes_on_duty
from yimen.foundation.speech import said

_LONGEST_SUMMARY = 120


class NoticeForm(forms.Form):
    """A notice of plain paragraphs."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    text = forms.CharField(
        label=pgettext_lazy("quick notice", "Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("An empty line begins a new paragraph."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column = ColumnChoice(person=person, verb="publish", label=gettext_lazy("Column"))
        self.fields = {"column": column, **self.fields}
        if publishes_on_duty(person):
            self.fields["reason"] = why_urgent()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"title", "text"} <= set(cleaned):
            for found in blockers_of(self.page()):
                self.add_error("text", said(found.words))
        return cleaned

    def page(self) -> ArticlePage:
        """The notice as a page, stored nowhere."""
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        paragraphs = [" ".join(part.split("\n")).strip() for part in text.split("\n\n")]
        markup = "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)
        page = ArticlePage(title=self.cleaned_data["title"].strip(), summary=_beginning(paragraphs[0]))
        page.body = [("paragraph", markup)]
        return page


def _beginning(text: str) -> str:
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[: _LONGEST_SUMMARY - 1]}…"


class NoticeScreen(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # Django has no [] at run time
    """One screen, no second step; what was written stays in the form when something is wrong."""

    page_title = gettext_lazy("Quick notice")
    header_icon = "warning"
    form_class = NoticeForm
    template_name = "editorial/desk/quick_notice.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_publish(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user}

    def form_valid(self, form: NoticeForm) -> HttpResponse:
        said_by_form, by = form.cleaned_data, person_at(self.request)
        is_reviewed_later = "reason" in form.fields
        with transaction.atomic():
            if is_reviewed_later:
                page = publish_notice_on_duty(
                    form.page(), parent=said_by_form["column"], by=by, reason=said_by_form["reason"]
                )
            else:
                page = publish_new(form.page(), parent=said_by_form["column"], by=by)
        say_published(self.request, page, is_reviewed_later=is_reviewed_later)
        return redirect("review_queue" if is_reviewed_later else "quick_notice")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_reviewed_later = publishes_on_duty(person_at(self.request))
        return {**super().get_context_data(**kwargs), "is_reviewed_later": is_reviewed_later}


def say_published(request: HttpRequest, page: Page, *, is_reviewed_later: bool) -> None:
    """What was published, the way to read it, and the way back."""
    told = (
        _("“%(title)s” is public. It stands in the queue until it has been reviewed.")
        if is_reviewed_later
        else _("“%(title)s” is public.")
    )
    take_back = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    buttons = [
        messages.button(page.full_url, _("Read it"), new_window=True),
        messages.button(take_back, _("Take it back")),
    ]
    messages.success(request, told % {"title": page.title}, buttons=buttons)


def may_publish(person: Any) -> bool:
    """Whether this person may publish in any column."""
    return has_column(person, "publish")


@hooks.register("register_admin_urls")
def notice_urls() -> list[URLPattern]:
    return [path("quick-notice/", NoticeScreen.as_view(), name="quick_notice")]


class _PublishersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_publish(request.user)


@hooks.register("register_admin_menu_item")
def notice_item() -> MenuItem:
    return _PublishersItem(
        gettext_lazy("Quick notice"), reverse("quick_notice"), icon_name="warning", order=50
    )
