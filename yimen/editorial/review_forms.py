"""Forms of the review desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UrgentForm(forms.Form):
    """An urgent notice, from a telephone at night: where, what, why."""

    column = forms.ChoiceField(label=_("Column"))
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=pgettext_lazy("notice", "Text"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("An empty line begins a new paragraph."),
    )
    reason = forms.CharField(
        label=_("Why it cannot wait for review"),
        max_length=200,
        help_text=_("Read by whoever reviews it later."),
    )

    def __init__(self, *args: Any, columns: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = columns  # type: ignore[attr-defined]  # it is a ChoiceField


class ForceForm(forms.Form):
    """Publishing a draft without the review that it waits for."""

    reason = forms.CharField(
        label=_("Why it cannot wait for review"),
        max_length=200,
        help_text=_("Read by whoever reviews it later."),
    )


class PreviewLinkForm(forms.Form):
    """A new link: for whom, and for how long."""

    purpose = forms.CharField(label=_("for whom"), max_length=60, required=False)
    days = forms.IntegerField(label=_("Holds for, days"), min_value=1, max_value=30)
