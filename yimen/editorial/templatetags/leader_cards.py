"""Leaders in the shape of `person.html`."""

from collections.abc import Iterable
from typing import Any

from django import template

from yimen.agencies.models import Leader
from yimen.media.presenting import PORTRAIT, fetch_renditions, shown

register = template.Library()


@register.simple_tag
def leader_cards(leaders: Iterable[Leader]) -> list[dict[str, Any]]:
    """Name, post, division of work, résumé and photo, one dictionary a person."""
    leaders = list(leaders)
    fetch_renditions((leader.photo for leader in leaders), PORTRAIT)
    return [_card(leader) for leader in leaders]


def _card(leader: Leader) -> dict[str, Any]:
    card: dict[str, Any] = {
        "name": leader.shown_name,
        "post": leader.shown_post,
        "duties": leader.shown_portfolio,
        "resume": leader.shown_resume,
    }
    picture = shown(leader.photo, PORTRAIT)
    return card | {"picture": picture | {"alt": leader.shown_name}} if picture else card
