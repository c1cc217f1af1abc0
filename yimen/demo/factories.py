"""How demo city and tests make things: each through the same actions that the desk uses.

Every factory has sensible values for what a story does not care about; what it cares about is said by name.
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.models import Page

from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.agencies.models import Agency
from yimen.editorial.actions import PageType, open_subsite, publish_new, publish_translation
from yimen.editorial.models import ArticlePage, ArticlePlacement, ColumnPage, InformationPage, Source
from yimen.frontdoor.actions import add_english_home, found_home
from yimen.frontdoor.models import AgencyDirectoryPage, AudienceEntrancePage, CityHomePage, ProgressBoardPage
from yimen.media.models import PortalDocument, PortalImage
from yimen.pool.models import Audience, Subject
from yimen.subsites.actions import give_own_host
from yimen.subsites.desks import appoint
from yimen.subsites.models import OldSite, OldSiteHost, Subsite

IMPORTED = "演示数据按原发布时间载入"


def portal(
    *, host: str = "www.yunze.example", port: int = 80, aliases: tuple[str, ...] = (), **names: Any
) -> CityHomePage:
    """The portal's Chinese home page at `host`, with its settings; Wagtail's welcome page goes."""
    words = {"name": "中国·云泽", "english_name": "Yunze", **names}
    return found_home(host=host, port=port, aliases=aliases, **words)


def english_home(home: CityHomePage, *, title: str = "Yunze") -> CityHomePage:
    """The English edition's home page, a translation of the Chinese one."""
    return add_english_home(home, title=title)


def directory(home: CityHomePage, *, title: str = "部门", slug: str = "bm") -> AgencyDirectoryPage:
    """The directory of agencies, below which sub-sites stand."""
    return publish_new(AgencyDirectoryPage(title=title, slug=slug), parent=home)


def progress_board(
    home: CityHomePage, *, title: str = "集约化进度", slug: str = "jindu", summary: str = ""
) -> ProgressBoardPage:
    return publish_new(ProgressBoardPage(title=title, slug=slug, summary=summary), parent=home)


def entrance(
    home: CityHomePage, *, code: str, slug: str = "", title: str = "", **fields: Any
) -> AudienceEntrancePage:
    """The entrance of one audience."""
    audience = Audience.objects.get(code=code)
    page = AudienceEntrancePage(title=title or audience.name, slug=slug or code, audience=audience, **fields)
    return publish_new(page, parent=home)


def agency(code: str = "jyj", name: str = "云泽市教育局", **fields: Any) -> Agency:
    """An agency; the short name is the name without the city's."""
    fields.setdefault("short_name", name.removeprefix("云泽市"))
    return Agency.objects.create(code=code, name=name, **fields)


def subsite(
    of: Agency,
    *,
    below: AgencyDirectoryPage,
    state: str = Subsite.State.FINISHED,
    own_host: str = "",
    port: int = 80,
) -> Subsite:
    """A sub-site below the directory, on a host of its own where one is named (with its approval)."""
    made = open_subsite(Subsite(agency=of, state=state), directory=below)
    if own_host:
        give_own_host(
            made,
            host=own_host,
            port=port,
            approved_by="云泽市人民政府办公室",
            approved_on=date(2026, 1, 15),
            approval_number="云政办函〔2026〕3号",
        )
    return Subsite.objects.get(pk=made.pk)


def old_site(
    of: Agency, *, state: str = "running", host: str = "", closed_on: date | None = None, **fields: Any
) -> OldSite:
    """An agency's old site with its host."""
    fields.setdefault("name", f"{of.name}网站")
    made = OldSite.objects.create(agency=of, state=state, closed_on=closed_on, **fields)
    if host:
        OldSiteHost.objects.create(old_site=made, name=host)
    return made


def column(
    parent: Page, title: str = "通知公告", *, translation_of: Page | None = None, **fields: Any
) -> ColumnPage:
    """A published column, where said the edition of another."""
    return _published(ColumnPage(title=title, **fields), parent, translation_of)


def article(
    home: ColumnPage,
    title: str = "关于公布办事大厅工作时间的通知",
    *,
    body: list[tuple[str, Any]] | None = None,
    released_at: datetime | None = None,
    source: str = "",
    audiences: tuple[str, ...] = (),
    subjects: tuple[str, ...] = (),
    also_in: tuple[ColumnPage, ...] = (),
    translation_of: Page | None = None,
    **fields: Any,
) -> ArticlePage:
    """A published article, where said the edition of another; a past publish time gets its reason."""
    page = ArticlePage(title=title, released_at=released_at, **fields)
    if released_at is not None and not page.backdating_reason:
        page.backdating_reason = IMPORTED
    page.body = body if body is not None else [("paragraph", "<p>自下周一起执行夏季工作时间。</p>")]
    if source:
        page.source = Source.objects.get_or_create(name=source)[0]
    page.audiences = list(Audience.objects.filter(code__in=audiences))
    page.subjects = list(Subject.objects.filter(code__in=subjects))
    page.placements = [ArticlePlacement(column=other) for other in also_in]
    return _published(page, home, translation_of)


def information(
    parent: Page,
    title: str = "机构职能",
    *,
    body: list[tuple[str, Any]] | None = None,
    audiences: tuple[str, ...] = (),
    subjects: tuple[str, ...] = (),
    translation_of: Page | None = None,
    **fields: Any,
) -> InformationPage:
    """A published information page, where said the edition of another."""
    page = InformationPage(title=title, **fields)
    page.body = body if body is not None else [("paragraph", "<p>负责全市相关工作。</p>")]
    page.audiences = list(Audience.objects.filter(code__in=audiences))
    page.subjects = list(Subject.objects.filter(code__in=subjects))
    return _published(page, parent, translation_of)


def _published(page: PageType, parent: Page, translation_of: Page | None) -> PageType:
    if translation_of is None:
        return publish_new(page, parent=parent)
    return publish_translation(page, of=translation_of, parent=parent)


def image(
    content: bytes, *, title: str, description: str = "", name: str = "picture.jpg", **fields: Any
) -> PortalImage:
    """A stored picture."""
    file = ImageFile(BytesIO(content), name=name)
    made = PortalImage(title=title, description=description, file=file, **fields)
    made._set_image_file_metadata()
    made.save()
    return made


def document(content: bytes, *, title: str, name: str, **fields: Any) -> PortalDocument:
    """A stored file to download; visitors reach it once a public page shows it."""
    made = PortalDocument(title=title, **fields)
    made.file.save(name, ContentFile(content), save=False)
    made.save()
    return made


def staff(
    username: str,
    full_name: str,
    *,
    role: Role | None = None,
    subsite: Subsite | None = None,
    password: str = "",
    **fields: Any,
) -> User:
    """A member of staff, with a role in a sub-site or in the portal where one is named."""
    person = User.objects.create_user(
        username=username, password=password or None, full_name=full_name, **fields
    )
    if role is not None:
        appoint(person, role, subsite, by=None)
    return person
