"""The English edition as plain values."""

from dataclasses import dataclass

from yimen.demo.content.section_shapes import Link, Section
from yimen.demo.content.shapes import Column


@dataclass(frozen=True)
class EnglishEntrance:
    """What an entrance says and shows in English; its names stand with the audience."""

    code: str
    summary: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class EnglishLeader:
    name: str
    post: str
    portfolio: str


@dataclass(frozen=True)
class EnglishSite:
    """A sub-site's English edition: its own columns and sections, in fewer words than the Chinese."""

    summary: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class EnglishAgency:
    """An agency as English pages tell of it; leaders in the order of the Chinese."""

    code: str
    short_name: str
    address: str
    office_hours: str
    duties: tuple[str, ...]
    leaders: tuple[EnglishLeader, ...]
    site: EnglishSite | None


@dataclass(frozen=True)
class English:
    """The English edition beyond its texts."""

    summary: str
    directory_summary: str
    board_summary: str
    leaders_title: str
    leaders_summary: str
    tasks: tuple[Link, ...]
    entrances: tuple[EnglishEntrance, ...]
    pictures: tuple[tuple[str, str], ...]  # key and what it shows
    agencies: tuple[EnglishAgency, ...]

    def agency(self, code: str) -> EnglishAgency | None:
        return next((agency for agency in self.agencies if agency.code == code), None)

    def picture(self, key: str) -> str:
        """What a picture shows; empty for one that no English page uses."""
        return dict(self.pictures).get(key, "")
