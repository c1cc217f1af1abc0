"""What the reading interface takes and gives. Descriptions are sentences of the catalogue: the OpenAPI document
says each in Chinese and English.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from yimen.api.rules import DEFAULT_CHANGES, DEFAULT_PAGE, LARGEST_PAGE, MOST_CHANGES
from yimen.foundation.words import noted

Language = Literal["zh-hans", "en"]
CODE = r"^[a-z][a-z0-9-]{0,49}$"
IDENTITY = r"^[a-z_]{1,20}:[0-9]{1,18}$"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9998, 12, 31)


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL")  # PostgreSQL cannot store or look for it
    return text


Text = Annotated[str, AfterValidator(_without_nul), Field(pattern="^[^\x00]*$")]
"""Any text that can be stored."""


class EntryQuery(Schema):
    """How a list of entries is chosen."""

    kind: str | None = Field(
        None,
        pattern=r"^[a-z_]{1,20}$",
        description=noted("Kind of entry, such as article; without it every text that lists show."),
        examples=["article"],
    )
    language: Language = Field("zh-hans", description=noted("Language of the edition."))
    subsite: str | None = Field(
        None, pattern=CODE, description=noted("Code of a sub-site."), examples=["jyj"]
    )
    agency: str | None = Field(
        None, pattern=CODE, description=noted("Code of the agency that published it."), examples=["jyj"]
    )
    column: str | None = Field(
        None,
        pattern=r"^column:[0-9]{1,18}$",
        description=noted("Identity of a column: what is placed there, from whichever department."),
        examples=["column:12"],
    )
    audience: str | None = Field(
        None, pattern=CODE, description=noted("Code of an audience."), examples=["citizen"]
    )
    subject: str | None = Field(None, pattern=CODE, description=noted("Code of a subject."))
    since: date | None = Field(
        None,
        ge=FIRST_DAY,
        le=LAST_DAY,
        description=noted("First day of publication, as 2026-11-01 in the city's time."),
    )
    until: date | None = Field(
        None, ge=FIRST_DAY, le=LAST_DAY, description=noted("Last day of publication, itself included.")
    )
    q: Text | None = Field(
        None,
        min_length=1,
        max_length=100,
        description=noted("Words to be found in title, summary or text; of very common words the 400 best."),
        examples=["义务教育"],
    )
    sort: Literal["newest", "oldest"] = Field("newest", description=noted("By time of publication."))
    limit: int = Field(DEFAULT_PAGE, ge=1, le=LARGEST_PAGE, description=noted("How many at once."))
    cursor: str | None = Field(
        None,
        max_length=100,
        description=noted("Where to go on: “next” of the answer before. It holds although texts are added."),
    )
    total: bool = Field(False, description=noted("Whether to count the whole list."))


class Named(Schema):
    """A body or facet with its code."""

    code: str
    name: str
    english_name: str


class Picture(Schema):
    url: str
    description: str = Field(description=noted("What it shows, for those who do not see it."))
    credit: str


class InColumn(Schema):
    """A column in which an entry stands."""

    id: str
    title: str
    url: str
    is_home: bool = Field(description=noted("Whether it is the entry's own column."))


class EntryOut(Schema):
    """One public thing."""

    id: str = Field(
        description=noted("Lasting identity; the change feed names it so."), examples=["article:123"]
    )
    kind: str
    title: str
    summary: str
    language: str
    url: str = Field(description=noted("Its page for people."))
    api_url: str
    published_at: datetime
    changed_at: datetime
    valid_until: datetime | None = Field(
        description=noted("Until when readers can take part; empty where there is no deadline.")
    )
    subsite: Named | None = Field(description=noted("Empty for the portal itself."))
    agency: Named | None
    columns: list[InColumn]
    audiences: list[str]
    subjects: list[str]
    picture: Picture | None


class EntryPage(Schema):
    """A part of a list."""

    entries: list[EntryOut]
    next: str | None = Field(description=noted("Address of the next part; empty at the end."))
    total: int | None = Field(description=noted("Length of the whole list, when asked for and up to 10,000."))


class FileOut(Schema):
    """A file that comes with a text."""

    url: str
    title: str
    type: str
    bytes: int


class Edition(Schema):
    """The same text in a language."""

    id: str
    language: str
    title: str
    url: str


class EntryWhole(EntryOut):
    """One public thing with its text."""

    html: str | None = Field(
        description=noted("The text as clean HTML with whole addresses; empty where it is read on its page.")
    )
    text: str | None = Field(description=noted("The same as plain text."))
    source: str = Field(description=noted("Where the text comes from."))
    author: str
    attachments: list[FileOut]
    pictures: list[FileOut]
    editions: list[Edition]


class LanguageQuery(Schema):
    language: Language = Field("zh-hans", description=noted("Language of the edition."))


class PageQuery(LanguageQuery):
    """Whose pages."""

    subsite: str | None = Field(
        None, pattern=CODE, description=noted("Code of a sub-site; without it the portal's own.")
    )


class Place(Schema):
    """A place of the page tree, with what lies below."""

    id: str
    kind: str
    title: str
    summary: str
    url: str
    pages: list["Place"]


class PlaceTree(Schema):
    pages: list[Place]


class AgencyQuery(Schema):
    """Which agencies."""

    kind: Literal["department", "direct", "dispatched", "institution", "district", "other"] | None = Field(
        None, description=noted("Kind of body.")
    )
    with_closed: bool = Field(False, description=noted("Whether closed bodies are listed too."))


class LeaderOut(Schema):
    name: str
    post: str
    portfolio: str = Field(description=noted("Division of work."))
    resume: str
    english_name: str
    english_post: str
    english_portfolio: str
    english_resume: str


class AgencyOut(Named):
    """A body of the city government."""

    short_name: str
    english_short_name: str
    kind: str
    status: str
    parent: str | None = Field(description=noted("Code of the parent body."))
    phone: str
    phone_from_abroad: str
    address: str
    english_address: str
    office_hours: str
    english_office_hours: str
    duties: list[str]
    english_duties: list[str]
    closed_on: date | None
    successors: list[str] = Field(description=noted("Codes of who has the duties of a closed body now."))
    subsite: str | None = Field(description=noted("Code of its sub-site."))
    url: str
    leaders: list[LeaderOut]


class AgencyList(Schema):
    agencies: list[AgencyOut]


class SubsiteEdition(Schema):
    language: str
    title: str
    url: str


class SubsiteOut(Named):
    """A department's place on the portal."""

    state: str = Field(description=noted("preparation or finished"))
    agency: str
    editions: list[SubsiteEdition]


