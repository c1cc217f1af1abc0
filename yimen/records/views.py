"""The desk's report on background work: what runs by itself, what failed, a button to try it once more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from yimen.records import recurring, workers
from yimen.records.waiting import SEE

ACT = "records.change_duejob"


class BackgroundWorkView(WagtailAdminTemplateMixin, TemplateView):
    """Workers that live, recurring jobs and failed tasks."""

    page_title = gettext_lazy("Background work")
    header_icon = "cogs"
    template_name = "records/background_work.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        return {
            **super().get_context_data(**kwargs),
            "workers": workers.living_workers(now=now),
            "jobs": recurring.rows(),
            "failed": workers.failed_for_good(),
            "can_act": self.request.user.has_perm(ACT),
        }


@require_POST
def try_again(request: HttpRequest, task: UUID) -> HttpResponse:
    """Put a failed task back in the queue."""
    if not request.user.has_perm(ACT):
        raise PermissionDenied
    if workers.try_again(task, now=timezone.now()):
        messages.success(request, _("The task is tried again."))
    else:
        messages.warning(request, _("The task no longer stands as failed."))
    return HttpResponseRedirect(reverse("background_work"))
