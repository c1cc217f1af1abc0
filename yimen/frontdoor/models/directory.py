"""The directory of the city's bodies and their sites (M4: a complete list of government sites)."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from yimen.editorial.models import PublicPage
from yimen.frontdoor import composition


class AgencyDirectoryPage(PublicPage):
    """Every body by kind and pinyin, with its sub-site, its own site or its page; sub-sites stand below
    it.
    """

    pool_kind = "directory"

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["frontdoor.CityHomePage"]
    subpage_types: ClassVar[list[str]] = ["editorial.SubsiteHomePage"]
    template = "frontdoor/agency_directory_page.html"

    class Meta:
        verbose_name = _("directory of agencies")
        verbose_name_plural = _("directories of agencies")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = composition.directory(request)
        return context
