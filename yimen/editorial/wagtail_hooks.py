"""Staff screens of sub-sites and sources, and the log's words."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.log_actions import LogActionRegistry
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from yimen.editorial.forms import SubsiteForm
from yimen.editorial.models import Source
from yimen.editorial.rich_text import PublicPageLinkHandler
from yimen.subsites.models import Subsite

_EXCEPTION = MultiFieldPanel(
    [
        FieldPanel("own_host"),
        FieldPanel("approved_by"),
        FieldPanel("approved_on"),
        FieldPanel("approval_number"),
    ],
    heading=_("Approved exception"),
)


class SubsiteViewSet(SnippetViewSet):
    """Sub-sites: opened here, written in the page tree."""

    model = Subsite
    icon = "site"
    list_display: ClassVar[list[str]] = ["name", "code", "state", "own_site"]
    list_filter: ClassVar[list[str]] = ["state"]
    list_export: ClassVar[list[str]] = [
        "code", "name", "english_name", "agency", "state", "own_site", "approved_by",
        "approved_on", "approval_number",
    ]  # fmt: skip
    edit_handler: Any = ObjectList(
        [
            FieldPanel("agency"),
            FieldPanel("name"),
            FieldPanel("english_name"),
            FieldPanel("state"),
            FieldPanel("theme"),
            FieldPanel("banner"),
            _EXCEPTION,
        ],
        base_form_class=SubsiteForm,
    )


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "link"
    list_display: ClassVar[list[str]] = ["name", "url", "is_designated"]
    list_filter: ClassVar[list[str]] = ["is_designated"]
    list_export: ClassVar[list[str]] = ["name", "url", "is_designated"]
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("url"), FieldPanel("is_designated")]


class DeskGroup(SnippetViewSetGroup):
    """Sub-sites and the sources texts come from."""

    menu_label = _("Sub-sites")
    menu_icon = "site"
    menu_order = 240
    items = (SubsiteViewSet, SourceViewSet)


register_snippet(DeskGroup)


@hooks.register("register_log_actions")
def own_actions(actions: LogActionRegistry) -> None:
    """Past publish times and loads of many articles stand in the log with their reason."""
    actions.register_action(
        "yimen.backdate", _("Publish with a past time"), _("Published with a past publish time")
    )
    actions.register_action("yimen.load", _("Load articles"), _("Articles were loaded into this column"))


@hooks.register("register_rich_text_features", order=100)
def links_from_the_pool(features: FeatureRegistry) -> None:
    """Page links in texts are resolved by one look-up in the pool instead of a page and its tree each."""
    features.register_link_type(PublicPageLinkHandler)