class SubsiteList(Schema):
    subsites: list[SubsiteOut]


class Term(Named):
    """A word of a vocabulary."""

    line: str
    english_line: str


class Vocabularies(Schema):
    """What entries can be chosen by."""

    audiences: list[Term]
    subjects: list[Term]
    kinds: list[str]
    languages: list[str]


class ChangeQuery(Schema):
    """From where the changes are read."""

    since: int | None = Field(
        None,
        ge=0,
        le=2**53,
        description=noted(
            "Position up to which you have read; without it the answer only names the present one."
        ),
    )
    limit: int = Field(DEFAULT_CHANGES, ge=1, le=MOST_CHANGES, description=noted("How many at once."))


class ChangeOut(Schema):
    """The last thing that happened to something within this part of the feed."""

    position: int
    at: datetime
    action: Literal["changed", "withdrawn"] = Field(
        description=noted("“changed”: fetch it anew. “withdrawn”: it is no longer public, delete your copy.")
    )
    id: str = Field(examples=["article:123"])
    api_url: str | None


class ChangePage(Schema):
    """A part of the change feed."""

    changes: list[ChangeOut]
    position: int = Field(description=noted("Ask again with this as “since”."))
    has_more: bool


class Overview(Schema):
    """Where everything is."""

    entries: str
    pages: str
    agencies: str
    subsites: str
    vocabularies: str
    changes: str
    submissions: str
    openapi: str
    documentation: str


class MistakeOut(Schema):
    where: str
    detail: str
    english_detail: str


class ProblemOut(Schema):
    """Problem details (RFC 9457): what happened, where, what to do."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    english_title: str
    english_detail: str
    errors: list[MistakeOut]


Told = dict[str, Any]
