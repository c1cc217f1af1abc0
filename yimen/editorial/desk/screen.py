"""What every screen of ours has: Wagtail's frame, with its own name in the head."""

from typing import Any

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class DeskScreen(WagtailAdminTemplateMixin):
    """A screen of the desk; its title, and what it is about, end the way from the home page."""

    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last step names the screen."""
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, own]
