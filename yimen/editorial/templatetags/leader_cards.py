"""Leaders in the shape of `person.html`."""

from collections.abc import Iterable
from typing import Any

from django import template

from yimen.agencies.models import Leader
from yimen.media.presenting import fetch_renditions, rendition_of

register = template.Library()

PORTRAIT = "fill-360x480"


@register.simple_tag
def leader_cards(leaders: Iterable[Leader]) -> list[dict[str, Any]]:
    """Name, post, division of work, résumé and photo, one dictionary a person."""
    leaders = list(leaders)
    fetch_renditions((leader.photo for leader in leaders), PORTRAIT)
    return [_card(leader) for leader in leaders]


def _card(leader: Leader) -> dict[str, Any]:
    card: dict[str, Any] = {
        "name": leader.name,
        "post": leader.post,
        "duties": leader.portfolio,
        "resume": leader.resume,
    }
    rendition = rendition_of(leader.photo, PORTRAIT)
    if leader.photo is not None and rendition is not None:
        card |= {"photo_url": rendition.url, "photo_alt": leader.name}
    return card
