"""The panel “before it goes out” in the editor: length, reading time, and what speaks against the text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from yimen.editorial.proofreading import look_over_page, measures_of
from yimen.editorial.writing_rules import Level
from yimen.foundation.speech import said


def checked(page: Any) -> dict[str, Any]:
    """What the panel shows of a page as it stands in memory."""
    found = look_over_page(page)
    return {
        "blockers": [said(one.words) for one in found if one.level == Level.BLOCKER],
        "warnings": [said(one.words) for one in found if one.level == Level.WARNING],
        **measures_of(page),
    }


class ChecksPanel(Panel):
    """Shown at the top of the form; renewed after each save by itself."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Before it goes out"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "editorial/desk/checks_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            return {**context, "page": page, "checked": checked(page) if page.pk else None}
