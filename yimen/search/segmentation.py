"""How a text is cut so that Chinese can be found: pairs of neighbouring characters, words of other scripts.

A run of Chinese characters 信息公开 becomes 信息 息公 公开 开: each pair, then the last character by itself.
What was typed is looked up as a phrase of the same pieces, so it is found where it stands and nowhere else,
whatever a dictionary thinks the words are (dictionary words alone lost 5 % of 行政处罚 in laws).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import rjieba
from pypinyin import Style, lazy_pinyin

# Han, kana, hangul and bopomofo: written without spaces, or with endings grown onto the word.
_DENSE = (
    "\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[{_DENSE}]+|[^\W_{_DENSE}]+")
_IS_DENSE = re.compile(rf"[{_DENSE}]")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
# Letters known to every SQLite since 3.25; characters that Unicode added later are spelled by their number.
_KNOWN = re.compile(
    r"[\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3105-\u312c\u31a0-\u31ba\u31f0-\u31ff\u3400-\u4db5\u4e00-\u9fa5\uac00-\ud7a3\U00020000-\U0002a6d6]"
)

LONGEST_WORD = 64
"""Letters of an unbroken Latin word that count: what is longer is no word but data."""
LITERAL_CHARACTERS = 4
"""A run of so many characters is looked for as it stands; a longer one is cut into words, all required."""
LONGEST_QUERY = 100
"""Characters of what was typed that count: a title pasted whole, not a page of text."""
LONGEST_INITIALS = 12
LONGEST_PINYIN = 30


@dataclass(frozen=True)
class Phrase:
    """Runs of a text that must stand next to each other; the last may be the beginning of a longer word."""

    runs: tuple[str, ...]
    is_beginning: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """The pieces to be found in this order; the last one is a beginning where `needs_prefix` says so."""
        *inner, last = self.runs
        found = [token for run in inner for token in _pieces(run)]
        return (*found, *(_pairs(last) if is_dense(last) else [last]))

    @property
    def needs_prefix(self) -> bool:
        """Whether the last token stands for all that begin with it: an unfinished word, or a single
        character, which is found as the first of a pair or by itself."""
        return (self.is_beginning and not is_dense(self.runs[-1])) or (
            is_dense(self.runs[-1]) and len(self.runs[-1]) == 1
        )

    @property
    def is_single_token(self) -> bool:
        return len(self.tokens) == 1

    @property
    def length(self) -> int:
        """In characters."""
        return sum(map(len, self.runs))

    @property
    def latin(self) -> str:
        """The phrase when it is one word of the letters a-z, which may be pinyin; else empty."""
        word = self.runs[0] if len(self.runs) == 1 else ""
        return word if word.isascii() and word.isalpha() else ""

    @property
    def needle(self) -> str:
        """What `plain()` of a text contains exactly when the text contains this phrase."""
        before = "" if is_dense(self.runs[0]) else " "
        after = "" if is_dense(self.runs[-1]) or self.needs_prefix else " "
        return before + " ".join(self.runs) + after


def runs(text: str) -> list[str]:
    """Runs of Chinese characters and words of other scripts, one width and one case, without signs."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [
        run if is_dense(run) else _bare(run) for run in _RUN.findall(unicodedata.normalize("NFC", folded))
    ]


def plain(text: str) -> str:
    """The runs with one space between and around them: the text as phrases are compared with it."""
    return f" {' '.join(runs(text))} "


def tokens(text: str) -> list[str]:
    """The pieces of a text, in order, as the index holds them."""
    return [token for run in runs(text) for token in _pieces(run)]


def phrase(text: str, *, is_beginning: bool = False) -> Phrase | None:
    """The text as one phrase; None when it has nothing to look for."""
    found = tuple(runs(text[:LONGEST_QUERY]))
    return Phrase(found, is_beginning) if found else None


def phrases(query: str, *, is_beginning: bool = False) -> list[Phrase]:
    """What somebody typed, as the phrases to look for; with `is_beginning` its last word may be unfinished.

    Spaces part words. A word is one phrase; long Chinese runs in it are cut by the dictionary, and single
    characters between the words (的, 和) are let go.
    """
    words = query[:LONGEST_QUERY].split()
    found: list[Phrase] = []
    for word in words:
        pieces = runs(word)
        if any(is_dense(run) and len(run) > LITERAL_CHARACTERS for run in pieces):
            found += [Phrase((part,)) for run in pieces for part in _words(run)]
        elif pieces:
            found.append(Phrase(tuple(pieces)))
    if found and is_beginning:
        found[-1] = Phrase(found[-1].runs, is_beginning=True)
    return list(dict.fromkeys(found))


def pinyin_keys(title: str) -> list[str]:
    """Spellings by which a Chinese title is completed: initials and full pinyin, from each of its words on.

    公积金提取 → gjjtq, gongjijintiqu, tq, tiqu.
    """
    keys: list[str] = []
    for run in _HAN.findall(unicodedata.normalize("NFKC", title)):
        words = [_readings(word) for word in rjieba.cut(run)]
        for start in range(len(words)):
            syllables = [syllable for word in words[start:] for syllable in word]
            keys.append("".join(syllable[0] for syllable in syllables)[:LONGEST_INITIALS])
            keys.append("".join(syllables)[:LONGEST_PINYIN])
    return [key for key in dict.fromkeys(keys) if key.isascii() and key.isalpha()]


def is_dense(run: str) -> bool:
    """Whether a run is of a script written without spaces between words."""
    return _IS_DENSE.match(run) is not None


def _words(run: str) -> Iterator[str]:
    if not is_dense(run) or len(run) <= LITERAL_CHARACTERS:
        yield run
        return
    cut = list(rjieba.cut(run))
    long_ones = [word for word in cut if len(word) > 1]
    yield from long_ones or cut


@lru_cache(maxsize=20_000)
def _readings(word: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(word, style=Style.NORMAL, errors="ignore"))


def _pieces(run: str) -> list[str]:
    if not is_dense(run):
        return [run]
    return [*_pairs(run), _spelled(run[-1])] if len(run) > 1 else _pairs(run)


def _pairs(run: str) -> list[str]:
    """Neighbouring characters of a run; a character by itself where it has no neighbour."""
    if len(run) == 1:
        return [_spelled(run)]
    spelled = run if len(_KNOWN.findall(run)) == len(run) else [_spelled(character) for character in run]
    return [first + second for first, second in pairwise(spelled)]


def _spelled(character: str) -> str:
    return character if _KNOWN.match(character) else f"u{ord(character):06x}"


def _bare(word: str) -> str:
    """A word of another script without accents, so that cafe finds café, and not longer than a word is."""
    if word.isascii():
        return word[:LONGEST_WORD]
    letters = (c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(letters))[:LONGEST_WORD] or word[:LONGEST_WORD]
