"""Buttons that change something: they post, with the desk's own token, and need no page of their own."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def posting_button(words: str, url: str) -> SafeString:
    """A button for messages and lists; Wagtail's own script posts it."""
    return format_html(
        '<button type="button" class="button button-small button-secondary" data-controller="w-action"'
        ' data-action="w-action#post" data-w-action-url-value="{}">{}</button>',
        url,
        words,
    )
