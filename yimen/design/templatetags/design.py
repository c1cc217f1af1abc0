"""Template tags of the base template: slots, stylesheets, and static addresses that never raise."""

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from yimen.design import slots
from yimen.design.phrases import phrased_html
from yimen.design.stylesheets import STYLESHEETS

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """Fill a slot from its providers; nothing where a template is rendered without a request."""
    request = context.get("request")
    if request is None:
        return mark_safe("")
    return slots.render(name, request)


@register.simple_tag
def stylesheets() -> SafeString:
    """Links to the portal's stylesheets, in the order of the cascade."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((steady_static(path),) for path in STYLESHEETS)
    )


@register.simple_tag
def steady_static(path: str) -> str:
    """Address of a static file; unhashed where the manifest does not know it, so error pages never fail."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.filter
def phrased(text: object) -> SafeString:
    """A title that breaks between Chinese words; its element carries the class ``phrased``."""
    return mark_safe(phrased_html(str(text)))  # phrased_html escapes every piece
