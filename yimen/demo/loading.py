"""Loads the demo city: registers, sub-sites, pages, menus, staff. Works on an empty portal only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import chain
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.rich_text import RichText

from yimen.agencies.models import Agency, Leader
from yimen.demo import factories, pictures
from yimen.demo.attachments import attachment as attachment_bytes
from yimen.demo.bodies import stream_of
from yimen.demo.content import Content, shapes
from yimen.design.tokens import THEMES
from yimen.editorial.actions import publish_new
from yimen.editorial.models import ColumnPage, LeadersPage
from yimen.frontdoor.models import CityHomePage
from yimen.media.models import PortalDocument, PortalImage
from yimen.pool.models import Audience, Subject
from yimen.subsites.actions import give_own_host
from yimen.subsites.models import MenuItem, Subsite, Theme

CITY, ENGLISH = "city", "en"
GOVERNMENT, LEADERS = "szf", "ldzc"


@dataclass
class City:
    """What has been made so far, found again by the keys that the texts use."""

    content: Content
    host: str
    port: int
    advance: Callable[[str], None]
    agencies: dict[str, Agency] = field(default_factory=dict)
    subsites: dict[str, Subsite] = field(default_factory=dict)
    homes: dict[str, Page] = field(default_factory=dict)
    columns: dict[tuple[str, str], ColumnPage] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    images: dict[str, PortalImage] = field(default_factory=dict)
    files: dict[str, PortalDocument] = field(default_factory=dict)

    def image(self, key: str) -> PortalImage:
        """The drawn picture with this key, stored once."""
        if key not in self.images:
            self.images[key] = factories.image(
                pictures.picture(key),
                title=pictures.title(key),
                description=pictures.title(key),
                name=pictures.file_name(key),
                credit="云泽市融媒体中心",
            )
        return self.images[key]

    def file(self, attachment: shapes.Attachment) -> PortalDocument:
        """The attachment's file, stored once a title."""
        if attachment.title not in self.files:
            content = attachment_bytes(attachment.kind, attachment.title, attachment.rows)
            name = f"attachment-{len(self.files) + 1}.{attachment.kind}"
            self.files[attachment.title] = factories.document(content, title=attachment.title, name=name)
        return self.files[attachment.title]

    def stream(self, blocks: Iterable[shapes.Block]) -> list[tuple[str, Any]]:
        return stream_of(blocks, image_of=self.image, file_of=self.file)


class PortalNotEmpty(RuntimeError):
    """The demo city is loaded into an empty portal only, so that nothing of a real one is touched."""


def steps_of(content: Content) -> int:
    """How many steps loading takes, for the progress bar."""
    return len(content.agencies) + len(content.articles) + len(content.pages) + 5


@transaction.atomic
def load_city(content: Content, *, host: str, port: int, advance: Callable[[str], None]) -> City:
    """Everything in one transaction: the city stands whole or not at all. Raises PortalNotEmpty."""
    if Agency.objects.exists():
        raise PortalNotEmpty("There are agencies already; the demo city needs an empty portal.")
    city = City(content, host, port, advance)
    _portal(city)
    _themes(city)
    for agency in content.agencies:
        _agency(city, agency)
        advance(agency.name)
    _relations(city)
    _city_leaders(city)
    for page in content.pages:
        _information(city, page)
        advance(page.title)
    for article in sorted(content.articles, key=lambda article: article.published_at):
        _article(city, article)
        advance(article.title)
    _compose(city)
    _menus(city)
    return city


def _portal(city: City) -> None:
    words = city.content.city
    home = factories.portal(
        host=city.host,
        port=city.port,
        aliases=_aliases(city.host),
        name=words.name,
        full_name=words.full_name,
        english_name=words.english_name,
        tagline=words.tagline,
        organiser=words.organiser,
        english_organiser=words.english_organiser,
        contact=words.contact,
        identification_code=words.identification_code,
        icp_number=words.icp_number,
        police_record=words.police_record,
        police_record_code=words.police_record_code,
        party_mark_url=words.party_mark_url,
        error_report_url=words.error_report_url,
    )
    city.homes[CITY] = home
    city.homes[ENGLISH] = factories.english_home(home, title=words.english_name)
    city.homes["directory"] = factories.directory(home)
    city.homes["board"] = factories.progress_board(
        home, summary="29个组成部门的旧网站并入一个门户，进度逐日公布。"
    )
    for subject in city.content.subjects:
        Subject.objects.get_or_create(
            code=subject.code, defaults={"name": subject.name, "english_name": subject.english_name}
        )
    for audience in city.content.audiences:
        _audience_words(audience)
        page = factories.entrance(home, code=audience.code, title=audience.name, summary=audience.summary)
        city.homes[f"entrance:{audience.code}"] = page
    _columns(city, CITY, home, city.content.columns)
    _columns(city, ENGLISH, city.homes[ENGLISH], city.content.english_columns)
    city.advance(words.name)


