"""The desk's form of an agency."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

from yimen.agencies.permissions import is_choice_allowed
from yimen.agencies.rules import why_not_status
from yimen.foundation.speech import said


class AgencyForm(WagtailAdminModelForm):
    """Holds an agency's state to the rule, successors included, which the model alone cannot see."""

    def is_valid(self) -> bool:
        return bool(super().is_valid()) and is_choice_allowed(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "status" not in self.fields:  # a department keeps its contact; what it is, the portal office says
            return cleaned
        reasons = why_not_status(
            status=cleaned.get("status", ""),
            closed_on_known=cleaned.get("closed_on") is not None,
            closing_reason=cleaned.get("closing_reason", ""),
            successor_count=len(cleaned.get("successors") or ()),
        )
        for field, reason in reasons.items():
            self.add_error(field, said(reason))
        return cleaned
