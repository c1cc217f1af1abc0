"""The table of elements above an official document: 索引号, 发文机关, 标题, 发文字号, 发布日期 (政府信息公开目录)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from yimen.consolidation.extraction.lines import Line, squeezed

_NAMES = {
    "title": ("标题", "信息名称", "名称", "文件名称", "公文标题", "文件标题"),
    "published": ("发布日期", "公开日期", "发布时间", "公开时间", "信息发布日期", "发文时间"),
    "written": (
        "成文日期",
        "生成日期",
        "印发日期",
        "发文日期",
        "成文时间",
        "生成时间",
        "制发日期",
        "签发日期",
    ),
    "issuer": (
        *("发布机构", "发文机关", "公开机构", "发文单位", "发布单位", "公开责任部门", "制发机关", "发布机关"),
        *("发文机构", "责任部门", "公开主体", "信息来源", "信息提供单位", "发文部门"),
    ),
    "doc_no": ("发文字号", "文号", "文件编号", "公文文号", "发文文号", "文件字号", "发布文号", "公文字号"),
    "index_no": ("索引号", "索取号", "信息索引号", "信息索引", "公开索引号"),
    "topic": ("主题分类", "分类", "信息分类", "所属主题", "主题"),
    "genre": ("体裁分类", "文种", "公文种类", "体裁"),
    "validity": ("有效性", "信息状态", "文件状态", "时效性", "效力状态", "是否有效"),
    "effective": ("生效日期", "施行日期", "实施日期", "生效时间"),
    "expires": ("废止日期", "失效日期", "有效期", "失效时间", "废止时间"),
    "keywords": ("主题词", "关键词"),
    "audience": ("服务对象", "公开对象"),
    "other": (
        *("公开方式", "公开时限", "公开范围", "公开形式", "内容概述", "组配分类", "公开类别", "公开程序"),
        *("信息类别", "载体类型", "记录形式", "浏览次数"),
    ),
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names}
_LABEL = re.compile(rf"^[\[【(（]?({'|'.join(sorted(_KINDS, key=len, reverse=True))})[\]】)）]?[:：]?")
_LEAST = 3  # different labels make a table
_WITHIN = 160  # lines; below that a document quotes another's head
_LOOSE = {"title", "other", "genre", "validity", "effective", "expires", "keywords", "audience", "topic"}
_REPEATED = {"主题分类", "体裁分类", "服务对象", "主题词", "信息状态"}
_NOTHING = {"无", "-", "--", "/", "null", "　"}
_ENTRY = 60  # characters of one repeated entry
_GAP = 4  # lines between two entries of one table


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What the table says, by kind, and the last line of it; -1 where there is no table."""

    values: dict[str, str] = field(default_factory=dict)
    first_line: int = -1
    last_line: int = -1
    title_line: int = -1


def find_head(lines: Sequence[Line]) -> DocumentHead:
    """The first table of elements on a page."""
    values: dict[str, str] = {}
    labels: set[str] = set()
    first = last = title_line = -1
    for number in range(min(len(lines), _WITHIN)):
        if first >= 0 and number - last > _GAP:
            if len(labels) >= _LEAST:
                break
            values, labels, first, last, title_line = {}, set(), -1, -1, -1
        found = _entry(lines, number)
        if found is None:
            continue
        name, value, place = found
        first, last = (number if first < 0 else first), place
        labels.add(name)
        kind = _KINDS[name]
        if value and kind not in values and value not in _NOTHING:
            values[kind] = value
            title_line = place if kind == "title" else title_line
    is_document = "doc_no" in values or any(_KINDS[name] == "index_no" for name in labels)
    if len(labels) < _LEAST or not is_document:
        return DocumentHead()
    return DocumentHead(values, first, last, title_line)


def is_head_entry(text: str) -> bool:
    """Whether a line is one entry of such a table, as templates for telephones repeat it below the title."""
    match = _LABEL.match(squeezed(text)) if len(text) <= _ENTRY else None
    return match is not None and (_KINDS[match[1]] not in _LOOSE or match[1] in _REPEATED)


def _entry(lines: Sequence[Line], number: int) -> tuple[str, str, int] | None:
    """Label, value and the line of the value, which may be the label's own or the next."""
    text = squeezed(lines[number].text)
    match = _LABEL.match(text)
    if match is None or len(text) > 200:
        return None
    is_marked = match[0].endswith((":", "：", "]", "】"))
    rest = text[match.end() :]
    if rest:
        return (match[1], _after(lines[number].text, match.end()), number) if is_marked else None
    following = lines[number + 1] if number + 1 < len(lines) else None
    is_value = following is not None and len(following.text) <= 200 and _same_row(lines[number], following)
    if following is None or not is_value or _LABEL.match(squeezed(following.text)):
        return match[1], "", number
    if not is_marked and lines[number].element.tag not in ("td", "th", "dt", "b", "strong", "label", "span"):
        return None
    return match[1], following.text, number + 1


def _same_row(label: Line, value: Line) -> bool:
    """Whether two lines stand in one row of a table, or in elements side by side."""
    row = next(label.element.iterancestors("tr"), None)
    if row is not None:
        return any(parent is row for parent in value.element.iterancestors("tr"))
    sides = {label.element.getparent(), *label.element.iterancestors("li", "dl", "dd")}
    return value.element.getparent() in sides


def _after(text: str, squeezed_length: int) -> str:
    """The part of a text behind so many characters other than blanks."""
    seen = 0
    for place, character in enumerate(text):
        if seen == squeezed_length:
            return text[place:].strip()
        seen += not character.isspace()
    return ""
