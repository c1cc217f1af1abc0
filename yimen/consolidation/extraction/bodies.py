"""The body of an article: the lines between its byline and what follows it, and the element that holds them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from yimen.consolidation.extraction.bylines import says_whence
from yimen.consolidation.extraction.heads import is_head_entry
from yimen.consolidation.extraction.lines import Line
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.profile import TAUGHT, SiteProfile
from yimen.foundation.sanitising import clean_article_tree, plain_text

_END = re.compile(
    r"^[【\[（(<《\s]*(?:上一[篇条页个]|下一[篇条页个]|前一[篇条]|后一[篇条]|相关(?:文章|新闻|信息|链接|阅读|内容|资讯|附件下载)|推荐(?:文章|阅读|新闻)|热点(?:新闻|文章|推荐)|延伸阅读"
    r"|热门图集|版权所有|copyright|友情链接|网站标识码|技术支持[:：]|网站地图|previous|next\s*[:：])",
    re.I,
)
_FOOTER = re.compile(r"ICP备|公网安备|版权所有|网站标识码|技术支持[:：]|建议使用|分辨率")
_NOISE = re.compile(
    r"^[【\[（(|｜\s·\-]*(?:(?:[12]\d{3}-\d\d?-\d\d?)?\s*\d*\s*次?浏览|打印|关闭|返回|收藏|分享|字[体号]|大\s*中\s*小|浏览|点击(?!下载|查看|此处)|阅读|访问|人气|[（(]?责任编辑|责编|编辑|审核|共\s*\d+\s*页|我要纠错|纠错|扫一扫|微信|顶部|返回顶部|您?.{0,6}位置\s*[:：]|文章来源|来源[:：]\s*$"
    r"|复制链接|举报|评论|手机|朗读|视力保护|加入收藏|设为首页|top|保存|推荐给|网友评论|发表评论|print|close|本文(?:来源|地址|链接|网址|关键|责编|已被|共)|摘要[:：]\s*$)",
    re.I,
)
_NOISE_LONGEST = 40  # characters; longer lines are sentences
_BUTTON = 12
_SIGNS = re.compile(r"[:：【】|｜\[\]]")
_IMAGE_MASS = 30
_ATTACHMENT_MASS = 20
_WORDS_BESIDE_LINKS = 5  # characters outside its links from which a line of links is text and not a menu
_PROSE_LEAST = 10
_MOST = 0.6  # of the mass must lie in the element that the search upwards starts from
_NAMED = 4  # characters of tag, class and id; "td" and "div" name no place
_TEMPLATE = 0.8  # share of the bodies in one place that hold a line of the template
_STRONG = 120  # mass from which a page teaches where bodies stand
_DIGITS = re.compile(r"\d+")
_DEAD_LEAST = 6  # characters of a dead link that may be a lost attachment; below that it is a button
_INLINE = {"a", "span", "font", "b", "strong", "i", "em", "u", "big", "small"}
_TABLE_PARTS = {"tr", "tbody", "thead", "tfoot"}


@dataclass(frozen=True, slots=True)
class FoundBody:
    """The element that holds a body, the lines of it that are its text, and how much there is (see `mass`)."""

    container: etree._Element
    lines: list[Line]
    mass: int


def mass(line: Line) -> int:
    """How much content a line carries: its characters, and a fixed weight for a picture or an attachment."""
    if line.is_chrome or is_noise(line):
        return 0
    weight = _IMAGE_MASS if line.images else 0
    if line.has_attachment:
        return weight + _ATTACHMENT_MASS
    length = len(line.plain)
    if line.is_linked and line.is_dead:
        return weight + (length if length >= _DEAD_LEAST else 0)
    if line.is_linked:
        length = max(0, length - line.link_length)
        length = length if length >= _WORDS_BESIDE_LINKS else 0
    return weight + length


def prose(lines: Sequence[Line]) -> int:
    """Characters in lines that are sentences or entries rather than menus."""
    return sum(
        len(line.text)
        for line in lines
        if not (line.is_linked or line.is_chrome) and len(line.text) >= _PROSE_LEAST and not is_noise(line)
    )


def is_noise(line: Line) -> bool:
    """Buttons and counters around a body."""
    return len(line.text) <= _NOISE_LONGEST and _is_noise(line.text, line.is_linked)


@lru_cache(maxsize=16384)  # the same buttons stand on every page
def _is_noise(text: str, is_linked: bool) -> bool:
    if _FOOTER.search(text):
        return True
    looks_like_button = is_linked or len(text) <= _BUTTON or _SIGNS.search(text) is not None
    return looks_like_button and _NOISE.match(text) is not None


def signature(element: etree._Element) -> str:
    """The way from the page's body to an element by tag, class and id: equal on pages of one template."""
    way = ""
    for step in reversed([element, *element.iterancestors()]):
        way = _joined(way, step)
    return way


