"""A manuscript's text on the desk."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from yimen.editorial.manuscripts.parts import Text
from yimen.foundation.sanitising import clean_article_html

register = template.Library()


@register.filter
def manuscript_text(part: Text) -> SafeString:
    """The running text, cleaned once more on its way out."""
    return mark_safe(clean_article_html(part.html))  # nh3 has left nothing that runs
