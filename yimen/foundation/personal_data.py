"""Personal data that stands in a text by oversight: identity numbers, bank cards, mobile numbers.

Only what proves itself is found: an identity number by its check digit, birthday and region (GB 11643-1999), a bank
card by Luhn's sum (ISO/IEC 7812-1), a mobile number by its first digits. Whoever is told sees it masked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yimen.foundation.words import Noted, noted


class Kind(StrEnum):
    """What was found; how heavily it weighs is for the caller's norms to say."""

    IDENTITY_NUMBER = "identity_number"
    BANK_CARD = "bank_card"
    MOBILE_NUMBER = "mobile_number"


NAMES: dict[Kind, Noted] = {
    Kind.IDENTITY_NUMBER: noted("identity number"),
    Kind.BANK_CARD: noted("bank card number"),
    Kind.MOBILE_NUMBER: noted("mobile number"),
}


@dataclass(frozen=True)
class Finding:
    """A number and where it stands in the text, counted in characters; `masked` may be shown and logged."""

    kind: Kind
    start: int
    end: int
    masked: str


# Digits as people write them: full-width too, in groups parted by one blank or hyphen.
_GROUP = re.compile(r"[0-9０-９]+[Xxｘ]?")
_PARTING = frozenset(" \u00a0-")
_MOST_GROUPS, _MOST_DIGITS = 6, 19
_DIGITS = str.maketrans("０１２３４５６７８９ｘx", "0123456789XX")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# First two digits: provinces, autonomous regions, municipalities, Taiwan, Hong Kong, Macao, and the three codes of
# residents from there (GB/T 2260).
_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_FIRST_YEAR = 1890
_MOBILE = re.compile(r"(?:86)?(1[3-9]\d{9})")
_CARD_LENGTHS = range(16, 20)
# Whole networks only (ISO/IEC 7812): UnionPay, Visa, MasterCard, JCB. Other long numbers are file numbers more often.
_CARD_STARTS = re.compile(r"62|4|5[1-5]|2[2-7]|35")
_WORDY = re.compile(r"[0-9A-Za-z_]")


def find_personal_data(text: str) -> list[Finding]:
    """Every number in the text that proves to be personal data, in order; no character counts twice."""
    return list(_found(text))


def _found(text: str) -> Iterator[Finding]:
    groups = [group.span() for group in _GROUP.finditer(text)]
    number = 0
    while number < len(groups):
        finding, used = _longest(text, groups[number : number + _MOST_GROUPS])
        if finding:
            yield finding
        number += used


def _longest(text: str, groups: list[tuple[int, int]]) -> tuple[Finding | None, int]:
    """The longest number that begins with the first group, and how many groups it takes."""
    joined = 1
    while joined < len(groups) and _belong_together(text, groups[joined - 1][1], groups[joined][0]):
        joined += 1
    start = groups[0][0]
    for count in range(joined, 0, -1):
        end = groups[count - 1][1]
        if (start and _WORDY.match(text[start - 1])) or (end < len(text) and _WORDY.match(text[end])):
            continue  # part of a longer name or number
        plain = "".join(text[first:last] for first, last in groups[:count]).translate(_DIGITS)
        kind = _kind_of(plain) if len(plain) <= _MOST_DIGITS else None
        if kind:
            return Finding(kind, start, end, mask(plain)), count
    return None, 1


def _belong_together(text: str, end: int, start: int) -> bool:
    return start == end + 1 and text[end] in _PARTING


def _kind_of(plain: str) -> Kind | None:
    if is_identity_number(plain):
        return Kind.IDENTITY_NUMBER
    if _MOBILE.fullmatch(plain):
        return Kind.MOBILE_NUMBER
    if is_bank_card(plain):
        return Kind.BANK_CARD
    return None


def is_identity_number(number: str) -> bool:
    """Whether 18 signs are a citizen's identity number: region, birthday and check digit are right."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number) or not _REGIONS.match(number):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return born.year >= _FIRST_YEAR and _CHECKS[total % 11] == number[17]


def is_bank_card(number: str) -> bool:
    """Whether a number of 16 to 19 digits belongs to a card network and keeps Luhn's sum."""
    if len(number) not in _CARD_LENGTHS or not re.fullmatch(r"[0-9]+", number):
        return False
    if not _CARD_STARTS.match(number) or len(set(number)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mask(number: str) -> str:
    """The number with its first three and last two signs: enough to find it again, not to use it."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