def _audience_words(words: shapes.Audience) -> None:
    """The city's own words for an entrance that exists in every portal."""
    row = Audience.objects.get(code=words.code)
    row.name, row.english_name = words.name, words.english_name
    row.line, row.english_line = words.line, words.english_line
    row.save()


def _aliases(host: str) -> tuple[str, ...]:
    """On one's own machine, Chinese names under .localhost show how a registered one behaves."""
    return ("127.0.0.1", "云泽.localhost") if host == "localhost" else ()


def _themes(city: City) -> None:
    for name, tokens in THEMES.items():
        Theme.objects.create(name=name, tokens={token: list(pair) for token, pair in tokens.items()})
    city.advance("themes")


def _columns(city: City, site: str, home: Page, columns: Iterable[shapes.Column]) -> None:
    """A site's columns; one below another comes after it in the texts."""
    for row in columns:
        parent = city.columns[site, row.parent] if row.parent else home
        city.columns[site, row.code] = factories.column(
            parent,
            row.name,
            slug=row.code,
            summary=row.summary,
            keywords="，".join(row.keywords),
            column_type=row.column_type,
            layout=row.layout,
        )


def _agency(city: City, row: shapes.Agency) -> None:
    agency = factories.agency(
        row.code,
        row.name,
        short_name=row.short_name,
        english_name=row.english_name,
        kind=row.kind,
        status=row.status,
        address=row.address,
        phone=row.phone,
        office_hours=row.office_hours,
        duties="\n".join(row.duties),
        closed_on=row.closed_on,
        closing_reason=row.closing_reason,
    )
    agency.leaders.add(
        *[
            Leader(name=p.name, post=p.post, portfolio=p.portfolio, resume=p.resume, photo=_portrait(city, p))
            for p in row.leaders
        ]
    )
    agency.save()
    city.agencies[row.code] = agency
    if row.old_site is not None:
        old = row.old_site
        host = old.hosts[0] if old.hosts else ""
        factories.old_site(
            agency, name=old.name, state=old.state, closed_on=old.closed_on, note=old.note, host=host
        )
    if row.site is not None:
        _site(city, agency, row, row.site)


def _portrait(city: City, person: shapes.Leader) -> PortalImage | None:
    return city.image(person.portrait) if person.portrait else None


def _site(city: City, agency: Agency, row: shapes.Agency, site: shapes.Site) -> None:
    subsite = factories.subsite(agency, below=city.homes["directory"], state=site.state)
    subsite.theme = Theme.objects.filter(name=site.theme).first()
    subsite.banner = city.image(site.banner) if site.banner else None
    subsite.save()
    home = subsite.root_page.specific
    city.homes[row.code], city.subsites[row.code] = home, subsite
    _columns(city, row.code, home, site.columns)
    if row.leaders and site.state == Subsite.State.FINISHED:
        publish_new(LeadersPage(title="领导信息", slug="ldxx", agency=agency), parent=home)
    if site.own_host is not None:
        approval = site.own_host
        give_own_host(
            subsite,
            host=f"{approval.host_label}.{city.host}",
            port=city.port,
            approved_by=approval.approved_by,
            approved_on=approval.approved_on,
            approval_number=approval.document_number,
        )


def _relations(city: City) -> None:
    """Parents and successors, when all agencies are there."""
    for row in city.content.agencies:
        agency = city.agencies[row.code]
        if row.parent:
            agency.parent = city.agencies[row.parent]
        if row.successors:
            agency.successors.set(city.agencies[code] for code in row.successors)
        if row.parent or row.successors:
            agency.save()
    city.advance("relations")


def _city_leaders(city: City) -> None:
    """The city government's leaders stand in the portal's own column (领导之窗)."""
    government = city.agencies[GOVERNMENT]
    page = LeadersPage(
        title="市政府领导", slug="szfld", agency=government, summary="市长、副市长和秘书长的分工。"
    )
    publish_new(page, parent=city.columns[CITY, LEADERS])


def _information(city: City, row: shapes.InformationPage) -> None:
    parent = city.columns[row.site, row.column] if row.column else city.homes[row.site]
    city.pages[row.key] = factories.information(
        parent,
        row.title,
        slug=row.slug,
        summary=row.summary,
        body=city.stream(row.blocks),
        audiences=row.audiences,
        subjects=row.subjects,
    )


