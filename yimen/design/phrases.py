"""Chinese titles that break between words: “城市<wbr>供水<wbr>价格”, never inside one. Pure.

Browsers break Chinese after any character. With ``word-break: keep-all`` (class ``phrased``) they break only
where this puts a ``<wbr>``, and at punctuation by their own rules.
"""

import re
from functools import lru_cache
from html import escape

import rjieba

_CHINESE = re.compile(r"[\u3400-\u9fff]")
# These belong to the word before them: particles, units after a number, closing punctuation.
_CLINGS_BEFORE = re.compile(r"[的了地得和与及或等之们吗呢吧年月日号元个件项届期次]|\s|[^\w《（“‘〔【「『(\[]")
_CLINGS_AFTER = re.compile(r"[《（“‘〔【「『(\[]$")
_UNFINISHED = re.compile(
    r"[\d.,]+|[\u3400-\u9fff]"
)  # a number waits for what it counts, a lone character for its word


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character in the text."""
    return _CHINESE.search(text) is not None


@lru_cache(maxsize=4096)
def phrased_html(text: str) -> str:
    """The text escaped, with ``<wbr>`` between its words; text without Chinese is only escaped."""
    if not _CHINESE.search(text):
        return escape(text)
    return "<wbr>".join(escape(phrase) for phrase in phrases(text))


def phrases(text: str) -> list[str]:
    """The pieces that a line may end after; together they are the text, character for character."""
    pieces = [""]
    for word in rjieba.cut(text):
        if (
            _CLINGS_BEFORE.match(word)
            or _CLINGS_AFTER.search(pieces[-1])
            or _UNFINISHED.fullmatch(pieces[-1])
        ):
            pieces[-1] += word
        else:
            pieces.append(word)
    if len(pieces) > 1 and len(pieces[-1]) == 1:  # no line of one character
        last = pieces.pop()
        pieces[-1] += last
    return [piece for piece in pieces if piece]
