"""The desk's form of a token."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from yimen.api.models import Token
from yimen.api.rules import SCOPES, why_not_until
from yimen.foundation.speech import said

USUAL_VALIDITY = 365  # days


class TokenForm(WagtailAdminModelForm):
    """What a token is given out for: which system, for which sub-site, to do what, until when."""

    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It may always ask what became of what it handed in."),
    )

    class Meta:
        model = Token
        fields = ("name", "subsite", "scopes", "expires_on")
        widgets = {"expires_on": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope, said(words)) for scope, words in SCOPES.items()]
        self.fields["scopes"].initial = ["write", "files"]
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=USUAL_VALIDITY)

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        reason = why_not_until(day, today=timezone.localdate())
        if reason:
            raise ValidationError(said(reason))
        return day
