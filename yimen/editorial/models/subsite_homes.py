"""A sub-site's home page."""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from yimen.agencies.presenting import contact_of
from yimen.editorial.models.base import PublicPage
from yimen.editorial.models.leaders import LeadersPage
from yimen.editorial.sections import Sections
from yimen.pool import queries
from yimen.pool.presenting import url_of
from yimen.subsites.desks import is_of_the_portal
from yimen.subsites.models import Subsite
from yimen.subsites.queries import ENGLISH, addressing_of, host_key_of
from yimen.subsites.rules import PORTAL, Address

MOST_LEADERS = 3
"""As many stand on a home page; their own page has all."""


class HomeRights(PagePermissionTester):
    """A sub-site's home stands as long as the sub-site does: the portal office alone takes it down."""

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish()) and is_of_the_portal(self.user)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(super().can_delete(ignore_bulk=ignore_bulk)) and is_of_the_portal(self.user)

    def can_move(self) -> bool:
        return bool(super().can_move()) and is_of_the_portal(self.user)

    def can_set_view_restrictions(self) -> bool:
        return bool(super().can_set_view_restrictions()) and is_of_the_portal(self.user)


class SubsiteHomePage(PublicPage):
    """A department's front page: its news, its notices, whom to call."""

    pool_kind = "subsite"

    sections = StreamField(Sections(), verbose_name=_("sections"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("sections"),
        *PublicPage.facet_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["frontdoor.AgencyDirectoryPage"]
    subpage_types: ClassVar[list[str]] = [
        "editorial.ColumnPage",
        "editorial.InformationPage",
        "editorial.LeadersPage",
    ]
    template = "editorial/subsite_home_page.html"

    class Meta:
        verbose_name = _("sub-site home page")
        verbose_name_plural = _("sub-site home pages")

    def permissions_for_user(self, user: Any) -> HomeRights:
        return HomeRights(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        subsite = context["subsite"]
        language = self.locale.language_code
        if subsite and not self.sections:
            context["newest"] = list(queries.of_subsite(subsite.pk, language)[:8])
        context["contact"] = self._contact(subsite, request) if subsite else None
        places = queries.around(context["address"])[1]
        context["columns"] = [place for place in places if place.kind == "column"]
        lasting = [place for place in places if place.kind == "information"]
        about_leaders = ContentType.objects.get_for_model(LeadersPage).pk
        leaders_page = next((place for place in lasting if place.content_type_id == about_leaders), None)
        context["lasting"] = [place for place in lasting if place != leaders_page]
        context["leaders_url"] = url_of(leaders_page, request) if leaders_page else ""
        context["leaders"] = (
            list(subsite.agency.leaders.select_related("photo")[:MOST_LEADERS]) if subsite else []
        )
        context["is_in_preparation"] = bool(subsite and subsite.state == Subsite.State.PREPARATION)
        return context

    def _contact(self, subsite: Subsite, request: HttpRequest) -> dict[str, Any]:
        """How to reach the agency, and the way to its page on the portal, where its duties stand."""
        name = "agency_en" if self.locale.language_code == ENGLISH else "agency"
        page = Address(PORTAL, reverse(name, args=[subsite.agency.code]))
        more = {
            "more_url": addressing_of(request).url(page, seen_from=host_key_of(request)),
            "more_title": _("Duties and leaders of this body"),
        }
        return (contact_of(subsite.agency) or {"name": subsite.agency.shown_name}) | more
