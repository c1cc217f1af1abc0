"""The other half of `yimen.foundation.words`: what a rule noted, said in the language of whoever reads it."""

from django.utils.translation import gettext

from yimen.foundation.words import Noted


def said(sentence: str) -> str:
    """The sentence in the active language. Text that was not noted is looked up as it is."""
    if not isinstance(sentence, Noted):
        return gettext(sentence)
    translated = gettext(sentence.pattern)
    return translated % sentence.values if sentence.values else translated
