"""Addresses from Chinese titles: 关于印发通知 → guanyu-yinfa-tongzhi."""

import re
import unicodedata
from functools import lru_cache

import rjieba
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

FALLBACK_SLUG = "page"
_RUN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[a-z0-9]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def pinyin_slug(title: str, *, max_length: int = 60) -> str:
    """A slug of a-z, 0-9 and single hyphens, one word of the title to a part, never empty.

    Cut between words where it can be. A character without a reading is named by its code point (𠮷 → u20bb7),
    so that two rare names do not fall together; signs and emoji are left out.
    """
    parts: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", title).lower()):
        if run.isascii():
            parts.append(run)
        else:
            parts.extend(filter(None, (_syllables(word) for word in rjieba.cut(run))))
    return _fit(parts, max_length) or FALLBACK_SLUG[:max_length]


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> str:
    if any(ord(character) not in PINYIN_DICT for character in word):
        return "".join(
            _syllables(character) if ord(character) in PINYIN_DICT else f"u{ord(character):x}"
            for character in word
        )
    return _NOT_SLUG.sub("", "".join(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False)).lower())


def _fit(parts: list[str], max_length: int) -> str:
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part
        if len(longer) > max_length:
            break
        slug = longer
    return slug or (parts[0][:max_length] if parts else "")
