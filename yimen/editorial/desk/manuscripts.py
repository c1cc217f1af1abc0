"""“Bring in a manuscript”: a Word file is uploaded, shown as it was understood, and becomes a draft."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button

from yimen.accounts.models import User
from yimen.editorial.desk.columns import ColumnChoice, has_column
from yimen.editorial.desk.person import person_at
from yimen.editorial.manuscripts.drafting import Words, draft_from
from yimen.editorial.manuscripts.kept import forget, keep
from yimen.editorial.manuscripts.reading import Manuscript, Unreadable, read_manuscript
from yimen.editorial.models import ColumnPage, KeptManuscript, Source
from yimen.foundation.speech import said


class UploadForm(forms.Form):
    """Takes a Word file and reads it; what cannot be read is said at the field."""

    file = forms.FileField(
        label=gettext_lazy("Word manuscript"),
        help_text=gettext_lazy("A .docx file of at most 50 MB, from Word or WPS."),
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.wps"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            read_manuscript(file.name or "", file.read())
        except Unreadable as error:
            raise forms.ValidationError(said(error.reason)) from None
        file.seek(0)
        return file


class DraftForm(forms.Form):
    """What was understood, to be confirmed; each picture asks for its description."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=60, required=False)
    dated = forms.DateField(
        label=gettext_lazy("Date of the document"), required=False, widget=AdminDateInput()
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), label=gettext_lazy("Source"), required=False, empty_label="—"
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Two sentences; shown in lists and search results."),
    )

    def __init__(self, *args: Any, person: User, manuscript: Manuscript, **kwargs: Any) -> None:
        proposal = manuscript.proposal
        kwargs["initial"] = {
            "title": proposal.title,
            "number": proposal.number,
            "dated": proposal.dated,
            "source": Source.objects.filter(name=proposal.source).first(),
        }
        super().__init__(*args, **kwargs)
        column = ColumnChoice(person=person, verb="add", label=gettext_lazy("Column"))
        self.fields = {"column": column, **self.fields}
        for number, picture in enumerate(manuscript.pictures):
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("Picture %(number)s: what does it show?") % {"number": number + 1},
                initial=picture.alt,
                max_length=200,
                required=False,
                help_text=_(
                    "For those who do not see it. Empty only if nothing is lost without the picture."
                ),
            )

    def words(self) -> Words:
        data = self.cleaned_data
        alts = {
            int(name.removeprefix("alt_")): value.strip()
            for name, value in data.items()
            if name.startswith("alt_")
        }
        return Words(
            title=data["title"],
            number=data["number"],
            dated=data["dated"],
            source=data["source"],
            summary=data["summary"],
            alts=alts,
        )


class _Screen(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # each screen has its form
    page_title = gettext_lazy("Bring in a manuscript")
    header_icon = "doc-full"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_write(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UploadScreen(_Screen):
    form_class = UploadForm
    template_name = "editorial/desk/manuscript_upload.html"

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        return redirect("manuscript", keep(file.name, file.read(), owner=person_at(self.request)).pk)


class DraftScreen(_Screen):
    form_class = DraftForm
    template_name = "editorial/desk/manuscript_draft.html"

    @cached_property
    def kept(self) -> KeptManuscript:
        return get_object_or_404(KeptManuscript, pk=self.kwargs["pk"], owner=self.request.user)

    @cached_property
    def manuscript(self) -> Manuscript:
        with self.kept.file.open() as file:
            return read_manuscript(self.kept.name, file.read())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "person": self.request.user,
            "manuscript": self.manuscript,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = dict.fromkeys(said(words) for words in self.manuscript.told)
        return {
            **super().get_context_data(**kwargs),
            "parts": [(type(part).__name__, part) for part in self.manuscript.parts],
            "told": list(told),
            "attached": self.manuscript.attached,
            "proposal": self.manuscript.proposal,
            "name": self.kept.name,
        }

    def form_valid(self, form: DraftForm) -> HttpResponse:
        page = draft_from(
            self.manuscript,
            words=form.words(),
            column=form.cleaned_data["column"],
            by=person_at(self.request),
        )
        forget(self.kept)
        messages.success(
            self.request, _("“%(title)s” is a draft now. Read it through.") % {"title": page.title}
        )
        return redirect("wagtailadmin_pages:edit", page.pk)


def may_write(person: Any) -> bool:
    """Whether this person may write in any column at all."""
    return has_column(person, "add")


@hooks.register("register_admin_urls")
def manuscript_urls() -> list[URLPattern]:
    return [
        path("manuscripts/", UploadScreen.as_view(), name="manuscripts"),
        path("manuscripts/<int:pk>/", DraftScreen.as_view(), name="manuscript"),
    ]


class _WritersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_write(request.user)


@hooks.register("register_admin_menu_item")
def manuscript_item() -> MenuItem:
    return _WritersItem(
        gettext_lazy("Bring in a manuscript"), reverse("manuscripts"), icon_name="doc-full", order=190
    )


@hooks.register("register_page_header_buttons")
def manuscript_button(page: Any, user: User, view_name: str, next_url: str | None = None) -> Any:
    if isinstance(page.specific_deferred, ColumnPage) and page.permissions_for_user(user).can_add_subpage():
        yield Button(_("Bring in a manuscript"), reverse("manuscripts"), icon_name="doc-full", priority=60)
