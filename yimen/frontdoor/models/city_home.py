"""The city's home page, one a language."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from yimen.editorial.models import PublicPage
from yimen.editorial.sections import Sections
from yimen.frontdoor import composition


class CityHomePage(PublicPage):
    """Tasks first, then the five entrances, then what is new. The visitor's entrance decides what comes
    first, never what can be reached.
    """

    pool_kind = "home"

    tasks = StreamField(
        Sections(block_counts={"links": {"max_num": 1}}, max_num=1),
        verbose_name=_("most-wanted tasks"),
        blank=True,
    )
    sections = StreamField(Sections(), verbose_name=_("sections"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("tasks"),
        FieldPanel("sections"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "editorial.ColumnPage",
        "editorial.InformationPage",
        "frontdoor.AudienceEntrancePage",
        "frontdoor.AgencyDirectoryPage",
        "frontdoor.ProgressBoardPage",
    ]
    template = "frontdoor/city_home_page.html"

    class Meta:
        verbose_name = _("city home page")
        verbose_name_plural = _("city home pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What comes first depends on the preferences cookie: a cache in front must know."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        chosen = composition.chosen_entrance(request)
        context["entrances"] = composition.entrances(language)
        context["chosen"] = chosen
        context["chosen_entrance"] = next((e for e in context["entrances"] if e["code"] == chosen), None)
        context["for_chosen"] = composition.newest_for(chosen, language, 6) if chosen else []
        context["agency_groups"] = composition.agency_index(request)
        return context
