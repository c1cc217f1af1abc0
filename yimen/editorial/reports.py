"""Reports on the desk over what was published."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.base import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from yimen.editorial.queries import by_usefulness

LATELY = timedelta(days=90)


class UsefulnessReport(PageReportView):
    """The pages that visitors judged in the last ninety days, the least useful first: where to improve next."""

    page_title = _("Usefulness of pages")
    header_icon = "help"
    index_url_name = "usefulness_report"
    index_results_url_name = "usefulness_report_results"
    results_template_name = "editorial/usefulness_report.html"
    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish"]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("title"),
        "full_url": _("address"),
        "said_yes": _("useful"),
        "said_no": _("not useful"),
        "share": _("useful, per cent"),
    }
    list_export: ClassVar[list[str]] = ["title", "full_url", "said_yes", "said_no", "share"]

    def get_queryset(self) -> QuerySet[Page]:
        own = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        self.queryset = by_usefulness(own, since=timezone.localdate() - LATELY)
        queryset: QuerySet[Page] = super().get_queryset()
        return queryset