def _joined(way: str, element: etree._Element) -> str:
    if element.tag in ("body", "html"):
        return ""
    names = ".".join((element.get("class") or "").split())
    return f"{way}/{element.tag!s}.{names}#{_DIGITS.sub('#', element.get('id') or '')}"


def find_body(page: OldPage, profile: SiteProfile, *, title_line: int, byline: int) -> FoundBody | None:
    """The body below the title and the byline, or between the two; -1 for a line that is unknown."""
    between = (
        sum(mass(line) for line in page.lines[title_line + 1 : byline]) if 0 <= title_line < byline else 0
    )
    if between > _STRONG // 2:
        region = [line for line in _region(page.lines, title_line) if line.number != byline]
    else:
        region = _region(page.lines, max(title_line, byline))
    learnt, votes = _learnt_container(page, profile, region)
    if learnt is not None:
        _spare(learnt, votes, region)
    heavy = [(line, weight) for line in region if (weight := mass(line))]
    total = sum(weight for _, weight in heavy)
    if not total:
        return FoundBody(learnt, [], 0) if learnt is not None else None
    if learnt is not None and is_taught(learnt, profile):
        inside = [line for line in region if _holds(learnt, line.element)]
        return FoundBody(learnt, inside, sum(mass(line) for line in inside))
    container = _widened(_densest(heavy, total), region)
    if learnt is not None and (total < _STRONG or learnt in container.iterancestors()):
        container = _widened(learnt, region)
    inside = _trimmed([line for line in region if _holds(container, line.element)])
    return FoundBody(container, inside, sum(mass(line) for line in inside))


def is_taught(container: etree._Element, profile: SiteProfile) -> bool:
    """Whether a person said that bodies stand here."""
    return profile.containers.get(signature(container), 0) >= TAUGHT


def teach(profile: SiteProfile, found: FoundBody) -> None:
    """Remember where a page with much text keeps it."""
    if found.mass >= _STRONG and found.container.tag != "body":
        way = signature(found.container)
        profile.containers[way] += 1
        profile.container_places[way.rpartition("/")[2]] += 1


def body_html(page: OldPage, found: FoundBody) -> str:
    """The cleaned HTML of a body. The page's tree is used up by this."""
    kept = {line.number for line in found.lines}
    for line in page.lines:
        if line.number not in kept and _holds(found.container, line.element):
            line.erase()
    container = found.container
    if container.tag in _TABLE_PARTS:
        container = next(container.iterancestors("table"), container)
    wrapper = etree.Element("div")
    if container.tag in ("table", "ul", "ol"):
        container.tail = None
        wrapper.append(container)
    else:
        wrapper.text = container.text
        wrapper.extend(list(container))
    _absolute_addresses(wrapper, page)
    return clean_article_tree(wrapper)


def body_text(html: str) -> str:
    return plain_text(html)


def _absolute_addresses(root: etree._Element, page: OldPage) -> None:
    for element in root.iter("a", "img"):
        name = "href" if element.tag == "a" else "src"
        value = element.get(name)
        target = page.absolute(value) if value else None
        if target is not None:
            element.set(name, target)
        elif value and not value.startswith(("mailto:", "tel:")):
            del element.attrib[name]


