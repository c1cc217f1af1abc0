"""The public progress board of consolidation (mission.md M1)."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from yimen.editorial.models import PublicPage
from yimen.frontdoor import composition


class ProgressBoardPage(PublicPage):
    """How far the old sites have come under one address; every figure is counted from the rows below it."""

    pool_kind = "board"

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["frontdoor.CityHomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "frontdoor/progress_board_page.html"

    class Meta:
        verbose_name = _("progress board")
        verbose_name_plural = _("progress boards")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(composition.board(request))
        return context
