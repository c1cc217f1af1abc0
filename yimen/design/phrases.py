"""Chinese titles that break between words: “城市<wbr>供水<wbr>价格”, never inside one. Pure.

Browsers break Chinese after any character. With ``word-break: keep-all`` (class ``phrased``) they break only
where this puts a ``<wbr>``, and at punctuation by their own rules.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

import rjieba

_CHINESE = re.compile(r"[\u3400-\u9fff]")
# These belong to the word before them: particles, units after a number, closing punctuation.
_CLINGS_BEFORE = re.compile(r"[的了地得和与及或等之们吗呢吧年月日号元个件项届期次]|\s|[^\w《（“‘〔【「『(\[]")
_CLINGS_AFTER = re.compile(r"[《（“‘〔【「『(\[]$")


@lru_cache(maxsize=4096)
def phrased_html(text: str) -> str:
    """The text escaped, with ``<wbr>`` between its words; text without Chinese is only escaped."""
    if not _CHINESE.search(text):
        return escape(text)
    return "<wbr>".join(escape(phrase) for phrase in phrases(text))


def phrases(text: str) -> Iterator[str]:
    """The pieces that a line may end after; together they are the text, character for character."""
    piece = ""
    for word in rjieba.cut(text):
        if piece and not _CLINGS_BEFORE.match(word) and not _CLINGS_AFTER.search(piece):
            yield piece
            piece = ""
        piece += word
    if piece:
        yield piece
