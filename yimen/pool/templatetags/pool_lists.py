"""Entries for the list components: `{% lines entries as shown %}` and `{% cards entries as shown %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from yimen.media.presenting import LEAD
from yimen.pool import presenting
from yimen.pool.models import Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def lines(context: Context, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Lines for `entry_list.html`."""
    return presenting.lines(entries, context.get("request"))


@register.simple_tag(takes_context=True)
def cards(context: Context, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Cards for `entry_cards.html`."""
    return presenting.cards(entries, context.get("request"))


@register.simple_tag(takes_context=True)
def lead(context: Context, entry: Entry) -> dict[str, Any]:
    """One entry for `lead_story.html`."""
    return presenting.card(entry, context.get("request"), use=LEAD)


@register.simple_tag(takes_context=True)
def links(context: Context, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Places for `link_grid.html` and `side_nav.html`."""
    request = context.get("request")
    return [{"title": e.title, "url": presenting.url_of(e, request), "note": e.summary} for e in entries]


@register.simple_tag(takes_context=True)
def turn(context: Context, older: Entry | None, newer: Entry | None) -> dict[str, Any]:
    """The texts before and after one, for `turn.html`."""
    request = context.get("request")
    return {
        "older": presenting.line(older, request) if older else None,
        "newer": presenting.line(newer, request) if newer else None,
    }
