"""A sub-site's home page."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from yimen.agencies.presenting import contact_of
from yimen.editorial.models.base import PublicPage
from yimen.editorial.sections import Sections
from yimen.pool import queries


class SubsiteHomePage(PublicPage):
    """A department's front page: its news, its notices, whom to call."""

    pool_kind = "subsite"

    sections = StreamField(Sections(), verbose_name=_("sections"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("sections"),
        *PublicPage.facet_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["frontdoor.AgencyDirectoryPage"]
    subpage_types: ClassVar[list[str]] = [
        "editorial.ColumnPage",
        "editorial.InformationPage",
        "editorial.LeadersPage",
    ]
    template = "editorial/subsite_home_page.html"

    class Meta:
        verbose_name = _("sub-site home page")
        verbose_name_plural = _("sub-site home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        subsite = context["subsite"]
        language = self.locale.language_code
        if subsite and not self.sections:
            context["newest"] = list(queries.of_subsite(subsite.pk, language)[:8])
        context["contact"] = contact_of(subsite.agency) if subsite else None
        context["columns"] = queries.places_below(context["address"]) if context["address"] else []
        return context
