"""The progress board's table in the shape of `table.html`."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yimen.design.templatetags.design import lang_marked
from yimen.frontdoor.composition import BoardLine, board_heads

register = template.Library()


@register.simple_tag
def board_table(lines: Iterable[BoardLine]) -> list[list[str | SafeString]]:
    """Rows of the table: the department links to where it is met."""
    return [
        [format_html('<a href="{}">{}</a>', line.url, lang_marked(line.name)), line.old_site, line.subsite]
        for line in lines
    ]


@register.simple_tag
def board_columns() -> list[str]:
    return board_heads()
