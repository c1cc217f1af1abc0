"""How official Chinese papers are written, so that a manuscript's parts are known by look and wording.

GB/T 9704-2012 (党政机关公文格式): the title in 小标宋 of size 2, centred; sections numbered 一、 in 黑体, （一） in
楷体, then 1. and （1）; the document number with 〔year〕; date and signature at the end. Pure.
"""

import re
from dataclasses import dataclass
from datetime import date

_NUMERALS = "一二三四五六七八九十百零〇"
_SECTION = re.compile(rf"^第?[{_NUMERALS}]{{1,4}}(?:、|章|部分|[ 　])")
_SUBSECTION = re.compile(rf"^[（(][{_NUMERALS}]{{1,4}}[）)]")
_POINT = re.compile(r"^\d{1,2}[.．、](?!\d)")
_NUMBER = re.compile(r"[\u4e00-\u9fff（）]{1,14}〔(?:19|20)\d\d〕第?\d{1,4}号")
_BRACKETS = re.compile(r"([\u4e00-\u9fff])[\[［【（(]((?:19|20)\d\d)[\]］】）)](第?\d{1,4}号)")
_DATE = re.compile(r"^((?:19|20)\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?$")
_CHINESE_DATE = re.compile(
    rf"^([二一][{_NUMERALS}○]{{3}})年([{_NUMERALS}]{{1,2}})月([{_NUMERALS}]{{1,3}})日$"
)
_SOURCE = re.compile(r"^(?:信息)?(?:来源|稿源|供稿单位|供稿)[：:]\s*(\S.{1,39})$")
_LETTERHEAD = re.compile(r"^([\u4e00-\u9fff（）]{4,30})文\s*件$")
_BODY_OF_STATE = re.compile(
    r"^[\u4e00-\u9fff（）]{2,30}(?:局|委|委员会|办|办公室|厅|府|中心|院|处|队|所|会|部|站)$"
)
_END_OF_SENTENCE = re.compile(r"[。；！？]")
LONGEST_HEADING = 40
"""Characters of a heading: longer ones are sentences that begin with a number."""


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: what decides where its style says nothing."""

    text: str
    font: str = ""
    points: float = 0
    is_centred: bool = False
    is_bold: bool = False
    is_red: bool = False


def is_letterhead(look: Look) -> bool:
    """The red head of a paper (发文机关标志): “云泽市教育局文件”."""
    return bool(_LETTERHEAD.match(_plain(look.text))) and (look.is_red or look.is_centred)


def is_title(look: Look) -> bool:
    """A title by its look: centred, in the title's face or of size 2 and larger."""
    text = _plain(look.text)
    if not text or len(text) > 120 or _END_OF_SENTENCE.search(text) or document_number(text):
        return False
    return look.is_centred and ("小标宋" in look.font or look.points >= 18)


def heading_level(look: Look) -> int:
    """2, 3 or 4 for a heading by look and numbering; 0 for text."""
    text = look.text.strip()
    if not text or len(text) > LONGEST_HEADING or _END_OF_SENTENCE.search(text[:-1]) or text.endswith("。"):
        return 0
    stands_out = look.is_bold or "黑体" in look.font or "SimHei" in look.font
    if _SECTION.match(text):
        return 2
    if _SUBSECTION.match(text):
        return 3
    if _POINT.match(text):
        return 4 if stands_out else 0
    return 2 if stands_out and not look.is_centred and ("黑体" in look.font or "SimHei" in look.font) else 0


def document_number(text: str) -> str:
    """The number of a paper (发文字号) in a line, its brackets as they must be; empty where there is none."""
    found = _NUMBER.search(_BRACKETS.sub(r"\1〔\2〕\3", _plain(text)))
    return found.group() if found else ""


def date_of(text: str) -> date | None:
    """The day that a line alone says, in Arabic digits or Chinese ones (成文日期)."""
    line = _plain(text)
    found = _DATE.match(line)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        found = _CHINESE_DATE.match(line)
        if found:
            return date(_year(found[1]), _count(found[2]), _count(found[3]))
    except ValueError:
        return None
    return None


def source_of(text: str) -> str:
    """The body named by “来源：…” or by the red head."""
    found = _SOURCE.match(text.strip()) or _LETTERHEAD.match(_plain(text))
    return found[1].strip() if found else ""


def is_signature(text: str) -> bool:
    """A line that is the name of a body alone, as above the date at the end."""
    return bool(_BODY_OF_STATE.match(_plain(text)))


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)


_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def _year(text: str) -> int:
    return int("".join(str(_DIGITS[sign]) for sign in text))


def _count(text: str) -> int:
    """1 to 99: 十, 二十, 三十一."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def chinese_count(number: int) -> str:
    """1 to 99 as papers number their sections."""
    tens, ones = divmod(number, 10)
    names = "〇一二三四五六七八九"
    if not tens:
        return names[ones]
    return f"{names[tens] if tens > 1 else ''}十{names[ones] if ones else ''}"
