"""The desk's first screen: what waits for this person, before anything else."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from wagtail.admin.ui.components import Component

from yimen.foundation.waiting import waiting_for

# Wagtail lists each text to be reviewed in full here, however many there are; the queue does it page by page.
_REPLACED = frozenset({"workflow_objects_to_moderate"})


class WaitingPanel(Component):
    """What waits for whoever is signed in, with its number and since when."""

    name = "waiting"
    order = 20
    template_name = "editorial/desk/waiting.html"

    @property
    def media(self) -> Media:
        return Media(css={"all": ["editorial/desk/waiting.css"]})

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        now = timezone.now()
        return {"matters": waiting_for(parent_context["request"].user, now=now), "now": now}


def begin_with_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in _REPLACED]
    panels.append(WaitingPanel())


def in_the_portals_colours() -> str:
    """The style sheet that every screen of the desk gets."""
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/desk/desk.css"))
