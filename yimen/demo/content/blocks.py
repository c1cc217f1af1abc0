"""Bodies and sections in TOML: a plain text is a paragraph, a small table any other block."""

from collections.abc import Callable

from yimen.demo.content.block_shapes import (
    Attachment,
    Attachments,
    Block,
    BulletList,
    Callout,
    Contact,
    Gallery,
    Heading,
    Paragraph,
    Picture,
    Questions,
    Quote,
    TableBlock,
    Timeline,
)
from yimen.demo.content.fields import Fields
from yimen.demo.content.section_shapes import (
    DepartmentsSection,
    FiguresSection,
    LatestSection,
    Link,
    LinksSection,
    OpenSection,
    Section,
    TextSection,
)

FILE_KINDS = frozenset({"csv", "txt", "xlsx", "docx", "pdf"})


def read_blocks(fields: Fields, name: str = "blocks") -> tuple[Block, ...]:
    """The body in the field `name`. Raises ContentMistake for a block of no known kind."""
    blocks: list[Block] = []
    for number, value in enumerate(fields.values(name), 1):
        place = f"{name}, block {number}"
        if isinstance(value, str):
            if not value.strip():
                raise fields.mistake(place, "must not be empty")
            blocks.append(Paragraph(value.strip()))
        elif isinstance(value, dict):
            blocks.append(_read_block(Fields(value, file=fields.file, where=f"{fields.where} {place}")))
        else:
            raise fields.mistake(place, "must be a text or a table")
    return tuple(blocks)


def _read_block(fields: Fields) -> Block:
    for name, read in _READERS.items():
        if fields.has(name):
            block = read(fields)
            fields.done()
            return block
    raise fields.mistake("", f"is no block; one of {', '.join(_READERS)} must be there")


def _bullets(fields: Fields) -> BulletList:
    return BulletList(fields.texts("list", required=True))


def _numbered(fields: Fields) -> BulletList:
    return BulletList(fields.texts("steps", required=True), is_numbered=True)


def _table(fields: Fields) -> TableBlock:
    rows = fields.rows("table")
    if len(rows) < 2:
        raise fields.mistake("table", "must have a header and at least one row")
    return TableBlock(rows, fields.text_or("caption", ""))


def _image(fields: Fields) -> Picture:
    return Picture(
        fields.text("image"), fields.text("alt", longest=200), fields.text_or("caption", "", longest=200)
    )


def _gallery(fields: Fields) -> Gallery:
    rows = fields.rows("gallery", width=2)
    if len(rows) < 2:
        raise fields.mistake("gallery", "must have at least two pictures")
    return Gallery(
        tuple(Picture(key, words, words) for key, words in rows), fields.text_or("title", "", longest=80)
    )


def _attachments(fields: Fields) -> Attachments:
    return Attachments(fields.tables("attachments", _attachment))


def _attachment(fields: Fields) -> Attachment:
    kind = fields.choice("kind", FILE_KINDS)
    file = Attachment(fields.text("title", longest=120), kind, fields.rows("rows"))
    fields.done()
    return file


def _timeline(fields: Fields) -> Timeline:
    rows = fields.rows("timeline", width=3)
    return Timeline(tuple((when, what, details) for when, what, details in rows))


def _quote(fields: Fields) -> Quote:
    return Quote(fields.text("quote"), fields.text_or("by", "", longest=80))


def _questions(fields: Fields) -> Questions:
    return Questions(tuple((question, answer) for question, answer in fields.rows("qa", width=2)))


def _contact(fields: Fields) -> Contact:
    return Contact(
        fields.text("contact", longest=80),
        fields.text_or("phone", "", longest=60),
        fields.text_or("address", "", longest=120),
        fields.text_or("hours", "", longest=120),
    )


def _callout(fields: Fields) -> Callout:
    return Callout(
        fields.text("callout"),
        fields.text_or("title", "", longest=80),
        fields.choice("kind", {"note", "warning"}, "note"),
    )


def _heading(fields: Fields) -> Heading:
    return Heading(fields.text("h", longest=60))


_READERS: dict[str, Callable[[Fields], Block]] = {
    "h": _heading,
    "list": _bullets,
    "steps": _numbered,
    "table": _table,
    "image": _image,
    "gallery": _gallery,
    "attachments": _attachments,
    "timeline": _timeline,
    "quote": _quote,
    "qa": _questions,
    "contact": _contact,
    "callout": _callout,
}


WIDTHS = frozenset({"whole", "main", "side"})


def read_section(fields: Fields) -> Section:
    """One section of a home page or entrance."""
    read = next((read for name, read in _SECTIONS.items() if fields.has(name)), _text_section)
    section = read(fields)
    fields.done()
    return section


def _latest(fields: Fields) -> Section:
    return LatestSection(
        fields.text("latest"),
        fields.text_or("title", "", longest=40),
        fields.integer("count", least=1, default=6),
        fields.choice("style", {"list", "cards", "lead"}, "list"),
        _width(fields),
    )


def _open(fields: Fields) -> Section:
    return OpenSection(
        fields.text("title", longest=40),
        fields.text("open"),
        fields.integer("count", least=1, default=5),
        _width(fields),
    )


def _links(fields: Fields) -> Section:
    links = fields.tables("links", read_link)
    style = fields.choice("style", {"tasks", "cards", "topics"}, "cards")
    return LinksSection(fields.text("title", longest=40), links, style, _width(fields))


def _figures(fields: Fields) -> Section:
    return FiguresSection(
        fields.text("title", longest=40),
        tuple((value, unit, label) for value, unit, label in fields.rows("figures", width=3)),
        fields.text("period", longest=40),
        fields.text("source", longest=60),
        fields.tables("table", read_link),
        fields.tables("action", read_link),
        _width(fields),
    )


def _departments(fields: Fields) -> Section:
    return DepartmentsSection(fields.text("departments", longest=40))


def _text_section(fields: Fields) -> Section:
    return TextSection(fields.text("text"), fields.text_or("title", "", longest=40), _width(fields))


def _width(fields: Fields) -> str:
    return fields.choice("width", WIDTHS, "whole")


_SECTIONS: dict[str, Callable[[Fields], Section]] = {
    "latest": _latest,
    "open": _open,
    "links": _links,
    "figures": _figures,
    "departments": _departments,
}


def read_link(fields: Fields) -> Link:
    """A place to go to."""
    link = Link(
        fields.text("title", longest=40),
        fields.text("to"),
        fields.text_or("line", "", longest=80),
        fields.text_or("picture", ""),
    )
    fields.done()
    return link
