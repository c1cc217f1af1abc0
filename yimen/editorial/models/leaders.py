"""Leaders' pages (领导之窗): who leads a body and for what."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from yimen.agencies.models import Agency
from yimen.editorial.models.base import PublicPage
from yimen.editorial.models.columns import text_tags
from yimen.editorial.places import Places
from yimen.pool.models import Entry


class LeadersPage(PublicPage):
    """Name, photo, résumé and division of work of an agency's leaders, kept once with the agency."""

    pool_kind = "information"
    shown_with = ("locale", "agency")

    agency = models.ForeignKey(Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="+")

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("agency"),
        FieldPanel("summary"),
        *PublicPage.facet_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["editorial.SubsiteHomePage", "editorial.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "editorial/leaders_page.html"

    class Meta:
        verbose_name = _("leaders' page")
        verbose_name_plural = _("leaders' pages")

    def pool_facts(self) -> dict[str, Any]:
        return {"agency_id": self.agency_id}

    def standard_meta(self, entry: Entry) -> list[dict[str, str]]:
        return text_tags(self, source=self.agency.name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["side_nav"] = Places.around(context).side_nav(request)
        context["leaders"] = list(self.agency.leaders.select_related("photo"))
        return context
