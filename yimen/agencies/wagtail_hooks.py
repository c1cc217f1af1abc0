"""Staff screens of agencies."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from yimen.accounts.permissions import EVERY_VERB
from yimen.agencies.forms import AgencyForm
from yimen.agencies.models import Agency
from yimen.agencies.permissions import AGENCIES

# Whoever may not add an agency keeps its contact, duties and leaders, not what it is.
_OFFICE = "agencies.add_agency"
_NAMES = MultiFieldPanel(
    [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("english_name"),
        FieldPanel("english_short_name"),
        FieldPanel("code"),
        FieldPanel("kind"),
        FieldPanel("parent"),
    ],
    heading=_("Name and kind"),
    permission=_OFFICE,
)
_CONTACT = MultiFieldPanel(
    [FieldPanel("address"), FieldPanel("phone"), FieldPanel("office_hours")], heading=_("Contact")
)
_ENGLISH = MultiFieldPanel(
    [FieldPanel("english_address"), FieldPanel("english_office_hours"), FieldPanel("english_duties")],
    heading=_("For the English edition"),
)
_STATUS = MultiFieldPanel(
    [FieldPanel("status"), FieldPanel("closed_on"), FieldPanel("closing_reason"), FieldPanel("successors")],
    heading=_("Status"),
    permission=_OFFICE,
)
_LEADER = [
    FieldPanel("name"),
    FieldPanel("post"),
    FieldPanel("portfolio"),
    FieldPanel("resume"),
    FieldPanel("photo"),
    FieldPanel("english_name"),
    FieldPanel("english_post"),
    FieldPanel("english_portfolio"),
    FieldPanel("english_resume"),
]


class AgencyViewSet(SnippetViewSet):
    """Agencies: who they are, how to reach them, what became of closed ones."""

    model = Agency
    permission_policy = AGENCIES
    icon = "group"
    menu_label = _("Agencies")
    menu_order = 250
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["name", "code", "kind", "status"]
    list_filter: ClassVar[list[str]] = ["kind", "status"]
    list_export: ClassVar[list[str]] = [
        "code", "name", "short_name", "english_name", "kind", "status", "address", "phone", "office_hours",
    ]  # fmt: skip
    export_filename = "agencies"
    ordering: ClassVar[list[str]] = ["sort_key"]
    edit_handler: Any = TabbedInterface(
        [
            ObjectList([_NAMES, _CONTACT, FieldPanel("duties"), _ENGLISH, _STATUS], heading=_("Agency")),
            ObjectList([InlinePanel("leaders", label=_("leader"), panels=_LEADER)], heading=_("Leaders")),
        ],
        base_form_class=AgencyForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agency]:
        rows: QuerySet[Agency] = AGENCIES.instances_user_has_any_permission_for(request.user, EVERY_VERB)
        return rows


register_snippet(AgencyViewSet)
