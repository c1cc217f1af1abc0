"""The city, its registers and texts as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from yimen.demo.content.block_shapes import Block
from yimen.demo.content.section_shapes import Link, Section


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
    english_contact: str
    identification_code: str
    icp_number: str
    police_record: str
    police_record_code: str
    party_mark_text: str
    party_mark_url: str
    error_report_url: str
    summary: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
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
    translation_of: str = ""  # `site/code` of the column of which this is the English edition
    open_to_departments: bool = False


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
    open_until: date | None
    audiences: tuple[str, ...]
    subjects: tuple[str, ...]
    blocks: tuple[Block, ...]
    also_in: tuple[str, ...]
    related: tuple[str, ...]
    picture: str
    weight: int
    translation_of: str = ""  # key of the text of which this is the English edition


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
    translation_of: str = ""
