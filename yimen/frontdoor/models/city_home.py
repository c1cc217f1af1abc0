"""The city's home page, one a language."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from yimen.editorial.models import PublicPage
from yimen.editorial.sections import LinksBlock, links_of
from yimen.frontdoor import composition, search_box
from yimen.frontdoor.sections import HomeSections
from yimen.pool.models import Entry
from yimen.pool.queries import for_audience


class CityHomePage(PublicPage):
    """Tasks first, then the five entrances, then what is new. The visitor's entrance decides what comes
    first, never what can be reached.
    """

    pool_kind = "home"

    tasks = StreamField([("links", LinksBlock())], max_num=1, verbose_name=_("most-wanted tasks"), blank=True)
    sections = StreamField(HomeSections(), verbose_name=_("sections"), blank=True)

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        chosen = composition.chosen_entrance(request)
        context["entrances"] = composition.entrances(language)
        context["chosen"] = chosen
        context["chosen_entrance"] = next((e for e in context["entrances"] if e["code"] == chosen), None)
        context["for_chosen"] = self._newest_for(context["chosen_entrance"])
        has_departments = any(section.block_type == "departments" for section in self.sections)
        if not has_departments:
            context["agency_groups"] = composition.agency_index(request)
            context["directory_url"] = composition.directory_url(request)
        wanted = self.tasks[0].value if self.tasks else None
        context["tasks"] = links_of(wanted["links"], request) if wanted else []
        context["tasks_title"] = wanted["title"] if wanted else ""
        context["box"] = search_box.box(request, size="hero")
        request.has_search_box = True  # type: ignore[attr-defined]  # the header leaves its own out
        return context

    def _newest_for(self, entrance: dict[str, Any] | None) -> list[Entry]:
        """What concerns the audience whose entrance the visitor chose, newest first."""
        if entrance is None:
            return []
        return list(for_audience(entrance["audience"], self.locale.language_code)[:6])
