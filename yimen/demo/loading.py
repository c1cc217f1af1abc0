"""Loads the demo city: registers, sub-sites, pages, menus, staff. Works on an empty portal only."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from yimen.agencies.models import Agency, Leader
from yimen.demo import factories
from yimen.demo.city import CITY, City, make_columns, place_of
from yimen.demo.composing import compose, lay_menus
from yimen.demo.content import Content, shapes
from yimen.demo.english import agency_in_english, leader_in_english, open_english_places
from yimen.design.tokens import THEMES
from yimen.editorial.actions import publish_new
from yimen.editorial.models import LeadersPage
from yimen.media.models import PortalImage
from yimen.pool.models import Audience, Subject
from yimen.subsites.actions import give_own_host
from yimen.subsites.models import Subsite, Theme
from yimen.subsites.queries import ENGLISH

GOVERNMENT, LEADERS = "szf", "ldzc"


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
    open_english_places(city)
    for page in sorted(content.pages, key=lambda page: bool(page.translation_of)):
        _information(city, page)
        advance(page.title)
    for article in sorted(content.articles, key=_originals_first):
        _article(city, article)
        advance(article.title)
    compose(city)
    lay_menus(city)
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
        english_contact=words.english_contact,
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
    make_columns(city, CITY, home, city.content.columns)
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


def _agency(city: City, row: shapes.Agency) -> None:
    english = city.content.english.agency(row.code)
    agency = factories.agency(
        row.code,
        row.name,
        **agency_in_english(english),
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
            Leader(
                name=p.name,
                post=p.post,
                portfolio=p.portfolio,
                resume=p.resume,
                photo=_portrait(city, p),
                **leader_in_english(english, number),
            )
            for number, p in enumerate(row.leaders)
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
    make_columns(city, row.code, home, site.columns)
    if row.leaders and site.state == Subsite.State.FINISHED:
        leaders = LeadersPage(title="领导信息", slug="ldxx", agency=agency)
        city.homes[f"leaders:{row.code}"] = publish_new(leaders, parent=home)
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
    city.homes["leaders"] = publish_new(page, parent=city.columns[CITY, LEADERS])


def _originals_first(article: shapes.Article) -> tuple[bool, datetime]:
    return bool(article.translation_of), article.published_at


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
        translation_of=city.pages.get(row.translation_of),
    )


def _article(city: City, row: shapes.Article) -> None:
    image = city.image(row.picture) if row.picture else None
    city.pages[row.key] = factories.article(
        city.columns[row.site, row.column],
        row.title,
        summary=row.summary,
        body=city.stream(row.blocks),
        released_at=row.published_at,
        open_until=row.open_until,
        source=row.source,
        author=row.author,
        editor=row.editor,
        agency=city.agencies.get(row.agency),
        audiences=row.audiences,
        subjects=row.subjects,
        also_in=tuple(city.columns[place_of(place)] for place in row.also_in),
        image=image,
        translation_of=city.pages.get(row.translation_of),
    )
