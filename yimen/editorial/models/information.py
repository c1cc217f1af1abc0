"""Information pages: lasting texts such as the city's portrait or a body's functions."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from yimen.editorial.blocks import ArticleBody
from yimen.editorial.checks_panel import ChecksPanel
from yimen.editorial.feedback import feedback_of
from yimen.editorial.models.base import PublicPage
from yimen.editorial.models.columns import text_tags
from yimen.editorial.openings import opening_of
from yimen.editorial.pictures import fetch_pictures
from yimen.editorial.places import Places
from yimen.pool.models import Entry


class InformationPage(PublicPage):
    """A lasting text: shown with the day of its last change, replaced when what it says changes (norms
    §1.4).
    """

    pool_kind = "information"

    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        ChecksPanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        *PublicPage.facet_panels,
    ]
    parent_page_types: ClassVar[list[str]] = [
        "frontdoor.CityHomePage",
        "editorial.SubsiteHomePage",
        "editorial.ColumnPage",
    ]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar[list[index.BaseField]] = [*PublicPage.search_fields, index.SearchField("body")]
    template = "editorial/information_page.html"

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def standard_meta(self, entry: Entry) -> list[dict[str, str]]:
        return text_tags(self, source=entry.agency.name if entry.agency else "")

    def description(self) -> str:
        return self.summary or opening_of(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        changed = timezone.localtime(self.last_published_at or self.public_since())
        context["facts"] = [
            {"label": _("Last changed"), "value": changed.strftime("%Y-%m-%d"), "time": changed}
        ]
        context["side_nav"] = Places.around(context).side_nav(request)
        context["feedback"] = feedback_of(self.pk, url=context["canonical_url"], request=request)
        fetch_pictures(self.body)
        return context
