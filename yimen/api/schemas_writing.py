"""What departments' systems hand in, and what they are told of it."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from yimen.api.schemas import FIRST_DAY, LAST_DAY, Text
from yimen.foundation.words import noted

LONGEST_HTML = 600_000
State = Literal["draft", "in_review", "returned", "scheduled", "published", "withdrawn"]
_KEY = 2**53


class _Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class PictureIn(_Strict):
    """A picture that was uploaded before, with its words."""

    picture: int = Field(ge=1, le=_KEY, description=noted("Number of the uploaded picture."))
    description: Text = Field(
        "", max_length=200, description=noted("What it shows; empty: as said when it was uploaded.")
    )
    caption: Text = Field("", max_length=200, description=noted("Shown below it."))


class Draft(_Strict):
    """A text to be handed in, whole: a change sends all of it again."""

    column: str = Field(
        pattern=r"^column:[0-9]{1,18}$",
        description=noted(
            "Identity of a column of the token's own sub-site; the tree of columns names them."
        ),
        examples=["column:12"],
    )
    title: Text = Field(min_length=1, max_length=255, description=noted("Title."))
    html: Text = Field(
        max_length=LONGEST_HTML,
        description=noted("The text as HTML. It is cleaned; the answer says what was taken out."),
        examples=["<h2>报名时间</h2><p>七月一日起。</p>"],
    )
    summary: Text = Field("", max_length=300, description=noted("Two sentences for lists."))
    slug: str = Field(
        "",
        max_length=100,
        pattern=r"^[a-z0-9-]*$",
        description=noted("Last part of the address; empty: made from the title's pinyin."),
    )
    source: Text = Field(
        "", max_length=80, description=noted("Name of a registered source; empty: the department.")
    )
    author: Text = Field("", max_length=60, description=noted("Author."))
    editor: Text = Field("", max_length=60, description=noted("Editor in charge."))
    audiences: list[str] = Field([], max_length=20, description=noted("Codes of audiences."))
    subjects: list[str] = Field([], max_length=50, description=noted("Codes of subjects."))
    pictures: list[PictureIn] = Field(
        [], max_length=30, description=noted("Pictures after the text; the first is shown in lists too.")
    )
    attachments: list[int] = Field(
        [], max_length=50, description=noted("Numbers of uploaded files, in their order.")
    )
    open_until: date | None = Field(
        None, ge=FIRST_DAY, le=LAST_DAY, description=noted("Last day on which readers can take part.")
    )
    released_at: AwareDatetime | None = Field(
        None,
        description=noted(
            "Publish time with its zone; empty: the minute of publication. A past one needs a reason."
        ),
        examples=["2026-11-20T09:00:00+08:00"],
    )
    backdating_reason: Text = Field(
        "", max_length=200, description=noted("Why the publish time lies in the past; it is recorded.")
    )
    reference: Text = Field(
        "",
        max_length=100,
        description=noted("Your system's own number for the text; it can be handed in once."),
    )


class RemovedOut(Schema):
    """Something that cleaning took out."""

    what: str = Field(examples=["<script>"])
    count: int


class SubmissionOut(Schema):
    """What became of a text that was handed in."""

    id: int
    reference: str
    title: str
    column: str
    state: str = Field(description=noted("draft, in_review, returned, scheduled, published or withdrawn."))
    state_name: str
    state_english_name: str
    reason: str = Field(description=noted("Why it was returned, in the reviewer's words."))
    entry: str | None = Field(description=noted("Identity of the public entry while it is public."))
    url: str | None = Field(description=noted("Its page for people while it is public."))
    has_unpublished_changes: bool
    changed_at: datetime | None
    api_url: str


class SubmissionWhole(SubmissionOut):
    """A text that was handed in, as it stands now."""

    draft: Draft
    removed: list[RemovedOut] = Field(
        description=noted("What cleaning took out of the HTML just sent; empty when it is only asked for.")
    )


class SubmissionPage(Schema):
    submissions: list[SubmissionOut]
    next: str | None = Field(description=noted("Address of the next part; empty at the end."))


class SubmissionQuery(Schema):
    """Which of one's own."""

    reference: Text | None = Field(
        None, max_length=100, description=noted("Your system's own number for the text.")
    )
    before: int | None = Field(
        None, ge=1, le=_KEY, description=noted("Where to go on: only what was handed in before this one.")
    )
    limit: int = Field(20, ge=1, le=100, description=noted("How many at once."))


class FileWords(Schema):
    """What is said of a file."""

    title: Text = Field("", max_length=200, description=noted("Title; empty: the file's name."))


class PictureWords(FileWords):
    """What is said of a picture."""

    description: Text = Field(
        "", max_length=200, description=noted("What it shows, for those who do not see it.")
    )
    credit: Text = Field("", max_length=120, description=noted("Photographer or origin."))


class UploadOut(Schema):
    """A picture or file that can now be named in a draft."""

    id: int
    title: str
    bytes: int
    file_name: str
