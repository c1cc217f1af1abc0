"""Leaders in the shape of `person.html`."""

from collections.abc import Iterable
from typing import Any

from django import template

from yimen.agencies.models import Leader

register = template.Library()

PORTRAIT = "fill-360x480"


@register.simple_tag
def leader_cards(leaders: Iterable[Leader]) -> list[dict[str, Any]]:
    """Name, post, division of work, résumé and photo, one dictionary a person."""
    return [_card(leader) for leader in leaders]


def _card(leader: Leader) -> dict[str, Any]:
    card: dict[str, Any] = {
        "name": leader.name,
        "post": leader.post,
        "duties": leader.portfolio,
        "resume": leader.resume,
    }
    if leader.photo is not None:
        rendition = leader.photo.get_rendition(PORTRAIT)
        card |= {"photo_url": rendition.url, "photo_alt": leader.name}
    return card
