"""The desk's form for taking pages down."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from yimen.editorial.models.withdrawals import CHOSEN, Reason
from yimen.editorial.withdrawing import why_not_withdraw

OUTCOMES = {
    Reason.MISTAKE: gettext_lazy("The page goes. Visitors read that it was published by mistake."),
    Reason.MERGED: gettext_lazy("The page goes. Visitors are led to the page chosen below."),
    Reason.WITHDRAWN: gettext_lazy("The page stays, with a notice and today's date, and leaves all lists."),
    Reason.SUPERSEDED: gettext_lazy("The page stays, with a notice that leads to the newer text."),
    Reason.PERSONAL: gettext_lazy(
        "The page is erased at once, with all its versions, files and traces. This cannot be undone."
    ),
}


def _choices() -> list[tuple[str, str]]:
    return [(reason.value, f"{reason.label}：{OUTCOMES[reason]}") for reason in CHOSEN]


class WithdrawalForm(forms.Form):
    """Why, what visitors are told, and where they are led. Bound to the pages in question, so that it refuses what
    the action would refuse.
    """

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=_choices, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=gettext_lazy("A sentence for visitors"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Optional; shown at the page's address."),
    )
    target = forms.ModelChoiceField(
        label=gettext_lazy("Page that takes its place"),
        queryset=Page.objects.all(),
        required=False,
        widget=AdminPageChooser,
    )
    include_descendants = forms.BooleanField(label=gettext_lazy("Also what stands below"), required=False)
    understood = forms.BooleanField(
        label=gettext_lazy("I know that what is erased cannot be brought back."), required=False
    )

    def __init__(self, *args: Any, pages: list[Page] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages or []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "reason" not in cleaned or "target" not in cleaned:
            return cleaned
        reason = cleaned["reason"] = Reason(cleaned["reason"])
        if reason == Reason.PERSONAL and not cleaned["understood"]:
            self.add_error("understood", _("Tick this to erase the page."))
        for page in self.pages:
            refusal = why_not_withdraw(page, reason, target=cleaned["target"])
            if refusal:
                raise ValidationError(refusal)
        return cleaned
