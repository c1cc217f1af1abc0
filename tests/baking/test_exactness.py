"""Everything that a page shows is changed, one thing after the other: what is kept afterwards is what would be rendered
now, and pages that have nothing to do with it are still kept.

The city is the journeys': every page type in both languages, a department on a host of its own, feeds and sitemaps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.db import transaction
from lxml import etree
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from tests.baking.machine import Machine
from tests.journeys import city
from tests.media.pictures import jpeg
from yimen.accounts.models import User
from yimen.agencies.models import Agency, Leader
from yimen.demo import factories
from yimen.design.tokens import THEMES
from yimen.editorial.models import (
    ArticlePage,
    ColumnPage,
    InformationPage,
    LeadersPage,
    PublicPage,
    Reason,
    Source,
    SubsiteHomePage,
)
from yimen.editorial.withdrawing import withdraw
from yimen.frontdoor.models import (
    AgencyDirectoryPage,
    AudienceEntrancePage,
    CityHomePage,
    ProgressBoardPage,
)
from yimen.media.models import PortalDocument, PortalImage
from yimen.media.tasks import prepare_pictures
from yimen.pool.models import Audience, Entry
from yimen.subsites.models import HostName, MenuItem, OldSite, PortalSettings, Subsite, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PORTAL = "localhost"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
FIXED = (
    "/site-map/", "/en/site-map/", "/feeds/", "/en/feeds/", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml",
    "/feed.xml", "/rss.xml", "/feed.json", "/en/feed.xml", "/feeds/all/feed.xml", "/zwyw/feed.xml",
    "/citizen/feed.json",
    "/bm/nyj/feed.xml", "/jindu/data.csv", "/zwyw/?page=1", "/nirgends/", "/qr.svg",
)  # fmt: skip


@dataclass
class Kept:
    """All that the portal answers, kept on one machine."""

    machine: Machine
    addresses: list[tuple[str, str]] = field(default_factory=list)

    def ask_for_all(self) -> None:
        for host, path in self.addresses:
            self.machine.get(path, host=host)

    def fresh(self, host: str, path: str) -> bytes:
        """The same address on a machine that keeps nothing yet."""
        return self.beside.get(path, host=host).body

    def after(self, change: Callable[[], object]) -> set[str]:
        """Make the change and follow the log. Fails where something kept is not what would be rendered now; returns
        the addresses that were thrown away.
        """
        with transaction.atomic():
            change()
        self.machine.follow()
        self.beside = Machine(self.machine.folder.with_name("beside"))
        self.beside.follow()
        self.beside.empty()
        gone, stale = set(), []
        for host, path in self.addresses:
            rendered = len(self.machine.renders)
            shown = self.machine.get(path, host=host)
            if len(self.machine.renders) > rendered:
                gone.add(f"{host}{path}")
            elif shown.body != self.fresh(host, path):
                stale.append(f"{host}{path}")
        assert not stale
        return gone


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cache.clear()
        with transaction.atomic():
            city.build(80)
            yield _kept(tmp_path_factory.mktemp("machine"))
            transaction.set_rollback(True)


def _kept(folder: Path) -> Kept:
    made = Kept(Machine(folder / "pages"))
    made.machine.follow()
    for host in (PORTAL, city.OWN_HOST):
        listed = etree.fromstring(made.machine.get("/sitemap-1.xml", host=host).body).iter(LOC)
        made.addresses += [(host, urlsplit(str(loc.text)).path) for loc in listed]
    made.addresses += [(PORTAL, path) for path in FIXED]
    assert len(made.addresses) > 60
    made.ask_for_all()
    made.ask_for_all()  # pictures have their sizes now
    return made


@pytest.fixture
def kept(built: Kept) -> Iterator[Kept]:
    """Each story undoes what it changed, and what was kept of it."""
    built.machine.empty()
    with transaction.atomic():
        built.ask_for_all()
        yield built
        transaction.set_rollback(True)
    built.machine.empty()


def edited(model: type[PublicPage], **fields: object) -> None:
    slug = fields.pop("slug_now", None)
    page = model.objects.filter(slug=slug).first() if slug else model.objects.order_by("pk").last()
    assert page is not None
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def saved(row: object, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()  # type: ignore[attr-defined]


def article() -> ArticlePage:
    return ArticlePage.objects.get(title__startswith="关于公布2025")


def leaders_of(code: str) -> None:
    body = Agency.objects.get(code=code)
    body.leaders.add(Leader(name="新局长", post="局长"))
    body.save()


def news() -> ColumnPage:
    return ColumnPage.objects.get(slug="zwyw", locale__language_code="zh-hans")


def retitled(page: PublicPage) -> None:
    page.title = f"{page.title}（改）"
    page.save_revision().publish()


def every_page_retitled() -> list[tuple[str, Callable[[], object]]]:
    """One page of each type."""
    kinds = (
        ArticlePage, ColumnPage, InformationPage, LeadersPage, SubsiteHomePage, AgencyDirectoryPage,
        AudienceEntrancePage, CityHomePage, ProgressBoardPage,
    )  # fmt: skip
    return [
        (kind.__name__, lambda kind=kind: retitled(kind.objects.live().order_by("pk").first()))
        for kind in kinds
    ]


def changes() -> list[tuple[str, Callable[[], object]]]:
    """What can change, by name."""
    return [
        *every_page_retitled(),
        ("a new text", lambda: factories.article(news(), "停水通知", audiences=("citizen", "business"))),
        ("a text long past", lambda: factories.article(news(), "旧闻", released_at=article().released_at)),
        ("a text that is moved", lambda: article().move(ColumnPage.objects.get(slug="yzfg"), pos="last-child")),
        ("a text taken down", lambda: article().unpublish()),
        ("a text deleted", lambda: article().delete()),
        ("a text no more valid", lambda: withdraw(article(), Reason.WITHDRAWN, by=_lin())),
        ("a text for some", lambda: restrict(article())),
        ("a column for some", lambda: restrict(news())),
        ("a column that moves", lambda: edited(ColumnPage, slug_now="zwyw", slug="zwyw2")),
        ("a new column", lambda: factories.column(news().get_parent().specific, "新栏目")),
        ("a lasting page", lambda: factories.information(ColumnPage.objects.get(slug="zjyz"), "城市荣誉")),
        ("an English edition", english_edition),
        ("the editions parted", lambda: ArticlePage.objects.get(slug="enrol").unpublish()),
        ("a text with its day", lambda: factories.article(news(), "征求意见", open_until="2099-01-01")),
        ("portal settings", lambda: saved(PortalSettings.load(), name="云泽新名", contact="0728-1")),
        ("a menu item", lambda: MenuItem.objects.create(title="新菜单", url="/zwyw/")),
        ("a menu item gone", lambda: MenuItem.objects.filter(subsite=None, language="zh-hans").first().delete()),
        ("a sub-site's menu", lambda: MenuItem.objects.create(subsite=subsite(), title="子站菜单", url="/bm/nyj/")),
        ("a sub-site's name", lambda: saved(subsite(), name="三农在线")),
        ("a theme given", theme_given),
        ("a sub-site opened", subsite_opened),
        ("an agency's name", lambda: saved(Agency.objects.get(code="nyj"), name="云泽市三农局", short_name="三农局")),
        ("an agency's contact", lambda: saved(Agency.objects.get(code="jyj"), phone="0728-7654321")),
        ("an agency closed", lambda: saved(Agency.objects.get(code="wjj"), english_name="Prices Bureau")),
        ("a new agency", lambda: factories.agency("sjj", "云泽市数据局")),
        ("a leader", lambda: leaders_of("nyj")),
        ("an old site", old_site_named),
        ("an audience", lambda: saved(Audience.objects.get(code="citizen"), name="居民", line="新的一句")),
        ("a source", lambda: saved(Source.objects.get(name="云泽日报"), name="云泽新报", url="https://example.org/")),
        ("a picture's words", lambda: saved(PortalImage.objects.first(), description="湖上的新景", credit="摄影")),
        ("a picture exchanged", exchange_picture),
        ("more sizes of a picture", lambda: prepare_pictures.call([[PortalImage.objects.first().pk, "card"]])),
        ("a file's title", lambda: saved(PortalDocument.objects.first(), title="新的招生简章")),
        ("a further host", further_host),
        ("an editor's redirect", lambda: Redirect.objects.create(old_path="/nirgends", redirect_link="/zwyw/")),
        ("what was missing", lambda: factories.column(news().get_parent().specific, "无处", slug="nirgends")),
    ]  # fmt: skip


def theme_given() -> None:
    saved(subsite(), theme=Theme.objects.create(name="青", tokens=next(iter(THEMES.values()))))


def old_site_named() -> None:
    body = Agency.objects.get(code="nyj")
    known = OldSite.objects.filter(agency=body).first() or factories.old_site(body)
    saved(known, name="旧站")


def further_host() -> None:
    HostName.objects.create(name="yunze.test", site=Site.objects.get(is_default_site=True))


def subsite_opened() -> None:
    factories.subsite(factories.agency("xinju", "云泽市新局"), below=directory())


def _lin() -> User:
    return User.objects.get(username="lin")


def subsite() -> Subsite:
    return Subsite.objects.get(code="nyj")


def directory() -> AgencyDirectoryPage:
    return AgencyDirectoryPage.objects.get()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login")


def english_edition() -> None:
    text = factories.article(news(), "外国人办事须知")
    parent = ColumnPage.objects.get(slug="news", locale__language_code="en")
    factories.article(parent, "For foreigners", translation_of=text, body=city.ENGLISH_TEXT)


def exchange_picture() -> None:
    picture = PortalImage.objects.first()
    assert picture is not None
    picture.file = ImageFile(BytesIO(jpeg(640, 480)), name="neu.jpg")
    picture._set_image_file_metadata()
    picture.renditions.all().delete()
    picture.save()


# Every change is tried in bin/test --all; these reach furthest.
TELLING = (
    "a new text",
    "a text for some",
    "a column that moves",
    "a menu item",
    "an English edition",
    "a leader",
)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in TELLING else pytest.mark.long) for name, _ in changes()]
)
def test_nothing_kept_is_out_of_date(kept: Kept, name: str) -> None:
    gone = kept.after(dict(changes())[name])
    if name in PRECISE:
        assert len(gone) <= PRECISE[name], sorted(gone)


# Of some 80 addresses, how many may go. A frame or a name that stands everywhere takes all of them.
PRECISE = {
    "ArticlePage": 25,
    "a new text": 30,
    "a text taken down": 30,
    "a leader": 30,  # the agency stands in the footer of its whole sub-site
    "a source": 4,
    "a sub-site's menu": 12,
    "a file's title": 6,
}


def test_a_text_in_one_column_and_two_entrances_takes_few_pages_along(kept: Kept) -> None:
    gone = kept.after(lambda: factories.article(news(), "停水通知", audiences=("citizen", "business")))
    machine_readable = {
        address for address in gone if address.endswith((".xml", ".json", ".csv", ".txt", ".svg"))
    }
    assert len(gone - machine_readable) <= 15, sorted(gone)
    assert len(machine_readable) <= 25, sorted(machine_readable)
    assert Entry.objects.count() > 30


def test_what_has_nothing_to_do_with_it_stays(kept: Kept) -> None:
    gone = kept.after(lambda: factories.article(ColumnPage.objects.get(slug="yzfg"), "云湖晚霞"))
    for path in (
        "/zwyw/",
        "/zwyw/feed.xml",
        "/jindu/",
        "/site-map/",
        "/robots.txt",
        "/bm/",
        "/feeds/",
        "/jg/nyj/",
    ):
        assert f"{PORTAL}{path}" not in gone
    assert f"{PORTAL}/yzfg/" in gone
