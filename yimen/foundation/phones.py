"""Telephone numbers as they are dialled from abroad: 0700-5550101 → +86 700 555 0101."""

import re

COUNTRY = "+86"
_AREA = re.compile(r"(?<![\d+-])0(?P<area>\d{2,3})[-—– ]?(?P<number>\d{7,8})(?!\d)")
_MOBILE = re.compile(r"(?<![\d+-])(?P<number>1[3-9]\d{9})(?!\d)")
_WORDS = {"转": " ext. ", "、": ", ", "，": ", ", "；": "; ", "（": " (", "）": ")"}


def international(text: str) -> str:
    """The text with every Chinese number in it in international form (ITU-T E.123).

    Short public numbers such as 12345 are left: they cannot be dialled from abroad.
    """
    for chinese, english in _WORDS.items():
        text = text.replace(chinese, english)
    text = _MOBILE.sub(lambda match: f"{COUNTRY} {_grouped(match['number'], 3, 4)}", text)
    return _AREA.sub(lambda match: f"{COUNTRY} {match['area']} {_local(match['number'])}", text).strip()


def _local(number: str) -> str:
    return f"{number[:-4]} {number[-4:]}"


def _grouped(number: str, *lengths: int) -> str:
    parts: list[str] = []
    for length in lengths:
        parts.append(number[:length])
        number = number[length:]
    return " ".join([*parts, number])
