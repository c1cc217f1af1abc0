"""Staff screens of sub-sites and sources, and the log's words."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import page_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from yimen.editorial.desk import choosers, first_screen, manual, manuscripts, notices, review_list, writing
from yimen.editorial.desk import hooks as desk_hooks  # noqa: F401  registers the desk's own screens
from yimen.editorial.desk_scripts import starters
from yimen.editorial.forms import SubsiteForm
from yimen.editorial.history import BroughtIn, KeptBack
from yimen.editorial.models import ReturnReason, Source
from yimen.editorial.reports import UsefulnessReport
from yimen.editorial.rich_text import PublicPageLinkHandler
from yimen.subsites.models import Subsite

SCREENS = (manuscripts, notices, review_list, writing)
"""Each hooks itself in when it is imported."""

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
            FieldPanel("publishes_itself"),
            FieldPanel("review_steps"),
            FieldPanel("theme"),
            FieldPanel("banner"),
            _EXCEPTION,
        ],
        base_form_class=SubsiteForm,
    )


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "link"
    list_display: ClassVar[list[Any]] = [
        "name",
        "url",
        BooleanColumn("is_designated", label=_("may be reprinted")),
    ]
    list_filter: ClassVar[list[str]] = ["is_designated"]
    list_export: ClassVar[list[str]] = ["name", "url", "is_designated"]
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("url"), FieldPanel("is_designated")]


class ReturnReasonViewSet(SnippetViewSet):
    """Why texts go back to their authors: a list that the office edits."""

    model = ReturnReason
    icon = "rotate"
    list_display: ClassVar[list[Any]] = ["name", "order", BooleanColumn("is_offered", label=_("offered"))]
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("order"), FieldPanel("is_offered")]


class DeskGroup(SnippetViewSetGroup):
    """Sub-sites and the sources texts come from."""

    menu_label = _("Sub-sites")
    menu_icon = "site"
    menu_order = 240
    items = (SubsiteViewSet, SourceViewSet, ReturnReasonViewSet)


register_snippet(DeskGroup)
choosers.narrow_choices()
hooks.register("construct_homepage_panels", first_screen.begin_with_what_waits)
hooks.register("insert_global_admin_js", starters, order=0)
hooks.register("insert_global_admin_css", first_screen.in_the_portals_colours)
hooks.register("register_admin_urls", manual.addresses)
hooks.register("register_help_menu_item", manual.menu_item)
hooks.register("construct_help_menu", manual.without_foreign_guides)


@hooks.register("register_log_actions")
def own_actions(actions: LogActionRegistry) -> None:
    """Past publish times and loads of many articles stand in the log with their reason."""
    actions.register_action(
        "yimen.backdate", _("Publish with a past time"), _("Published with a past publish time")
    )
    actions.register_action("yimen.withdraw", _("Take down"), _("Taken down with a reason"))
    actions.register_action("yimen.put_back", _("Put back"), _("Put back after it had been taken down"))
    actions.register_action("yimen.take_over", _("Take over"), _("The lock was taken over"))
    actions.register_action("yimen.kept_back")(KeptBack)
    actions.register_action("yimen.bring_in")(BroughtIn)
    actions.register_action("yimen.load", _("Load articles"), _("Articles were loaded into this column"))


@hooks.register("register_rich_text_features", order=100)
def links_from_the_pool(features: FeatureRegistry) -> None:
    """Page links in texts are resolved by one look-up in the pool instead of a page and its tree each."""
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/usefulness/", UsefulnessReport.as_view(), name="usefulness_report"),
        path(
            "reports/usefulness/results/",
            UsefulnessReport.as_view(results_only=True),
            name="usefulness_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def usefulness_menu_item() -> MenuItem:
    return UsefulnessMenuItem(
        _("Usefulness of pages"), reverse("usefulness_report"), icon_name="help", order=900
    )


class UsefulnessMenuItem(MenuItem):
    """Shown to whoever writes or publishes anything."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(
            page_permission_policy.user_has_any_permission(
                request.user, UsefulnessReport.any_permission_required
            )
        )
