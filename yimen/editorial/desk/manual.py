"""Screens of the manual: all tasks, and one task step by step."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from yimen.editorial import manual


class ManualView(WagtailAdminTemplateMixin, TemplateView):
    """The tasks of the desk, for whoever may enter it."""

    page_title: Any = _("How it is done")
    header_icon = "help"
    template_name = "editorial/desk/manual.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("manual"), "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "tasks": manual.tasks()}


class ManualTaskView(ManualView):
    """One task with its steps, pictures and answers."""

    template_name = "editorial/desk/manual_task.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = manual.task(self.kwargs["slug"])
        if task is None:
            raise Http404
        self.page_title = task.title
        tasks = manual.tasks()
        here = tasks.index(task)
        return {
            **super().get_context_data(**kwargs),
            "task": task,
            "next": tasks[here + 1] if here + 1 < len(tasks) else None,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": reverse("manual"), "label": ManualView.page_title}, own]


def addresses() -> list[URLPattern]:
    return [
        path("manual/", ManualView.as_view(), name="manual"),
        path("manual/<slug:slug>/", ManualTaskView.as_view(), name="manual_task"),
    ]


def menu_item() -> MenuItem:
    return MenuItem(ManualView.page_title, reverse("manual"), name="manual", icon_name="help", order=10)


def without_foreign_guides(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's news and its guide lie on another site; nothing on the desk leads staff out of the house."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
