"""Where a thing is used, on the screens that move or remove it."""

from typing import Any

from django import template
from django.db import models

from yimen.editorial.usage import uses_of

register = template.Library()

_NAMES = ("page", "object", "image", "document", "instance")
"""What Wagtail's screens call the thing that they are about to remove."""


@register.inclusion_tag("editorial/desk/uses.html", takes_context=True)
def where_used(context: dict[str, Any], thing: models.Model | None = None) -> dict[str, Any]:
    """What links to a thing and where it is placed; without one named, to the thing of Wagtail's screen."""
    thing = thing or next((context[name] for name in _NAMES if context.get(name) is not None), None)
    user = context["request"].user
    return {"found": uses_of(thing, user=user) if isinstance(thing, models.Model) else []}
