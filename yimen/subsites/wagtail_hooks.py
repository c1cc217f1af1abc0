"""Staff screens of themes, menus, host names and old sites."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem as MenuItemOfDesk
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from yimen.subsites.forms import HostNameForm
from yimen.subsites.models import HostName, MenuItem, OldSite, Theme


class MenuItemViewSet(SnippetViewSet):
    model = MenuItem
    icon = "list-ul"
    list_display: ClassVar[list[str]] = ["title", "subsite", "language", "order"]
    list_filter: ClassVar[list[str]] = ["subsite", "language"]
    list_export: ClassVar[list[str]] = ["subsite", "language", "order", "title", "page", "url"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("subsite"),
        FieldPanel("language"),
        FieldPanel("title"),
        FieldPanel("page"),
        FieldPanel("url"),
        FieldPanel("order"),
    ]


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "view"
    list_display: ClassVar[list[str]] = ["name"]
    list_export: ClassVar[list[str]] = ["name", "tokens"]
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("tokens")]


class HostNameViewSet(SnippetViewSet):
    model = HostName
    icon = "site"
    list_display: ClassVar[list[str]] = ["shown_name", "name", "site", "is_canonical"]
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
