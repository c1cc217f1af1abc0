"""Wagtail's screens of redirects, which refuse what would lead nowhere new."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.views import CreateView, EditView

from yimen.editorial.leading import why_not_lead


class StraightRedirectForm(RedirectForm):
    """Leads to one place at once: never to itself, in circles or by a detour."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        said: dict[str, Any] = self.cleaned_data
        if said.get("old_path"):
            refusal = why_not_lead(
                said["old_path"],
                site=said.get("site"),
                page=said.get("redirect_page"),
                link=said.get("redirect_link") or "",
                besides=self.instance.pk,
            )
            if refusal:
                raise ValidationError(refusal)
        return said


class AddRedirect(CreateView):
    form_class = StraightRedirectForm


class ChangeRedirect(EditView):
    form_class = StraightRedirectForm