def _region(lines: Sequence[Line], after: int) -> list[Line]:
    """Lines from the byline to the first that certainly no longer belongs to the text."""
    region: list[Line] = []
    gathered = 0
    for line in lines[after + 1 :]:
        if len(line.text) < 120 and _END.match(line.text) and (gathered or line.is_chrome or line.is_linked):
            if gathered:
                break
            continue
        region.append(line)
        gathered += mass(line)
    return region


def _holds(container: etree._Element, element: etree._Element) -> bool:
    return container is element or any(parent is container for parent in element.iterancestors())


def _densest(heavy: Sequence[tuple[Line, int]], total: int) -> etree._Element:
    """The deepest element with most of the mass."""
    weights: dict[etree._Element, int] = {}
    for line, weight in heavy:
        for element in [line.element, *line.element.iterancestors()]:
            weights[element] = weights.get(element, 0) + weight
    container = heavy[0][0].element.getroottree().getroot()
    while True:
        inner = next((child for child in container if weights.get(child, 0) >= _MOST * total), None)
        if inner is None or inner.tag in _INLINE:
            return container
        container = inner


def _widened(container: etree._Element, region: Sequence[Line]) -> etree._Element:
    """Up the tree for as long as the parent adds text, and not mainly links or template."""
    # The elements themselves are kept: lxml makes new objects for elements that nobody holds, ids would not last.
    above = {line.number: {line.element, *line.element.iterancestors()} for line in region}
    for parent in list(container.iterancestors()):
        if parent.tag == "html":
            break
        added = [
            line for line in region if parent in above[line.number] and container not in above[line.number]
        ]
        gain = sum(mass(line) for line in added)
        loss = sum(len(line.text) for line in added if not mass(line) and not is_noise(line))
        if gain <= loss and added:
            break
        container = parent if gain else container
    return container


def _spare(learnt: etree._Element, votes: int, region: Sequence[Line]) -> None:
    """In the place of bodies only what stands on most of them is template: "详见附件" is text, "第一章 总则" too."""
    for line in region:
        if line.is_chrome and line.frequency < _TEMPLATE * votes and _holds(learnt, line.element):
            line.is_chrome = False


def _learnt_container(
    page: OldPage, profile: SiteProfile, region: Sequence[Line]
) -> tuple[etree._Element | None, int]:
    """The element of this page that stands where other pages of the site keep their bodies, and how many do."""
    if not profile.containers:
        return None, 0
    signatures: dict[etree._Element, str] = {}
    best: tuple[int, etree._Element | None] = (2, None)
    for line in region:
        for element in reversed([line.element, *line.element.iterancestors()]):
            if element in signatures:
                continue
            parent = element.getparent()
            signatures[element] = _joined(signatures.get(parent, "") if parent is not None else "", element)
            votes = profile.containers.get(signatures[element], 0)
            if votes > best[0]:
                best = (votes, element)
    place = signatures[best[1]].rpartition("/")[2] if best[1] is not None else ""
    named = len(place.strip(".#")) > _NAMED  # nested differently, one name: one place all the same
    return best[1], profile.container_places[place] if named else best[0]


def _trimmed(lines: list[Line]) -> list[Line]:
    """Without buttons, template and navigation before and after the text."""
    first, last = 0, len(lines)
    while first < last and _is_edge(lines[first], is_end=False):
        first += 1
    while last > first and _is_edge(lines[last - 1], is_end=True):
        last -= 1
    return [line for line in lines[first:last] if not (is_noise(line) and line.is_chrome)]


def _is_edge(line: Line, *, is_end: bool) -> bool:
    """Whether a line beside the text is none of it; a sentence that ends many texts ("特此通知。") is."""
    if is_noise(line) or (line.is_chrome and not line.text.endswith("。")):
        return True
    return not is_end and (says_whence(line.text) or is_head_entry(line.text))
