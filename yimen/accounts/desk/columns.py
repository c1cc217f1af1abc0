"""Lists of rows that are made and ended, never edited, with a column whose cells are buttons."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic


class LastingIndex(generic.IndexView):
    """A list without ways to edit, copy or delete."""

    def get_edit_url(self, instance: Any) -> None:
        return None

    get_copy_url = get_delete_url = get_inspect_url = get_edit_url


class LastingCreateView(generic.CreateView):
    """What is made here is not edited afterwards; the list is where one goes on."""

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)


class ActionColumn(Column):
    """A button that posts to the address of a row; `is_shown` says for which rows there is one."""

    cell_template_name = "accounts/desk/action_cell.html"

    def __init__(
        self, name: str, *, title: str, url_name: str, is_shown: Callable[[Any], bool] = lambda row: True
    ) -> None:
        super().__init__(name, label="")
        self.title = title
        self.url_name = url_name
        self.is_shown = is_shown

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        shown = {"is_shown": self.is_shown(instance), "title": self.title}
        return {**context, **shown, "url": reverse(self.url_name, args=(instance.pk,))}
