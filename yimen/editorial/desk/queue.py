"""The review desk (审稿台): one list of everything that waits, with filters, export, and deciding many at once."""

from collections.abc import Callable
from csv import writer
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.models import TaskState

from yimen.editorial.desk.person import person_at
from yimen.editorial.desk.screen import DeskScreen
from yimen.editorial.models import UrgentPublication
from yimen.editorial.models.returning import ReturnForm
from yimen.editorial.review_queue import RETURNED, REVIEW, URGENT, Waiting, may_see_queue, queue
from yimen.editorial.reviewing import CannotReview, approve_many, review_urgent
from yimen.records.audit import record

_STATES = {
    REVIEW: gettext_lazy("waits for review"),
    RETURNED: gettext_lazy("returned to the author"),
    URGENT: gettext_lazy("published urgently, to be reviewed"),
}
_SPREADSHEET_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class QueueView(DeskScreen, TemplateView):
    """What waits, and for whom."""

    page_title = gettext_lazy("Review desk")
    header_icon = "clipboard-list"
    template_name = "editorial/desk/queue.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_queue(person_at(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return _export(request, self._lines())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everything = queue(person_at(self.request), now=timezone.now())
        lines = _filtered(everything, self.request.GET)
        asked = self.request.GET.copy()
        asked["export"] = "csv"
        return {
            **super().get_context_data(**kwargs),
            "lines": lines,
            "late": sum(line.is_late for line in lines),
            "mine": sum(line.is_mine for line in everything),
            "states": [
                (name, words, self.request.GET.get("state") == name) for name, words in _STATES.items()
            ],
            "state_words": _STATES,
            "kinds": sorted({line.kind for line in everything}),
            "subsites": sorted({(line.subsite_id or 0, line.subsite or _("portal")) for line in everything}),
            "asked": self.request.GET,
            "export_url": f"?{asked.urlencode()}",
        }

    def _lines(self) -> list[Waiting]:
        return _filtered(queue(person_at(self.request), now=timezone.now()), self.request.GET)


def _filtered(lines: list[Waiting], asked: Any) -> list[Waiting]:
    """Those lines that the address asks for; what it asks wrongly is passed over."""
    tests: dict[str, Callable[[Waiting, str], bool]] = {
        "state": lambda line, value: line.state == value,
        "kind": lambda line, value: line.kind == value,
        "subsite": lambda line, value: str(line.subsite_id or 0) == value,
        "mine": lambda line, value: line.is_mine,
        "late": lambda line, value: line.is_late,
        "person": lambda line, value: value in line.person,
    }
    for name, test in tests.items():
        value = asked.get(name, "")
        if value:
            lines = [line for line in lines if test(line, value)]
    return lines


def _export(request: HttpRequest, lines: list[Waiting]) -> HttpResponse:
    """A table for a spreadsheet, in the encoding that Excel opens; a title is never taken for a formula."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="review-{timezone.localdate():%Y%m%d}.csv"'
    table = writer(response)
    heads = ("Title", "Kind", "Sub-site", "State", "Step", "Person", "Since", "Hours", "Remark")
    table.writerow([_(head) for head in heads])
    for line in lines:
        since = timezone.localtime(line.since).strftime("%Y-%m-%d %H:%M")
        cells = [line.title, line.kind, line.subsite, _STATES[line.state], line.step, line.person, since]
        table.writerow([_plain(str(cell)) for cell in (*cells, line.hours, line.remark)])
    record(
        "editorial.queue_exported", actor=request.user, subject="review:queue", detail={"lines": len(lines)}
    )
    return response


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_SPREADSHEET_SIGNS) else cell


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Approve what is ticked; what may not be is named with its reason."""
    asked = request.POST.getlist("only") or request.POST.getlist("task_state")
    numbers = [int(one) for one in asked if one.isascii() and one.isdigit()]
    states = TaskState.objects.filter(pk__in=numbers).select_related("task", "workflow_state").order_by("pk")
    decided = approve_many(states, by=person_at(request))
    if decided.done:
        messages.success(request, _("Approved: %(titles)s") % {"titles": "、".join(decided.done)})
    for title, reason in decided.refused:
        messages.error(
            request, _("“%(title)s” was not approved: %(reason)s") % {"title": title, "reason": reason}
        )
    if not numbers:
        messages.warning(request, _("Nothing was ticked."))
    return HttpResponseRedirect(reverse("review_queue"))


class ReturnView(DeskScreen, FormView[ReturnForm]):
    """Return one text to its author, with a reason from the list and words of one's own."""

    form_class = ReturnForm
    page_title = gettext_lazy("Return with a reason")
    header_icon = "undo"
    template_name = "editorial/desk/form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = TaskState.objects.select_related("task", "workflow_state")
        self.state = get_object_or_404(found, pk=kwargs["task_state_id"])
        self.page = self.state.workflow_state.content_object
        actions = self.state.task.specific.get_actions(self.page.specific, request.user) if self.page else []
        if "reject" not in {name for name, _words, _modal in actions}:
            raise PermissionDenied
        if self.state.status != TaskState.STATUS_IN_PROGRESS:
            messages.error(request, _("It no longer waits at this step."))
            return HttpResponseRedirect(reverse("review_queue"))
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"submit": _("Return it"), "back": reverse("review_queue")}
        return {**super().get_context_data(**kwargs), **words}

    def form_valid(self, form: ReturnForm) -> HttpResponse:
        self.state.task.specific.on_action(
            self.state.specific, self.request.user, "reject", **form.cleaned_data
        )
        title = self.page.get_admin_display_title()
        messages.success(self.request, _("“%(title)s” was returned to its author.") % {"title": title})
        return HttpResponseRedirect(reverse("review_queue"))


@require_POST
def urgent_stands(request: HttpRequest, urgent_id: int) -> HttpResponse:
    """What was published urgently has been looked at and stands."""
    one = get_object_or_404(UrgentPublication.objects.select_related("page"), pk=urgent_id)
    try:
        review_urgent(
            one, by=person_at(request), remark=request.POST.get("remark", "")[:200], now=timezone.now()
        )
    except CannotReview as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(title)s” has been reviewed.") % {"title": one.page.title})
    return HttpResponseRedirect(reverse("review_queue"))


def urls() -> list[URLPattern]:
    return [
        path("review/", QueueView.as_view(), name="review_queue"),
        path("review/approve/", approve, name="review_approve"),
        path("review/<int:task_state_id>/return/", ReturnView.as_view(), name="review_return"),
        path("review/urgent/<int:urgent_id>/stands/", urgent_stands, name="urgent_stands"),
    ]


class QueueMenuItem(MenuItem):
    """Shown to whoever has a desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_queue(person_at(request))
