"""How a page's history tells what the desk did by its own verbs, where a line has more to say than its name."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.models import PageLogEntry


class KeptBack(LogFormatter):
    """Not published at its hour, and why."""

    label = _("Not published at its time")
    message = _("Not published at its time")

    def format_comment(self, log_entry: PageLogEntry) -> str:
        return str(log_entry.data.get("why", ""))


class BroughtIn(LogFormatter):
    """Made from a manuscript, and what of it no page takes over."""

    label = _("Bring in a manuscript")
    message = _("Made from an uploaded manuscript")

    def format_comment(self, log_entry: PageLogEntry) -> str:
        return " ".join(log_entry.data.get("left_out", ()))
