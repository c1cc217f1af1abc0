"""Whence a text came: the label in its byline, the source tag, the signature below it.

Old templates print the site's own name as the source of everything. Where texts are signed by somebody else, that
constant says nothing, and a signature, the unit whose column holds the text or the body that its title begins with
say more.
"""

import re
from collections.abc import Sequence

from yimen.consolidation.extraction.bylines import clean_value
from yimen.consolidation.extraction.lines import Line
from yimen.consolidation.extraction.profile import SiteProfile

_SIGNATURES = (
    re.compile(
        r"^[（(【\[]?\s*文(?:字|稿)?\s*(?:[、,，/／和]\s*图(?:片)?)?\s*[/／:：丨|]\s*(?P<who>[^\s/／:：（）()]{2,20})"
    ),
    re.compile(
        r"^[（(【\[]?\s*(?:供\s*稿(?:单位)?|来\s*稿|撰\s*稿\s*单位)\s*[:：]\s*(?P<who>[^\s:：（）()]{2,24})"
    ),
    re.compile(r"^[（(【\[]\s*(?P<who>[^\s:：（）()，。]{2,20}?)\s*供\s*稿\s*[）)】\]]$"),
    re.compile(
        r"^[（(【\[]?\s*(?:信息|文章|稿件|新闻)?来\s*源\s*[:：]\s*(?P<who>[^（）()]{2,30}?)\s*[）)】\]]?$"
    ),
)
_BODY_WORDS = (
    "中学|小学|高中|幼儿园|学校|大学|学院|[一二三四五六七八九十]中|[一二三四五六七八九十]高|局|科|股|处|室|办|党委|委员会|政府"
    "|中心|所|站|馆|院|校|园|社|报|网|厅|部|协会|公司|集团|工会|团委|支队|大队"
)
_A_BODY = re.compile(rf"(?:{_BODY_WORDS})$")
_PARTS_OF_TITLE = re.compile(r"\s*(?:[—–-]{2,}|一一|\s[—–-]\s)\s*")
_TITLE_BEGINS = re.compile(
    rf"^(?:\[[^\]]{{1,4}}\]|【[^】]{{1,6}}】)?(?P<who>[^，。：:“”《》\s]{{1,12}}?(?:{_BODY_WORDS}))"
    r"(?=召开|举行|举办|开展|积极|组织|学习|贯彻|认真|扎实|深入|多措|赴|走进|参加|迎|启动|推进|落实|加强|进行|完成|开|青年)"
)
_SIGNED_WITHIN = 40  # characters of a line that signs
_CONSTANT_LEAST, _CONSTANT_SHARE = 5, 0.5
_DISPROVED = 3  # texts signed by another body


def signed_by(lines: Sequence[Line], *, after: int) -> tuple[str, bool]:
    """Who signs below a text, and whether that is a body rather than a person; "" where nobody does."""
    for line in reversed(lines[max(after, 0) :]):
        if line.is_chrome or line.is_linked or len(line.text) > _SIGNED_WITHIN:
            continue
        for number, pattern in enumerate(_SIGNATURES):
            match = pattern.match(line.text)
            if match is not None:
                who = clean_value(match["who"])
                is_body = number > 0 or _A_BODY.search(who) is not None
                return who, is_body
    return "", False


def is_constant(profile: SiteProfile, source: str) -> bool:
    """Whether a site prints this source below most of its texts."""
    count = profile.sources[source]
    return count >= _CONSTANT_LEAST and count >= _CONSTANT_SHARE * profile.sources.total()


def is_disproved(profile: SiteProfile, source: str) -> bool:
    """Whether texts that show this constant are signed by other bodies."""
    return is_constant(profile, source) and profile.signed_otherwise[source] >= _DISPROVED


def settle_source(
    profile: SiteProfile,
    *,
    shown: str,
    signed: str,
    declared: str,
    tag_is_empty: bool,
    title: str,
) -> str:
    """The source of one text; `declared` is its source tag, `signed` a body that signs it."""
    if declared:
        return declared
    constant = bool(shown) and is_constant(profile, shown)
    if shown and not constant:
        return shown
    if signed and (not constant or is_disproved(profile, shown)):
        return signed
    if constant and tag_is_empty and profile.filled_source_tags >= _DISPROVED:
        return ""
    if constant and is_disproved(profile, shown):
        begins = _beginning(title)
        return "" if begins == shown else begins
    return shown


def _beginning(title: str) -> str:
    for part in _PARTS_OF_TITLE.split(title):
        match = _TITLE_BEGINS.match(part.strip())
        if match is not None:
            return match["who"]
    return ""
