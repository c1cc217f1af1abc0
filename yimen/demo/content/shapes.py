"""The plain values that the demo city's texts are read into."""

from dataclasses import dataclass
from datetime import date, datetime

# ── blocks of a body, in the order of yimen.editorial.blocks


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

# ── sections of home pages and entrances, in the order of yimen.editorial.sections


@dataclass(frozen=True)
class LatestSection:
    """The newest of a column: `site/column` such as `city/tzgg`, or a code in the same site."""

    column: str
    title: str = ""
    count: int = 6
    style: str = "list"  # list, cards, lead


@dataclass(frozen=True)
class Link:
    """`to` is `page:KEY` (article or page), `column:SITE/CODE`, `site:AGENCY`, `entrance:AUDIENCE`,
    `directory`, `board`, or an address that begins with / or https://."""

    title: str
    to: str
    line: str = ""


@dataclass(frozen=True)
class LinksSection:
    title: str
    links: tuple[Link, ...]
    style: str = "cards"  # tasks, cards


@dataclass(frozen=True)
class TextSection:
    text: str
    title: str = ""


Section = LatestSection | LinksSection | TextSection

# ── the city


@dataclass(frozen=True)
class City:
    """Names and footer facts of the portal."""

    name: str  # 中国·云泽
    full_name: str
    english_name: str
    tagline: str
    organiser: str
    english_organiser: str
    contact: str
    identification_code: str
    icp_number: str
    police_record: str
    police_record_code: str
    party_mark_text: str
    party_mark_url: str
    error_report_url: str
    summary: str
    menu: tuple[Link, ...]
    english_menu: tuple[Link, ...]
    tasks: tuple[Link, ...]
    sections: tuple[Section, ...]
    english_sections: tuple[Section, ...]


@dataclass(frozen=True)
class Audience:
    """One of the five entrances."""

    code: str
    name: str
    english_name: str
    line: str
    english_line: str
    summary: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Subject:
    code: str
    name: str
    english_name: str


@dataclass(frozen=True)
class Column:
    """A column; `code` is its slug and unique in its site, `parent` the code of the column above or empty."""

    code: str
    name: str
    summary: str
    keywords: tuple[str, ...]
    column_type: str
    layout: str
    parent: str = ""


@dataclass(frozen=True)
class Leader:
    name: str
    post: str
    portfolio: str
    resume: str
    portrait: str  # key of a portrait in yimen.demo.pictures


@dataclass(frozen=True)
class OldSite:
    """A site the agency had of its own; `closed_on` only when `state` is closed."""

    name: str
    state: str  # running, exempt, closed
    hosts: tuple[str, ...]
    closed_on: date | None
    note: str


@dataclass(frozen=True)
class Approval:
    """Why an agency may keep a host of its own; `host_label` is the label before the portal's domain."""

    host_label: str
    approved_by: str
    approved_on: date
    document_number: str


@dataclass(frozen=True)
class Site:
    """A sub-site (`own_host` None) or an approved exception on a host of its own."""

    state: str  # preparation, finished
    tagline: str
    theme: str
    banner: str  # picture key
    columns: tuple[Column, ...]  # standard set and own ones, in order
    sections: tuple[Section, ...]
    own_host: Approval | None = None


@dataclass(frozen=True)
class Agency:
    code: str
    name: str
    short_name: str
    english_name: str
    kind: str
    status: str
    address: str
    phone: str
    office_hours: str
    duties: tuple[str, ...]
    leaders: tuple[Leader, ...]
    parent: str
    closed_on: date | None
    closing_reason: str
    successors: tuple[str, ...]
    old_site: OldSite | None
    site: Site | None


@dataclass(frozen=True)
class Article:
    """`site` is `city`, `en` or an agency's code; `also_in` are further placements written `site/column`."""

    key: str
    site: str
    column: str
    title: str
    summary: str
    agency: str
    source: str
    author: str
    editor: str
    published_at: datetime
    audiences: tuple[str, ...]
    subjects: tuple[str, ...]
    blocks: tuple[Block, ...]
    also_in: tuple[str, ...]
    related: tuple[str, ...]
    picture: str
    weight: int


@dataclass(frozen=True)
class InformationPage:
    """A lasting text below a column, or directly below the site's home where `column` is empty."""

    key: str
    site: str
    column: str
    slug: str
    title: str
    summary: str
    changed_on: date
    audiences: tuple[str, ...]
    subjects: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Content:
    """Everything, with references that resolve."""

    city: City
    audiences: tuple[Audience, ...]
    subjects: tuple[Subject, ...]
    columns: tuple[Column, ...]
    english_columns: tuple[Column, ...]
    agencies: tuple[Agency, ...]
    articles: tuple[Article, ...]
    pages: tuple[InformationPage, ...]

    def agency(self, code: str) -> Agency:
        """The agency with this code; KeyError when there is none."""
        found = {agency.code: agency for agency in self.agencies}
        return found[code]
