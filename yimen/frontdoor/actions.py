"""Verbs of the front door."""

from django.db import transaction
from wagtail.models import Locale, Page

from yimen.editorial.actions import publish_new, publish_translation
from yimen.editorial.models import PublicPage
from yimen.frontdoor.models import AgencyDirectoryPage, AudienceEntrancePage, CityHomePage, ProgressBoardPage
from yimen.pool.models import Audience
from yimen.subsites.actions import settle_portal
from yimen.subsites.desks import settle_desks
from yimen.subsites.models import HostName, PortalSettings
from yimen.subsites.queries import CHINESE, ENGLISH


class PortalStands(ValueError):
    """There is a portal already."""


@transaction.atomic
def found_portal(
    *, host: str, port: int, name: str, english_name: str = "", aliases: tuple[str, ...] = ()
) -> CityHomePage:
    """Home page, directory, progress board and entrances in both languages at `host`, in an empty portal.

    Raises PortalStands, NotAHostName, or ValidationError where a name is an old site's.
    """
    home = found_home(host=host, port=port, aliases=aliases, name=name, english_name=english_name)
    english = add_english_home(home, title=english_name or name)
    publish_new(AgencyDirectoryPage(title="部门", slug="bm"), parent=home)
    publish_new(ProgressBoardPage(title="集约化进度", slug="jindu"), parent=home)
    for audience in Audience.objects.all():
        page = AudienceEntrancePage(title=audience.name, slug=audience.code, audience=audience)
        publish_new(page, parent=home)
    add_english_places(home, english)
    return home


@transaction.atomic
def found_home(
    *, host: str, port: int, aliases: tuple[str, ...] = (), name: str, **settings: str
) -> CityHomePage:
    """The Chinese home page at `host`, with its name and other settings of the portal; Wagtail's welcome page goes.

    Raises as `found_portal` does.
    """
    if CityHomePage.objects.exists() or HostName.objects.exists():
        raise PortalStands("A portal stands here already; nothing was changed.")
    home = CityHomePage(
        title=name, slug="yimen-home", locale=Locale.objects.get(language_code=CHINESE), live=False
    )
    Page.get_first_root_node().add_child(instance=home)
    settle_portal(root_page=home, host=host, port=port, aliases=aliases)
    for welcome in Page.objects.filter(depth=2).exclude(pk=home.pk):
        welcome.delete()
    portal = PortalSettings.load()
    for field, value in {"name": name, **settings}.items():
        setattr(portal, field, value)
    portal.save()
    home.save_revision().publish()
    made: CityHomePage = CityHomePage.objects.get(pk=home.pk)
    return made


@transaction.atomic
def add_english_home(home: CityHomePage, *, title: str) -> CityHomePage:
    """The English edition's home page, a translation of the Chinese one; its sections are its own."""
    english = home.copy_for_translation(Locale.objects.get(language_code=ENGLISH))
    english.title = english.draft_title = title
    english.slug = "yimen-home-en"
    english.sections, english.tasks = [], []
    english.save_revision().publish()
    settle_desks()
    made: CityHomePage = CityHomePage.objects.get(pk=english.pk)
    return made


@transaction.atomic
def add_english_places(home: CityHomePage, english: CityHomePage) -> None:
    """The English editions of what stands below the Chinese home page: directory, progress board, entrances.

    What has an English edition already keeps it.
    """
    for page in home.get_children().live().specific():
        edition = _english_place(page)
        if edition is not None and not page.get_translations().exists():
            publish_translation(edition, of=page, parent=english)


def _english_place(page: Page) -> PublicPage | None:
    match page:
        case AgencyDirectoryPage():
            return AgencyDirectoryPage(title="Departments", slug="departments")
        case ProgressBoardPage():
            return ProgressBoardPage(title="One portal: progress", slug="progress")
        case AudienceEntrancePage():
            audience = page.audience
            name = audience.english_name or audience.name
            return AudienceEntrancePage(title=name, slug=audience.code, audience=audience)
    return None
