"""What home pages and entrances are composed of: blocks that read the pool."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from yimen.media.presenting import CARD, fetch_renditions, shown
from yimen.pool import queries
from yimen.subsites.queries import addressing_of, host_key_of, restricted_paths

MAIN, SIDE, WHOLE = "main", "side", "whole"


def _width() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        label=_("width"),
        choices=[(WHOLE, _("whole width")), (MAIN, _("main column")), (SIDE, _("side column"))],
        default=WHOLE,
        help_text=_(
            "A section in the main column and those in the side column after it stand beside each other."
            " On a phone all stand below each other, in this order."
        ),
    )


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
    width = _width()

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


class OpenBlock(blocks.StructBlock):
    """What readers can take part in now: everything in the pool whose last day has not passed."""

    title = blocks.CharBlock(label=_("title"), max_length=40)
    count = blocks.IntegerBlock(label=_("how many"), default=5, min_value=1, max_value=20)
    more = blocks.PageChooserBlock(
        label=_("column of consultations"), page_type="editorial.ColumnPage", required=False
    )
    width = _width()

    class Meta:
        icon = "group"
        label = _("open to the public now")
        template = "editorial/sections/open.html"

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        found = queries.open_to_all(get_language() or "", now=timezone.now())
        context["entries"] = list(found[: value["count"]])
        context["more_url"] = _url_of(value["more"], context.get("request"))
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
    picture = ImageChooserBlock(
        label=_("picture"), required=False, help_text=_("Shown where the look is “topics with pictures”.")
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
        choices=[
            ("tasks", _("plain links")),
            ("cards", _("cards with a line each")),
            ("topics", _("topics with pictures")),
        ],
        default="cards",
    )
    links = blocks.ListBlock(LinkBlock(), label=_("links"), min_num=1, max_num=30)
    width = _width()

    class Meta:
        icon = "link"
        label = _("links")
        template = "editorial/sections/links.html"

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["links"] = links_of(value["links"], context.get("request"))
        if value["style"] == "topics":
            _add_pictures(context["links"])
        return context


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("figure"), max_length=20)
    unit = blocks.CharBlock(label=_("unit"), required=False, max_length=10)
    label = blocks.CharBlock(label=_("what it counts"), max_length=40)


class FiguresBlock(blocks.StructBlock):
    """Figures that an editor states, never without their period and source."""

    title = blocks.CharBlock(label=_("title"), max_length=40)
    figures = blocks.ListBlock(FigureBlock(), label=_("figures"), min_num=1, max_num=6)
    period = blocks.CharBlock(
        label=_("period or day"), max_length=40, help_text=_("The time that the figures speak of.")
    )
    source = blocks.CharBlock(label=_("source"), max_length=60)
    links = blocks.ListBlock(
        LinkBlock(),
        label=_("links"),
        min_num=1,
        max_num=2,
        help_text=_("First where the whole table stands; second, shown as a button, what a reader can do."),
    )
    width = _width()

    class Meta:
        icon = "decimal"
        label = _("figures")
        template = "editorial/sections/figures.html"

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        request = context.get("request")
        shown = [next(iter(links_of([link], request)), None) for link in value["links"]]
        context["table"], context["action"] = [*shown, None, None][:2]
        return context


class TextSectionBlock(blocks.StructBlock):
    """A few words of the editors."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=40)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "ol", "ul", "link"])
    width = _width()

    class Meta:
        icon = "pilcrow"
        label = _("text")
        template = "editorial/sections/text.html"


class Sections(blocks.StreamBlock):
    """The sections of a home page or entrance, in the order in which they are shown."""

    latest = LatestBlock()
    open = OpenBlock()
    figures = FiguresBlock()
    links = LinksBlock()
    text = TextSectionBlock()


@dataclass
class Row:
    """Sections that stand beside each other; one of whole width, or a side without a main, stands alone."""

    main: list[Any] = field(default_factory=list)
    side: list[Any] = field(default_factory=list)

    @property
    def is_split(self) -> bool:
        return bool(self.main and self.side)

    @property
    def sections(self) -> list[Any]:
        return [*self.main, *self.side]


def rows_of(sections: Iterable[Any]) -> list[Row]:
    """Sections by the widths that editors chose: a main section after a side one begins a new row."""
    rows: list[Row] = []
    is_open = False
    for section in sections:
        width = section.value.get("width") or WHOLE
        if width == WHOLE:
            rows.append(Row(main=[section]))
            is_open = False
            continue
        if not is_open or (width == MAIN and rows[-1].side):
            rows.append(Row())
            is_open = True
        getattr(rows[-1], width).append(section)
    return rows


def links_of(links: Iterable[Mapping[str, Any]], request: Any) -> list[dict[str, Any]]:
    """Links as components take them; those whose page is gone or not for everybody are left out."""
    known = [
        {
            "title": link["title"],
            "note": link["line"],
            "url": _url_of(link["page"], request) or link["url"],
            "picture": link.get("picture"),
        }
        for link in links
    ]
    return [link for link in known if link["url"]]


def _add_pictures(links: list[dict[str, Any]]) -> None:
    """Topics as cards: a query for all pictures that have been made."""
    fetch_renditions((link["picture"] for link in links), CARD)
    for link in links:
        link["summary"] = link["note"]
        made = shown(link["picture"], CARD)
        link["picture"] = (
            made | {"alt": ""} if made else None
        )  # the title beside it says where the link leads


def _url_of(page: Any, request: Any) -> str:
    """Where a chosen page stands, seen from the page being answered; empty where not everybody may read it."""
    if page is None or not page.live:
        return ""
    if any(page.path.startswith(path) for path in restricted_paths(request)):
        return ""
    found = addressing_of(request)
    address = found.address(page.url_path)
    return found.url(address, seen_from=host_key_of(request)) if address else ""
