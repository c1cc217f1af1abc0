"""The columns in which somebody may write or publish, with the place that each stands in."""

from typing import Any

from django import forms
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from yimen.accounts.models import User
from yimen.editorial.models import ColumnPage

_ROOTS = 2  # Wagtail's root and the portal's home say nothing


class ColumnChoice(forms.ModelChoiceField[ColumnPage]):
    """A column, named with the places above it: “教育局 › 通知公告”."""

    def __init__(self, *, person: User, verb: str, **kwargs: Any) -> None:
        allowed = page_permission_policy.instances_user_has_permission_for(person, verb)
        columns = ColumnPage.objects.filter(pk__in=allowed.values("pk")).order_by("path")
        if verb == "publish":
            columns = columns.live()  # nobody would find what stands below a column that is not public
        super().__init__(queryset=columns, **kwargs)
        self._places = _titles_above(columns)

    def label_from_instance(self, column: ColumnPage) -> str:
        path, step = column.path, column.steplen
        above = (self._places.get(path[: step * depth], "") for depth in range(_ROOTS + 1, column.depth))
        return " › ".join([*filter(None, above), column.title])


def has_column(person: Any, verb: str) -> bool:
    """Whether there is any column in which this person may do this."""
    allowed = page_permission_policy.instances_user_has_permission_for(person, verb)
    return bool(ColumnPage.objects.filter(pk__in=allowed.values("pk")).exists())


def _titles_above(columns: Any) -> dict[str, str]:
    step = Page.steplen
    paths = {
        path[: step * depth]
        for path in columns.values_list("path", flat=True)
        for depth in range(_ROOTS + 1, len(path) // step)
    }
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
