"""Entrances (通道): the city as one audience needs it."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from yimen.editorial.models import PublicPage
from yimen.editorial.sections import Sections
from yimen.frontdoor import composition
from yimen.pool.models import Audience
from yimen.pool.queries import for_audience


class AudienceEntrancePage(PublicPage):
    """Composes itself from everything in the pool that concerns its audience; editors arrange what comes
    first.
    """

    pool_kind = "entrance"
    shown_with = ("locale", "audience")

    audience = models.ForeignKey(
        Audience, verbose_name=_("audience"), on_delete=models.PROTECT, related_name="+"
    )
    sections = StreamField(Sections(), verbose_name=_("sections"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("audience"),
        FieldPanel("summary"),
        FieldPanel("sections"),
    ]
    parent_page_types: ClassVar[list[str]] = ["frontdoor.CityHomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "frontdoor/audience_entrance_page.html"

    class Meta:
        verbose_name = _("entrance")
        verbose_name_plural = _("entrances")

    def pool_facts(self) -> dict[str, Any]:
        return {"audience_ids": frozenset({self.audience_id})}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        context["chosen"] = composition.chosen_entrance(request)
        context["entrances"] = composition.entrances(language)
        context["newest"] = list(for_audience(self.audience, language)[:20])
        context["agencies"] = composition.agencies_concerned(context["newest"], request)
        return context
