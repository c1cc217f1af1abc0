"""The other half of `yimen.foundation.words`: what a rule noted, said in the language of whoever reads it."""

from django.utils.translation import gettext

from yimen.foundation.words import Noted


def said(sentence: str) -> str:
    """The sentence in the active language. Text that was not noted is looked up as it is; what was noted
    among its values is said too.
    """
    if not isinstance(sentence, Noted):
        return gettext(sentence)
    translated = gettext(sentence.pattern)
    values = {
        name: said(value) if isinstance(value, Noted) else value for name, value in sentence.values.items()
    }
    return translated % values if values else translated
