"""What stands in for Wagtail's inline scripts, so that the desk's policy can forbid them all (docs/adr/0030).

Wagtail 7.4 has six: the fields of date, time and both, the two panels of rows (templates of ours beside this file
take their place), and the choosers, whose script is written in Python and cannot be reached by a template.
"""

import json
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def starters() -> SafeString:
    """The script on every screen of the desk that starts what the places say."""
    return format_html('<script src="{}"></script>', static("editorial/desk_starters.js"))


def start_choosers_from_places() -> None:
    """Called once by the app: choosers are rendered with a place instead of a script."""
    BaseChooser.render = _render


def _render(
    self: BaseChooser, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    if not attrs or "id" not in attrs:
        raise TypeError("a chooser cannot be rendered without an id")
    value_data = self.get_value_data(value)
    return format_html(
        '{}<span hidden data-start="{}" data-for="{}" data-constructor="{}" data-options="{}"></span>',
        self.render_html(name, value_data, attrs),
        "task-chooser" if isinstance(self, AdminTaskChooser) else "chooser",
        attrs["id"],
        self.js_constructor,
        json.dumps(self.get_js_init_options(attrs["id"], name, value_data)),
    )
