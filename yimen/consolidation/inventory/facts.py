"""One address of an old site with all that the inventory says of it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from yimen.consolidation.extraction.addresses import address_key
from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.records import PageRecord, Verdict
from yimen.consolidation.sources.pages import PICTURE
from yimen.consolidation.sources.records import Fetched
from yimen.foundation.decoding import DecodedText
from yimen.foundation.personal_data import find_personal_data

_SCRIPT = re.compile(r"\.(?:js|css|json|xml|woff2?|ttf|eot|swf)(?:$|[?#])", re.I)
_SCRIPT_ONLY = 40  # characters of a page below which scripts make it, where there are any
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


class Kind(StrEnum):
    """What stands at an address."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    DOCUMENT = "document"
    OTHER = "other page"
    DUPLICATE = "duplicate"
    ATTACHMENT = "attachment"
    IMAGE = "image"
    SCRIPT = "script"
    ERROR = "error"


@dataclass(kw_only=True, slots=True)
class Facts:
    """All of one address; texts stay in the records, here is what is counted and listed."""

    url: str
    key: str
    kind: Kind
    status: int
    size: int
    checksum: str
    encoding: str = ""
    declared: str = ""
    lied: bool = False
    language: str = ""
    title: str = ""
    day: str = ""
    column: str = ""
    same_as: str = ""
    notes: list[str] = field(default_factory=list)
    poison: list[str] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    sketch: list[int] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Facts":
        return cls(**{**told, "kind": Kind(told["kind"])})


def facts_of_file(fetched: Fetched) -> Facts:
    """An address that is no page."""
    url, kind = fetched.url, fetched.content_type
    if fetched.status >= 400 or not fetched.status:
        what = Kind.ERROR
    elif kind.startswith("image/") or PICTURE.search(url):
        what = Kind.IMAGE
    elif _SCRIPT.search(url) or kind in ("text/css", "application/javascript", "text/javascript"):
        what = Kind.SCRIPT
    else:
        what = Kind.ATTACHMENT
    return Facts(
        url=url,
        key=address_key(url),
        kind=what,
        status=fetched.status,
        size=len(fetched.data),
        checksum=fetched.checksum,
    )


def facts_of_page(fetched: Fetched, decoded: DecodedText, page: OldPage, record: PageRecord) -> Facts:
    """A page that was read; `page` may be used up, its links were asked before."""
    facts = facts_of_file(fetched)
    facts.url, facts.key = record.url, address_key(record.url)
    facts.kind = _kind(fetched, record)
    facts.encoding, facts.declared = decoded.encoding, decoded.declared or ""
    facts.lied = decoded.declaration_lied
    facts.title, facts.day, facts.column = record.title, str(record.day or ""), record.column
    facts.language = _language(record.text or record.title)
    facts.poison = page.poison
    facts.personal = sorted({f"{found.kind}: {found.masked}" for found in find_personal_data(record.text)})
    facts.notes = _notes(page, record)
    return facts


def _kind(fetched: Fetched, record: PageRecord) -> Kind:
    if fetched.status >= 400 or record.reason == "an error page":
        return Kind.ERROR
    if record.verdict is Verdict.ARTICLE:
        return Kind.DOCUMENT if record.document else Kind.ARTICLE
    return {Verdict.HOME: Kind.HOME, Verdict.LIST: Kind.LIST}.get(record.verdict, Kind.OTHER)


def _notes(page: OldPage, record: PageRecord) -> list[str]:
    notes = [record.reason] if record.reason else []
    text = len(page.visible_text)
    if text < _SCRIPT_ONLY and page.script_count and not page.has_frames and not page.goes_to:
        notes.append("written by scripts only: what visitors see is not in the page")
    if not record.text and "<img" in record.html:
        notes.append("one image or several and no text")
    if page.hidden_count:
        notes.append(f"{page.hidden_count} hidden parts left out")
    return notes


def _language(text: str) -> str:
    chinese, latin = len(_CHINESE.findall(text[:2000])), len(_LATIN.findall(text[:2000]))
    if not chinese and not latin:
        return ""
    return "zh" if chinese * 4 >= latin else "en"
