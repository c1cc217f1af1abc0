"""The log on the desk, for the audit administrator: found by time, person, action, object, address and result."""

from typing import Any, ClassVar

import django_filters
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports.base import ReportView
from wagtail.log_actions import registry as desk_actions

from yimen.records.audit import named_actions, record
from yimen.records.models import AuditEntry

READ = "records.view_auditentry"
_TYPED = 100  # characters of a filter that a line repeats


def words_of(action: str) -> str:
    """What staff read for an action; its bare name where nobody gave it words."""
    desk_actions.scan_for_actions()
    formatter = desk_actions.formatters.get(action)
    return str(named_actions().get(action) or (formatter and formatter.label) or action)


def thing_of(subject: str) -> str:
    """A subject in words: the kind's name and the number."""
    if subject == "log":
        return str(AuditEntry._meta.verbose_name_plural)
    kind, _colon, identity = subject.partition(":")
    try:
        model = apps.get_model("wagtailcore.page" if kind == "page" else kind)
    except (LookupError, ValueError):
        return subject
    return f"{capfirst(model._meta.verbose_name)} {identity}"


def _actions() -> list[tuple[str, str]]:
    """Every action that can stand in the log, in words."""
    names = {*named_actions(), *(name for name, _label in desk_actions.get_choices())}
    return sorted(((name, words_of(name)) for name in names), key=lambda pair: pair[1])


class LogFilters(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("Time"), widget=DateRangePickerWidget)
    person = django_filters.CharFilter(label=_("Person's account"), lookup_expr="icontains")
    action = django_filters.ChoiceFilter(label=pgettext_lazy("log", "Action"), choices=_actions)
    subject = django_filters.CharFilter(label=pgettext_lazy("log", "Object"), lookup_expr="istartswith")
    address = django_filters.CharFilter(label=_("Network address"), lookup_expr="istartswith")
    result = django_filters.ChoiceFilter(label=_("Result"), choices=AuditEntry.Result.choices)

    class Meta:
        model = AuditEntry
        fields: ClassVar[list[str]] = []


class LogView(ReportView):
    """Reading the log is itself a line of the log."""

    model = AuditEntry
    page_title = _("Log")
    header_icon = "history"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    results_template_name = "records/log.html"
    filterset_class = LogFilters
    default_ordering = "-pk"
    paginate_by = 50
    list_export: ClassVar[list[str]] = [
        "position", "at", "action", "person", "person_id", "address", "subject",
        "get_result_display", "detail", "digest",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {"get_result_display": _("result")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(READ):
            raise PermissionDenied
        record(
            "log.read",
            actor=request.user,
            subject="log",
            request=request,
            detail={name: value[:_TYPED] for name, value in request.GET.items() if value},
        )
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_queryset(self) -> QuerySet[AuditEntry]:
        return AuditEntry.objects.order_by("-pk")

    def get_filename(self) -> str:
        return "log"

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for entry in object_list:
            entry.words, entry.thing = words_of(entry.action), thing_of(entry.subject)
        return object_list
