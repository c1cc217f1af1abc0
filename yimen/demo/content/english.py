"""Reading the English edition beyond its texts: entrances, agencies, sub-sites, pictures."""

from yimen.demo.content.blocks import read_link, read_section
from yimen.demo.content.city import read_column
from yimen.demo.content.english_shapes import (
    English,
    EnglishAgency,
    EnglishEntrance,
    EnglishLeader,
    EnglishSite,
)
from yimen.demo.content.fields import Fields


def read_english(fields: Fields, *, agencies: Fields) -> English:
    """What english.toml and english-agencies.toml say."""
    english = English(
        summary=fields.text("summary", longest=300),
        directory_summary=fields.text("directory_summary", longest=300),
        board_summary=fields.text("board_summary", longest=300),
        leaders_title=fields.text("leaders_title", longest=60),
        leaders_summary=fields.text("leaders_summary", longest=300),
        tasks=fields.tables("task", read_link),
        entrances=fields.tables("entrance", _read_entrance),
        pictures=fields.tables("picture", _read_picture),
        agencies=agencies.tables("agency", _read_agency),
    )
    agencies.done()
    return english


def _read_entrance(fields: Fields) -> EnglishEntrance:
    entrance = EnglishEntrance(
        fields.code("code"), fields.text("summary", longest=300), fields.tables("section", read_section)
    )
    fields.done()
    return entrance


def _read_picture(fields: Fields) -> tuple[str, str]:
    picture = fields.text("key"), fields.text("shows", longest=200)
    fields.done()
    return picture


def _read_agency(fields: Fields) -> EnglishAgency:
    agency = EnglishAgency(
        code=fields.code("code"),
        short_name=fields.text("short_name", longest=80),
        address=fields.text_or("address", "", longest=160),
        office_hours=fields.text_or("office_hours", "", longest=160),
        duties=fields.texts("duties"),
        leaders=fields.tables("leader", _read_leader),
        site=_read_site(fields.table("site")) if fields.has("site") else None,
    )
    fields.done()
    return agency


def _read_leader(fields: Fields) -> EnglishLeader:
    leader = EnglishLeader(
        fields.text("name", longest=60), fields.text("post", longest=100), fields.text_or("portfolio", "")
    )
    fields.done()
    return leader


def _read_site(fields: Fields) -> EnglishSite:
    site = EnglishSite(
        summary=fields.text("summary", longest=300),
        columns=fields.tables("column", read_column),
        sections=fields.tables("section", read_section),
    )
    fields.done()
    return site
