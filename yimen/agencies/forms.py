"""The desk's form of an agency."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

from yimen.agencies.rules import why_not_status
from yimen.foundation.speech import said


class AgencyForm(WagtailAdminModelForm):
    """Holds an agency's state to the rule, successors included, which the model alone cannot see."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        reasons = why_not_status(
            status=cleaned.get("status", ""),
            closed_on_known=cleaned.get("closed_on") is not None,
            closing_reason=cleaned.get("closing_reason", ""),
            successor_count=len(cleaned.get("successors") or ()),
        )
        for field, reason in reasons.items():
            self.add_error(field, said(reason))
        return cleaned
