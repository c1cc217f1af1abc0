"""The demo city's English edition: its places, as editions of the Chinese ones, before texts are loaded into them."""

from wagtail.models import Page

from yimen.demo.city import CITY, City, make_columns
from yimen.demo.content import english_shapes
from yimen.editorial.actions import open_edition, publish_translation
from yimen.editorial.models import LeadersPage
from yimen.frontdoor.actions import add_english_places
from yimen.frontdoor.models import AudienceEntrancePage
from yimen.subsites.queries import ENGLISH

ABOUT = "about"


def agency_in_english(row: english_shapes.EnglishAgency | None) -> dict[str, str]:
    """Fields of an agency for the English edition."""
    if row is None:
        return {}
    return {
        "english_short_name": row.short_name,
        "english_address": row.address,
        "english_office_hours": row.office_hours,
        "english_duties": "\n".join(row.duties),
    }


def leader_in_english(row: english_shapes.EnglishAgency | None, number: int) -> dict[str, str]:
    """Fields of an agency's leader, counted from 0, for the English edition."""
    if row is None or number >= len(row.leaders):
        return {}
    leader = row.leaders[number]
    return {
        "english_name": leader.name,
        "english_post": leader.post,
        "english_portfolio": leader.portfolio,
    }


def open_english_places(city: City) -> None:
    """Directory, board, entrances, columns, leaders and sub-sites in English."""
    english, home = city.content.english, city.homes[ENGLISH]
    add_english_places(city.homes[CITY], home)
    for page in home.get_children().specific():
        city.homes[f"{ENGLISH}:{_name_of(page)}"] = page
    for name, summary in (("directory", english.directory_summary), ("board", english.board_summary)):
        page = city.homes[f"{ENGLISH}:{name}"]
        page.summary = summary
        page.save_revision().publish()
    make_columns(city, ENGLISH, home, city.content.english_columns)
    _leaders(city, "leaders", city.columns[ENGLISH, ABOUT])
    for row in english.agencies:
        if row.site is not None:
            _edition(city, row, row.site)


def _name_of(page: Page) -> str:
    if isinstance(page, AudienceEntrancePage):
        return f"entrance:{page.audience.code}"
    return {"departments": "directory", "progress": "board"}[page.slug]


def _leaders(city: City, chinese: str, parent: Page) -> None:
    original, english = city.homes[chinese].specific, city.content.english
    page = LeadersPage(
        title=english.leaders_title, slug="leaders", agency=original.agency, summary=english.leaders_summary
    )
    city.homes[f"{ENGLISH}:{chinese}"] = publish_translation(page, of=original, parent=parent)


def _edition(
    city: City,
    row: english_shapes.EnglishAgency,
    site: english_shapes.EnglishSite,
) -> None:
    """A sub-site's English edition with its columns and, where the Chinese has one, its leaders' page."""
    subsite = city.subsites[row.code]
    home = open_edition(subsite, directory=city.homes[f"{ENGLISH}:directory"])
    code = f"{ENGLISH}-{row.code}"
    city.homes[code] = city.homes[f"{ENGLISH}:site:{row.code}"] = home
    make_columns(city, code, home, site.columns)
    if f"leaders:{row.code}" in city.homes:
        original = city.homes[f"leaders:{row.code}"].specific
        page = LeadersPage(title="Leaders", slug="leaders", agency=original.agency)
        publish_translation(page, of=original, parent=home)
