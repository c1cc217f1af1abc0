"""The list of texts to look at again, by agency, for printing out or sending on."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports.base import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from yimen.agencies.models import Agency
from yimen.editorial.review_days import by_day, to_review

_WORKS = ("add", "change", "publish")


class ReviewFilters(WagtailFilterSet):
    """By agency."""

    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"), queryset=Agency.objects.all(), field_name="agency_id", method="of_agency"
    )

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = []

    def of_agency(self, pages: QuerySet[Page], _name: str, agency: Agency) -> QuerySet[Page]:
        return pages.filter(agency_id=agency.pk)


class ReviewReport(PageReportView):
    """What must be looked at again, the earliest day first within each agency."""

    page_title = _("Texts to look at again")
    header_icon = "calendar-check"
    index_url_name = "review_report"
    index_results_url_name = "review_report_results"
    results_template_name = "editorial/desk/review_report.html"
    filterset_class = ReviewFilters
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("title"),
        "full_url": _("address"),
        "agency_name": _("agency"),
        "review_by": _("review by"),
    }
    list_export: ClassVar[list[str]] = ["agency_name", "title", "review_by", "full_url"]

    def get_queryset(self) -> QuerySet[Page]:
        own = page_permission_policy.instances_user_has_any_permission_for(self.request.user, _WORKS)
        self.queryset = by_day(to_review(own))
        queryset: QuerySet[Page] = super().get_queryset()
        return queryset


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [
        path("reports/reviews/", ReviewReport.as_view(), name="review_report"),
        path(
            "reports/reviews/results/", ReviewReport.as_view(results_only=True), name="review_report_results"
        ),
    ]


class _WritersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, _WORKS))


@hooks.register("register_reports_menu_item")
def review_item() -> MenuItem:
    return _WritersItem(
        _("Texts to look at again"), reverse("review_report"), icon_name="calendar-check", order=910
    )
