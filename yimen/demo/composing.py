"""Puts the demo city's home pages, entrances and menus together, when all that they point to stands."""

from collections.abc import Callable, Iterable
from html import escape
from itertools import chain
from typing import Any

from wagtail.models import Page
from wagtail.rich_text import RichText

from yimen.demo.city import CITY, City, place_of
from yimen.demo.content import section_shapes
from yimen.subsites.models import MenuItem
from yimen.subsites.queries import CHINESE, ENGLISH


def compose(city: City) -> None:
    """Sections of homes and entrances."""
    words = city.content.city
    english = city.content.english
    tasks = section_shapes.LinksSection(title="大家常办", links=words.tasks, style="tasks")
    english_tasks = section_shapes.LinksSection(title="Often looked for", links=english.tasks, style="tasks")
    _arrange(
        city.homes[CITY], city, CITY, words.sections, summary=words.summary,
        tasks=[_section(city, CITY, tasks)],
    )  # fmt: skip
    _arrange(
        city.homes[ENGLISH], city, ENGLISH, words.english_sections, summary=english.summary,
        tasks=[_section(city, ENGLISH, english_tasks)],
    )  # fmt: skip
    for audience in city.content.audiences:
        _arrange(city.homes[f"entrance:{audience.code}"], city, CITY, audience.sections)
    for row in city.content.agencies:
        if row.site is not None and row.site.sections:
            _arrange(city.homes[row.code], city, row.code, row.site.sections, summary=row.site.tagline)
    for entrance in english.entrances:
        page = city.homes[f"{ENGLISH}:entrance:{entrance.code}"]
        _arrange(page, city, ENGLISH, entrance.sections, summary=entrance.summary)
    for edition in english.agencies:
        if edition.site is not None:
            site = f"{ENGLISH}-{edition.code}"
            _arrange(city.homes[site], city, site, edition.site.sections, summary=edition.site.summary)
    city.advance("sections")


def _arrange(
    page: Page, city: City, site: str, sections: Iterable[section_shapes.Section], **fields: Any
) -> None:
    fresh = page.specific_class.objects.get(pk=page.pk)
    fresh.sections = [
        _section(city, site, section) for section in sections if _hasplace_of(city, site, section)
    ]
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save_revision().publish()


def _hasplace_of(city: City, site: str, section: section_shapes.Section) -> bool:
    """A sub-site in preparation lacks some of the standard columns."""
    return (
        not isinstance(section, section_shapes.LatestSection)
        or _column_key(site, section.column) in city.columns
    )


def _column_key(site: str, column: str) -> tuple[str, str]:
    return place_of(column) if "/" in column else (site, column)


def _section(city: City, site: str, section: section_shapes.Section) -> tuple[str, Any]:
    match section:
        case section_shapes.LatestSection():
            return "latest", {
                "title": section.title,
                "column": city.columns[_column_key(site, section.column)].page_ptr,
                "count": section.count,
                "style": section.style,
                "width": section.width,
            }
        case section_shapes.OpenSection():
            return "open", {
                "title": section.title,
                "count": section.count,
                "more": city.columns[_column_key(site, section.more)].page_ptr,
                "width": section.width,
            }
        case section_shapes.LinksSection():
            links = [_link(city, link) for link in section.links]
            return "links", {
                "title": section.title,
                "style": section.style,
                "links": links,
                "width": section.width,
            }
        case section_shapes.FiguresSection():
            return "figures", _figures(city, section)
        case section_shapes.DepartmentsSection():
            return "departments", {"title": section.title}
        case section_shapes.TextSection():
            text = RichText(f"<p>{escape(section.text)}</p>")
            return "text", {"title": section.title, "text": text, "width": section.width}
    raise TypeError(f"{type(section).__name__} has no section on the desk")


def _figures(city: City, section: section_shapes.FiguresSection) -> dict[str, Any]:
    return {
        "title": section.title,
        "figures": [{"value": value, "unit": unit, "label": label} for value, unit, label in section.figures],
        "period": section.period,
        "source": section.source,
        "links": [_link(city, link) for link in section.table + section.action],
        "width": section.width,
    }


def _link(city: City, link: section_shapes.Link) -> dict[str, Any]:
    page = _page_of(city, link.to)
    return {
        "title": link.title,
        "line": link.line,
        "page": page,
        "url": "" if page else link.to,
        "picture": city.image(link.picture) if link.picture else None,
    }


def _page_of(city: City, to: str) -> Page | None:
    """The page that a link's words point to; None for a written address."""
    if to.startswith(("/", "https://", "http://")):
        return None
    kind, _, key = to.partition(":")
    if kind == "english":
        return Page.objects.get(pk=city.homes[f"{ENGLISH}:{key}"].pk)
    found: dict[str, Callable[[], Page]] = {
        "page": lambda: city.pages[key],
        "column": lambda: city.columns[place_of(key)],
        "site": lambda: city.homes[key],
        "entrance": lambda: city.homes[f"entrance:{key}"],
        "directory": lambda: city.homes["directory"],
        "board": lambda: city.homes["board"],
    }
    return Page.objects.get(pk=found[kind]().pk)


def lay_menus(city: City) -> None:
    """Main menus, the footer's links, and a menu of columns for each sub-site."""
    words = city.content.city
    rows = chain(
        ((link, CHINESE, MenuItem.Place.MAIN) for link in words.menu),
        ((link, CHINESE, MenuItem.Place.FOOTER) for link in words.footer),
        ((link, ENGLISH, MenuItem.Place.MAIN) for link in words.english_menu),
    )
    for order, (link, language, place) in enumerate(rows):
        page = _page_of(city, link.to)
        MenuItem.objects.create(
            language=language,
            place=place,
            title=link.title,
            page=page,
            url="" if page else link.to,
            order=order,
        )
    for code, subsite in city.subsites.items():
        tops = [column for (site, _), column in city.columns.items() if site == code and column.depth == 5]
        editions = [column for (site, _), column in city.columns.items() if site == f"{ENGLISH}-{code}"]
        for language, columns in ((CHINESE, tops), (ENGLISH, editions)):
            for order, column in enumerate(columns):
                MenuItem.objects.create(
                    subsite=subsite,
                    title=column.title[:30],
                    page=column.page_ptr,
                    order=order,
                    language=language,
                )
    city.advance("menus")
