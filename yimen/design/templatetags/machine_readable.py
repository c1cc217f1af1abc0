"""Data for machines inside a page."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What could end the script element or begin a comment in it, in JSON's own spelling; HTML sees none of these signs.
_SPELT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data as JSON-LD; no title can break out of it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_SPELT)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # every < is spelt
