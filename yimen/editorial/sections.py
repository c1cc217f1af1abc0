"""What home pages and entrances are composed of: blocks that read the pool."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yimen.pool import queries
from yimen.subsites.queries import addressing_of, host_key_of, restricted_paths


class LatestBlock(blocks.StructBlock):
    """The newest entries of one column of any sub-site."""

    title = blocks.CharBlock(
        label=_("title"), required=False, max_length=40, help_text=_("Empty: the column's name.")
    )
    column = blocks.PageChooserBlock(label=_("column"), page_type="editorial.ColumnPage")
    count = blocks.IntegerBlock(label=_("how many"), default=6, min_value=1, max_value=20)
    style = blocks.ChoiceBlock(
        label=_("look"),
        choices=[
            ("list", _("list with dates")),
            ("cards", _("cards with pictures")),
            ("lead", _("one lead and a list")),
        ],
        default="list",
    )

    class Meta:
        icon = "list-ul"
        label = _("newest of a column")
        template = "editorial/sections/latest.html"

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        column = value["column"]
        context["entries"] = (
            list(queries.in_column(column.pk).with_pictures()[: value["count"]]) if column else []
        )
        context["column_url"] = _url_of(column, context.get("request"))  # empty: the section is left out
        return context


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=40)
    line = blocks.CharBlock(label=_("line"), required=False, max_length=80)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.CharBlock(
        label=_("address"),
        required=False,
        max_length=200,
        help_text=_("Instead of a page: /path/ or https://…"),
    )

    def clean(self, value: Mapping[str, Any]) -> Any:
        cleaned = super().clean(value)
        url = cleaned["url"]
        if bool(cleaned["page"]) == bool(url):
            raise ValidationError(_("Choose a page or write an address, one of the two."))
        if url and (not url.startswith(("/", "https://", "http://")) or url.startswith("//")):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("An address begins with / or https://."))}
            )
        return cleaned


class LinksBlock(blocks.StructBlock):
    """Places to go to: most-wanted tasks, topics, other sites."""

    title = blocks.CharBlock(label=_("title"), max_length=40)
    style = blocks.ChoiceBlock(
        label=_("look"),
        choices=[("tasks", _("plain links")), ("cards", _("cards with a line each"))],
        default="cards",
    )
    links = blocks.ListBlock(LinkBlock(), label=_("links"), min_num=1, max_num=30)

    class Meta:
        icon = "link"
        label = _("links")
        template = "editorial/sections/links.html"

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        request = context.get("request")
        shown = [
            {
                "title": link["title"],
                "note": link["line"],
                "url": _url_of(link["page"], request) or link["url"],
            }
            for link in value["links"]
        ]
        context["links"] = [link for link in shown if link["url"]]
        return context


class TextSectionBlock(blocks.StructBlock):
    """A few words of the editors."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=40)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "ol", "ul", "link"])

    class Meta:
        icon = "pilcrow"
        label = _("text")
        template = "editorial/sections/text.html"


class Sections(blocks.StreamBlock):
    """The sections of a home page or entrance, in the order in which they are shown."""

    latest = LatestBlock()
    links = LinksBlock()
    text = TextSectionBlock()


def _url_of(page: Any, request: Any) -> str:
    """Where a chosen page stands, seen from the page being answered; empty where not everybody may read it."""
    if page is None or not page.live:
        return ""
    if any(page.path.startswith(path) for path in restricted_paths(request)):
        return ""
    found = addressing_of(request)
    address = found.address(page.url_path)
    return found.url(address, seen_from=host_key_of(request)) if address else ""
