"""The blocks of a body as plain values, in the order of yimen.editorial.blocks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class BulletList:
    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class TableBlock:
    """The first row is the header."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    key: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Gallery:
    pictures: tuple[Picture, ...]
    title: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file to download; `kind` is a file ending known to `yimen.demo.attachments`."""

    title: str
    kind: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Attachments:
    files: tuple[Attachment, ...]


@dataclass(frozen=True)
class Timeline:
    """Each event: when, what, details (may be empty)."""

    events: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Quote:
    text: str
    author: str = ""


@dataclass(frozen=True)
class Questions:
    """Pairs of question and answer."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Callout:
    text: str
    title: str = ""
    kind: str = "note"  # note, warning


Block = (
    Paragraph
    | Heading
    | BulletList
    | TableBlock
    | Picture
    | Gallery
    | Attachments
    | Timeline
    | Quote
    | Questions
    | Contact
    | Callout
)