def _article(city: City, row: shapes.Article) -> None:
    image = city.image(row.picture) if row.picture else None
    city.pages[row.key] = factories.article(
        city.columns[row.site, row.column],
        row.title,
        summary=row.summary,
        body=city.stream(row.blocks),
        released_at=row.published_at,
        source=row.source,
        author=row.author,
        editor=row.editor,
        agency=city.agencies.get(row.agency),
        audiences=row.audiences,
        subjects=row.subjects,
        also_in=tuple(city.columns[_place(place)] for place in row.also_in),
        image=image,
    )


def _place(place: str) -> tuple[str, str]:
    site, _, column = place.partition("/")
    return site, column


def _compose(city: City) -> None:
    """Sections of homes and entrances, when all that they point to is there."""
    words = city.content.city
    home, english = city.homes[CITY], city.homes[ENGLISH]
    _arrange(home, city, CITY, words.sections, summary=words.summary)
    _arrange(english, city, ENGLISH, words.english_sections)
    tasks = shapes.LinksSection(title="大家常办", links=words.tasks, style="tasks")
    fresh = CityHomePage.objects.get(pk=home.pk)
    fresh.tasks = [_section(city, CITY, tasks)]
    fresh.save_revision().publish()
    for audience in city.content.audiences:
        _arrange(city.homes[f"entrance:{audience.code}"], city, CITY, audience.sections)
    for row in city.content.agencies:
        if row.site is not None and row.site.sections:
            _arrange(city.homes[row.code], city, row.code, row.site.sections, summary=row.site.tagline)
    city.advance("sections")


def _arrange(page: Page, city: City, site: str, sections: Iterable[shapes.Section], **fields: Any) -> None:
    fresh = page.specific_class.objects.get(pk=page.pk)
    fresh.sections = [
        _section(city, site, section) for section in sections if _has_place(city, site, section)
    ]
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save_revision().publish()


def _has_place(city: City, site: str, section: shapes.Section) -> bool:
    """A sub-site in preparation lacks some of the standard columns."""
    return not isinstance(section, shapes.LatestSection) or _column_key(site, section.column) in city.columns


def _column_key(site: str, column: str) -> tuple[str, str]:
    return _place(column) if "/" in column else (site, column)


def _section(city: City, site: str, section: shapes.Section) -> tuple[str, Any]:
    match section:
        case shapes.LatestSection():
            column = city.columns[_column_key(site, section.column)]
            return "latest", {
                "title": section.title,
                "column": column.page_ptr,
                "count": section.count,
                "style": section.style,
            }
        case shapes.LinksSection():
            links = [_link(city, link) for link in section.links]
            return "links", {"title": section.title, "style": section.style, "links": links}
        case shapes.TextSection():
            return "text", {"title": section.title, "text": RichText(f"<p>{escape(section.text)}</p>")}
    raise TypeError(f"{type(section).__name__} has no section on the desk")


def _link(city: City, link: shapes.Link) -> dict[str, Any]:
    page = _page_of(city, link.to)
    return {"title": link.title, "line": link.line, "page": page, "url": "" if page else link.to}


def _page_of(city: City, to: str) -> Page | None:
    """The page that a link's words point to; None for a written address."""
    if to.startswith(("/", "https://", "http://")):
        return None
    kind, _, key = to.partition(":")
    found: dict[str, Callable[[], Page]] = {
        "page": lambda: city.pages[key],
        "column": lambda: city.columns[_place(key)],
        "site": lambda: city.homes[key],
        "entrance": lambda: city.homes[f"entrance:{key}"],
        "directory": lambda: city.homes["directory"],
        "board": lambda: city.homes["board"],
    }
    return Page.objects.get(pk=found[kind]().pk)


def _menus(city: City) -> None:
    words = city.content.city
    rows = chain(
        ((link, factories.CHINESE) for link in words.menu),
        ((link, factories.ENGLISH) for link in words.english_menu),
    )
    for order, (link, language) in enumerate(rows):
        page = _page_of(city, link.to)
        MenuItem.objects.create(
            language=language, title=link.title, page=page, url="" if page else link.to, order=order
        )
    for code, subsite in city.subsites.items():
        tops = [column for (site, _), column in city.columns.items() if site == code and column.depth == 5]
        for order, column in enumerate(tops):
            MenuItem.objects.create(
                subsite=subsite, title=column.title[:30], page=column.page_ptr, order=order
            )
    city.advance("menus")
