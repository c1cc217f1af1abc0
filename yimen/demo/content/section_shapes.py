"""The sections of home pages and entrances as plain values, in the order of yimen.editorial.sections."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LatestSection:
    """The newest of a column: `site/column` such as `city/tzgg`, or a code in the same site."""

    column: str
    title: str = ""
    count: int = 6
    style: str = "list"  # list, cards, lead
    width: str = "whole"  # whole, main, side


@dataclass(frozen=True)
class OpenSection:
    """What is open to the public now; `more` is the column of consultations."""

    title: str
    more: str
    count: int = 5
    width: str = "whole"


@dataclass(frozen=True)
class Link:
    """`to` is `page:KEY` (article or page), `column:SITE/CODE`, `site:AGENCY`, `entrance:AUDIENCE`,
    `directory`, `board`, `english:` before `entrance:…`, `site:…`, `directory` or `board` for the English
    edition, or an address that begins with / or https://."""

    title: str
    to: str
    line: str = ""
    picture: str = ""  # key of a picture, for topics


@dataclass(frozen=True)
class LinksSection:
    title: str
    links: tuple[Link, ...]
    style: str = "cards"  # tasks, cards, topics
    width: str = "whole"


@dataclass(frozen=True)
class FiguresSection:
    """Each figure: value, unit, what it counts."""

    title: str
    figures: tuple[tuple[str, str, str], ...]
    period: str
    source: str
    table: tuple[Link, ...] = ()
    action: tuple[Link, ...] = ()
    width: str = "whole"


@dataclass(frozen=True)
class DepartmentsSection:
    title: str


@dataclass(frozen=True)
class TextSection:
    text: str
    title: str = ""
    width: str = "whole"


Section = LatestSection | OpenSection | LinksSection | FiguresSection | DepartmentsSection | TextSection
