"""Forms of the review desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


def why_urgent() -> forms.CharField:
    """What whoever publishes past a review says; it stands in the queue until somebody has reviewed the text."""
    return forms.CharField(
        label=_("Why it cannot wait for review"),
        max_length=200,
        help_text=_("Read by whoever reviews it later."),
    )


class ForceForm(forms.Form):
    """Publishing a draft without the review that it waits for."""

    reason = why_urgent()


class PreviewLinkForm(forms.Form):
    """A new link: for whom, and for how long."""

    purpose = forms.CharField(label=_("for whom"), max_length=60, required=False)
    days = forms.IntegerField(label=_("Holds for, days"), min_value=1, max_value=30)
