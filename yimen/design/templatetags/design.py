"""Template tags of the base template: slots, stylesheets, icons, the visitor's look, and static addresses that
never raise.
"""

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from yimen.design import slots
from yimen.design.icons import icon_html
from yimen.design.phrases import has_chinese, phrased_html
from yimen.design.stylesheets import BUNDLE, STYLESHEETS
from yimen.design.visitors import attributes_of_look, preferences_of, switches

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
    """Links to the portal's stylesheets, in the order of the cascade; one link where they have been collected."""
    collected = getattr(staticfiles_storage, "hashed_files", {})
    linked = (BUNDLE,) if BUNDLE in collected else STYLESHEETS
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((steady_static(path),) for path in linked)
    )


@register.simple_tag
def steady_static(path: str) -> str:
    """Address of a static file; unhashed where the manifest does not know it, so error pages never fail."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon from the set, in the size and colour of the text around it; it says nothing by itself."""
    return mark_safe(icon_html(name))  # a file of ours


@register.simple_tag(takes_context=True)
def look_attributes(context: Context) -> SafeString:
    """What ``<html>`` says of the visitor's look; nothing where a template is rendered without a request."""
    request = context.get("request")
    if request is None:
        return mark_safe("")
    return format_html_join("", ' {}="{}"', attributes_of_look(preferences_of(request)).items())


@register.simple_tag(takes_context=True)
def access(context: Context) -> dict[str, Any] | None:
    """What the accessibility bar shows this visitor; ``None`` without a request."""
    request = context.get("request")
    if request is None:
        return None
    preferences = preferences_of(request)
    return {
        "switches": switches(preferences),
        "is_elder": preferences.mode == "elder",
        "action": reverse("preferences"),
        "next_url": request.get_full_path(),
    }


@register.filter
def phrased(text: object) -> SafeString:
    """A title that breaks between Chinese words; its element carries the class ``phrased``."""
    return lang_marked(mark_safe(phrased_html(str(text))))  # phrased_html escapes every piece


@register.filter
def lang_marked(text: object) -> SafeString:
    """Chinese words on an English page, marked as Chinese, so that they are read out and drawn as such."""
    words = conditional_escape(str(text) if not isinstance(text, SafeString) else text)
    if get_language() == "en" and has_chinese(words):
        return format_html('<span lang="zh-Hans">{}</span>', words)
    return mark_safe(words)  # escaped above


@register.filter(expects_localtime=True)
def in_prose(day: date | None) -> str:
    """A day as running text writes it: 2026年11月22日, 22 November 2026. Lists and tables write 2026-11-22."""
    if day is None:
        return ""
    return formatted(day, "j F Y" if get_language() == "en" else "Y年n月j日")
