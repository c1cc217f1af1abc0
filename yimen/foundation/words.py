"""Sentences of the rules: noted in English where a rule is pure, said in the reader's language at the edge.

`bin/messages` collects what is passed to `noted` into the catalogue, as it does with gettext's own marks.
Free of Django, so that rules may use it; `yimen.foundation.speech` says the sentences.
"""

from typing import Self


class Noted(str):
    """An English sentence that keeps its pattern and values, so that it can be said in another language."""

    pattern: str
    values: dict[str, object]

    def __new__(cls, pattern: str, values: dict[str, object]) -> Self:
        sentence = super().__new__(cls, pattern % values if values else pattern)
        sentence.pattern = pattern
        sentence.values = values
        return sentence

    def __getnewargs__(self) -> tuple[str, dict[str, object]]:  # type: ignore[override]  # more than a str's text
        """Copies stay noted."""
        return self.pattern, self.values


def noted(pattern: str, **values: object) -> Noted:
    """The sentence in English; `values` fill places such as `%(name)s`. Without values `%` is only a sign."""
    return Noted(pattern, values)
