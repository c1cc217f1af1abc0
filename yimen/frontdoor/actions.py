"""Verbs of the front door."""

from django.db import transaction
from wagtail.models import Locale, Page

from yimen.editorial.actions import publish_new
from yimen.frontdoor.models import AgencyDirectoryPage, AudienceEntrancePage, CityHomePage, ProgressBoardPage
from yimen.pool.models import Audience
from yimen.subsites.actions import settle_portal
from yimen.subsites.models import HostName, PortalSettings


class PortalStands(ValueError):
    """There is a portal already."""


@transaction.atomic
def found_portal(
    *, host: str, port: int, name: str, english_name: str = "", aliases: tuple[str, ...] = ()
) -> CityHomePage:
    """Both home pages, directory, progress board and entrances at `host`, in an empty portal.

    Raises PortalStands, NotAHostName, or ValidationError where a name is an old site's.
    """
    if CityHomePage.objects.exists() or HostName.objects.exists():
        raise PortalStands("A portal stands here already; nothing was changed.")
    home = CityHomePage(
        title=name, slug="yimen-home", locale=Locale.objects.get(language_code="zh-hans"), live=False
    )
    Page.get_first_root_node().add_child(instance=home)
    settle_portal(root_page=home, host=host, port=port, aliases=aliases)
    for welcome in Page.objects.filter(depth=2).exclude(pk=home.pk):
        welcome.delete()
    settings = PortalSettings.load()
    settings.name, settings.english_name = name, english_name
    settings.save()
    home.save_revision().publish()
    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = english.draft_title = english_name or name
    english.slug = "yimen-home-en"
    english.save_revision().publish()
    publish_new(AgencyDirectoryPage(title="部门", slug="bm"), parent=home)
    publish_new(ProgressBoardPage(title="集约化进度", slug="jindu"), parent=home)
    for audience in Audience.objects.all():
        page = AudienceEntrancePage(title=audience.name, slug=audience.code, audience=audience)
        publish_new(page, parent=home)
    made: CityHomePage = CityHomePage.objects.get(pk=home.pk)
    return made
