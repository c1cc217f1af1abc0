"""The report on background work in the desk's menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from yimen.records.views import SEE, BackgroundWorkView, try_again


class BackgroundWorkMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_admin_urls")
def register_background_work_urls() -> list[URLPattern]:
    return [
        path("reports/background-work/", BackgroundWorkView.as_view(), name="background_work"),
        path("reports/background-work/<uuid:task>/again/", try_again, name="background_work_again"),
    ]


@hooks.register("register_reports_menu_item")
def register_background_work_menu_item() -> MenuItem:
    address = reverse("background_work")
    return BackgroundWorkMenuItem(_("Background work"), address, icon_name="cogs", order=1100)
