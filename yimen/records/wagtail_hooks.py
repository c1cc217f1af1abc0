"""The log and the report on background work in the desk's menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from yimen.records.log_screen import READ, LogView
from yimen.records.views import BackgroundWorkView, try_again
from yimen.records.waiting import SEE


class BackgroundWorkMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_admin_urls")
def register_background_work_urls() -> list[URLPattern]:
    return [
        path("reports/background-work/", BackgroundWorkView.as_view(), name="background_work"),
        path("reports/background-work/<uuid:task>/again/", try_again, name="background_work_again"),
    ]


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(READ)


@hooks.register("register_admin_urls")
def register_log_urls() -> list[URLPattern]:
    return [
        path("reports/log/", LogView.as_view(), name="audit_log"),
        path("reports/log/results/", LogView.as_view(results_only=True), name="audit_log_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_log_menu_item() -> MenuItem:
    return LogMenuItem(_("Log"), reverse("audit_log"), icon_name="history", order=1050)


@hooks.register("register_reports_menu_item")
def register_background_work_menu_item() -> MenuItem:
    address = reverse("background_work")
    return BackgroundWorkMenuItem(_("Background work"), address, icon_name="cogs", order=1100)
