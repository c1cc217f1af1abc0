"""Staff screens of themes, menus, host names and old sites."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem as MenuItemOfDesk
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.models import Site
from wagtail.sites.views import IndexView as SiteList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from yimen.accounts.permissions import EVERY_VERB
from yimen.subsites import roles_screen
from yimen.subsites.forms import HostNameForm, MenuItemForm
from yimen.subsites.models import HostName, MenuItem, OldSite, PortalSettings, Theme
from yimen.subsites.permissions import MENUS


class MenuItemViewSet(SnippetViewSet):
    model = MenuItem
    permission_policy = MENUS
    icon = "list-ul"
    list_display: ClassVar[list[str]] = ["title", "subsite", "language", "place", "order"]
    list_filter: ClassVar[list[str]] = ["subsite", "language", "place"]
    list_export: ClassVar[list[str]] = ["subsite", "language", "place", "order", "title", "page", "url"]
    edit_handler: Any = ObjectList(
        [
            FieldPanel("subsite"),
            FieldPanel("language"),
            FieldPanel("place"),
            FieldPanel("title"),
            FieldPanel("page"),
            FieldPanel("url"),
            FieldPanel("order"),
        ],
        base_form_class=MenuItemForm,
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[MenuItem]:
        rows: models.QuerySet[MenuItem] = MENUS.instances_user_has_any_permission_for(
            request.user, EVERY_VERB
        )
        return rows


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "view"
    list_display: ClassVar[list[str]] = ["name"]
    list_export: ClassVar[list[str]] = ["name", "tokens"]
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("tokens")]


class HostNameViewSet(SnippetViewSet):
    model = HostName
    icon = "site"
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("name", label=_("as the network spells it")),
        "site",
        BooleanColumn("is_canonical", label=_("canonical")),
    ]
    list_export: ClassVar[list[str]] = ["name", "shown_name", "site", "is_canonical"]
    edit_handler: Any = ObjectList(
        [FieldPanel("name"), FieldPanel("site"), FieldPanel("is_canonical")], base_form_class=HostNameForm
    )


class OldSiteViewSet(SnippetViewSet):
    model = OldSite
    icon = "folder-inverse"
    list_display: ClassVar[list[str]] = ["name", "agency", "state", "closed_on"]
    list_filter: ClassVar[list[str]] = ["state"]
    list_export: ClassVar[list[str]] = ["name", "agency", "state", "closed_on", "note"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("agency"),
        FieldPanel("name"),
        InlinePanel("hosts", heading=_("hosts of old sites"), label=_("host name")),
        FieldPanel("state"),
        FieldPanel("closed_on"),
        FieldPanel("note"),
    ]


class PortalGroup(SnippetViewSetGroup):
    """What the portal office keeps: menus, themes, host names and the register of old sites."""

    menu_label = _("Portal")
    menu_icon = "home"
    menu_order = 260
    items = (MenuItemViewSet, ThemeViewSet, HostNameViewSet, OldSiteViewSet)


register_snippet(PortalGroup)


class MissingFactsPanel(Component):
    """What the footer of every page lacks, for those who can fill it in."""

    order = 10
    template_name = "subsites/desk/missing_facts_panel.html"

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        url = reverse("wagtailsettings:edit", args=["subsites", "portalsettings"])
        return {"missing": self.missing, "settings_url": url}


@hooks.register("construct_homepage_panels")
def warn_of_missing_facts(request: HttpRequest, panels: list[Component]) -> None:
    """A page without these facts fails the inspection of government sites: the desk says so before it does."""
    if not request.user.has_perm("subsites.change_portalsettings"):
        return
    missing = PortalSettings.load(request_or_site=request).missing_facts()
    if missing:
        panels.append(MissingFactsPanel(missing))


@hooks.register("register_admin_urls")
def role_urls() -> list[URLPattern]:
    return [
        path("roles/", roles_screen.roles_of_staff, name="subsites_roles"),
        path("roles/<int:pk>/", roles_screen.roles_of_person, name="subsites_person_roles"),
        path("roles/<int:pk>/<int:desk_pk>/taken/", roles_screen.taken_role, name="subsites_taken_role"),
    ]


class _RolesItem(MenuItemOfDesk):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(roles_screen.SEE))


@hooks.register("register_settings_menu_item")
def roles_item() -> MenuItemOfDesk:
    return _RolesItem(_("Roles"), reverse("subsites_roles"), name="roles", icon_name="group", order=500)


@hooks.register("construct_settings_menu")
def without_wagtail_sites(request: HttpRequest, items: list[MenuItemOfDesk]) -> None:
    """Hosts are kept under Portal; Wagtail's own screen would part them from the names kept there."""
    items[:] = [item for item in items if item.name != "sites"]


@hooks.register("before_delete_snippet")
def keep_canonical_names(request: HttpRequest, instances: Iterable[models.Model]) -> HttpResponse | None:
    """A site without its canonical name would answer nobody, and a portal without names anybody."""
    kept = [row for row in instances if isinstance(row, HostName) and row.is_canonical]
    if not kept:
        return None
    names = ", ".join(row.shown_name for row in kept)
    reason = _("%(names)s is a canonical name and stays. Make another name canonical first.")
    messages.error(request, str(reason) % {"names": names})
    return redirect(reverse("wagtailsnippets_subsites_hostname:list"))


# Wagtail heads these columns of its list of sites with the fields' names in code.
for _column in SiteList.columns:
    if _column.name in ("port", "site_name", "root_page"):
        _column.label = Site._meta.get_field(_column.name).verbose_name
