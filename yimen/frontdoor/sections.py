"""Sections that only the city's home page has."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yimen.editorial.sections import Sections
from yimen.frontdoor import composition


class DepartmentsBlock(blocks.StructBlock):
    """The departments by pinyin, always as the register has them."""

    title = blocks.CharBlock(label=_("title"), max_length=40)

    class Meta:
        icon = "user"
        label = _("departments by pinyin")
        template = "frontdoor/departments_section.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        request = context.get("request")
        context["groups"] = composition.agency_index(request) if request else []
        context["directory_url"] = composition.directory_url(request) if request else ""
        return context


class HomeSections(Sections):
    """What the home page is composed of. Without a section of departments, they close the page."""

    departments = DepartmentsBlock(max_num=1)
