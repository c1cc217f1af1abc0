"""One old page into one new page: column, article or information page, revision, verdict; wholly or not at all."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from yimen.consolidation.actions.files import OldFiles
from yimen.consolidation.actions.ground import Ground
from yimen.consolidation.extraction.addresses import address_key
from yimen.consolidation.extraction.lines import squeezed
from yimen.consolidation.extraction.records import PageRecord
from yimen.consolidation.placing import Trail
from yimen.consolidation.streams import Block, Stream, stream_of
from yimen.editorial.actions import publish_new
from yimen.editorial.bulk import NewArticle
from yimen.editorial.models import ArticlePage, ColumnPage, InformationPage, Source
from yimen.media.models import PortalDocument, PortalImage
from yimen.subsites.queries import Addressing, addressing
from yimen.subsites.rules import PORTAL

OLD_SITES_TIME = ZoneInfo("Asia/Shanghai")
_TITLE, _AUTHOR, _SOURCE = 255, 60, 80
_LOST = "（原页面的图片、视频或附件未能随旧网站一并取得。）"

TextPage = ArticlePage | InformationPage


@dataclass(slots=True)
class Columns:
    """The columns of a sub-site by their trail; missing ones are made when a page needs them."""

    ground: Ground
    made: int = 0
    _known: dict[tuple[int, str], ColumnPage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        root = self.ground.subsite.root_page
        columns = ColumnPage.objects.filter(path__startswith=root.path)
        paths = {root.path: root.pk} | {column.path: column.pk for column in columns}
        for column in columns:
            parent = paths.get(column.path[: -column.steplen])
            if parent is not None:
                self._known.setdefault((parent, squeezed(column.title)), column)

    def find(self, trail: Trail) -> ColumnPage | None:
        """The column of a trail, or the nearest above it that exists; None where none does."""
        found: ColumnPage | None = None
        for name in trail:
            column = self._known.get(
                (found.pk if found else self.ground.subsite.root_page_id, squeezed(name))
            )
            if column is None:
                break
            found = column
        return found

    def ensure(self, trail: Trail) -> ColumnPage:
        """The column of a trail, made with those above it where they are missing."""
        parent: Page = self.ground.subsite.root_page
        column: ColumnPage | None = None
        for name in trail:
            key = (parent.pk, squeezed(name))
            column = self._known.get(key)
            if column is None:
                fresh = Page.objects.get(pk=parent.pk).specific  # numchild has changed since it was read
                column = publish_new(ColumnPage(title=name), parent=fresh)
                self._known[key] = column
                self.made += 1
            parent = column
        assert column is not None, "a trail has at least one name"
        return column

    def forget_unsaved(self) -> None:
        """After a rollback: columns made inside it do not exist."""
        existing = set(ColumnPage.objects.values_list("pk", flat=True))
        self._known = {key: column for key, column in self._known.items() if column.pk in existing}


@dataclass(slots=True)
class OldSiteFinder:
    """Where things of the old site are now (see streams.Finder)."""

    ground: Ground
    files: OldFiles
    pages: dict[str, int] = field(default_factory=dict)  # address_key → page
    _addressing: Addressing | None = None

    def learn(self, urls: Iterable[str], page_id: int) -> None:
        for url in urls:
            self.pages[address_key(url)] = page_id

    def page(self, url: str) -> int | None:
        return self.pages.get(address_key(url))

    def page_address(self, page_id: int) -> str | None:
        found = self._addressing = self._addressing or addressing()
        path = Page.objects.values_list("url_path", flat=True).get(pk=page_id)
        address, home = found.address(path), found.address(self.ground.subsite.root_page.url_path)
        return found.url(address, seen_from=home.host if home else PORTAL) if address else None

    def picture(self, url: str, alt: str) -> PortalImage | None:
        return self.files.picture(url, alt=alt)

    def picture_address(self, picture: PortalImage) -> str:
        return self.files.shown_address(picture)

    def document(self, url: str) -> PortalDocument | None:
        return self.files.document(url)

    def is_old(self, url: str) -> bool:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        return host == self.ground.host.removeprefix("www.")


def digest_of(record: PageRecord, trails: Iterable[Trail]) -> str:
    """Equal for two readings that would make the same page, whichever of its host names the old site is given."""
    html = record.html.replace(f"//{urlsplit(record.url).netloc}/", "//")
    facts = [record.title, str(record.day or ""), record.source, record.author, list(map(list, trails)), html]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def title_of(record: PageRecord) -> str:
    """The title; the text's first line where the page has none."""
    title = record.title or record.text.partition("\n")[0] or record.url
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"


def released_at(record: PageRecord, *, now: datetime) -> datetime | None:
    """The old publish time; None where the page has none or one that has not come yet."""
    if record.day is None:
        return None
    moment = record.day.at().replace(tzinfo=OLD_SITES_TIME)
    return moment if moment <= now else None


def new_article(
    record: PageRecord,
    *,
    column: ColumnPage,
    others: Iterable[ColumnPage],
    stream: Stream,
    released: datetime,
) -> NewArticle:
    """A dated page as the article it becomes."""
    return NewArticle(
        column=column,
        title=title_of(record),
        body=_blocks(stream),
        released_at=released,
        author=record.author[:_AUTHOR],
        source=_source(record),
        also_in=tuple(other for other in dict.fromkeys(others) if other.pk != column.pk),
    )


def make_lasting_page(record: PageRecord, *, column: ColumnPage, stream: Stream) -> InformationPage:
    """A published information page: the old one had no date."""
    return publish_new(InformationPage(title=title_of(record), body=_blocks(stream)), parent=_fresh(column))


def change_page(page: TextPage, record: PageRecord, *, stream: Stream) -> None:
    """Bring a page that was imported before in line with the mirror; its publish time stays."""
    page.title = page.draft_title = title_of(record)
    if isinstance(page, ArticlePage):
        _fill(page, record, stream)
    else:
        page.body = _blocks(stream)
    page.save_revision().publish()
    page.refresh_from_db(fields=["latest_revision"])


def text_page(page_id: int | None) -> TextPage | None:
    """The article or information page with this number."""
    if page_id is None:
        return None
    article: ArticlePage | None = ArticlePage.objects.filter(pk=page_id).first()
    if article is not None:
        return article
    page: InformationPage | None = InformationPage.objects.filter(pk=page_id).first()
    return page


def _fill(article: ArticlePage, record: PageRecord, stream: Stream) -> None:
    article.body = _blocks(stream)
    article.author = record.author[:_AUTHOR]
    article.source = _source(record)


def _source(record: PageRecord) -> Source | None:
    return Source.objects.get_or_create(name=record.source[:_SOURCE])[0] if record.source else None


def _blocks(stream: Stream) -> list[Block]:
    """The blocks; a page whose pictures or files were all lost says so instead of standing empty."""
    return stream.blocks or [("paragraph", f"<p>{_LOST}</p>")]


def _fresh(column: ColumnPage) -> ColumnPage:
    """The column with its present number of children, which adding a page below it needs."""
    column.refresh_from_db(fields=["numchild", "path", "depth", "url_path"])
    return column


def reason_for(base_url: str) -> str:
    """Why the publish times lie in the past, as the log keeps it."""
    return _("Brought over from %(url)s with the publish time it had there.") % {"url": base_url[:100]}


def stream_for(record: PageRecord, finder: OldSiteFinder) -> Stream:
    """The body's blocks with links, pictures and attachments led to where they are now."""
    return stream_of(record.html, finder, title=title_of(record))


def index_pages(pages: Iterable[ArticlePage]) -> None:
    """The desk's search and the list of what refers to what, which follow saves; loading saves nothing."""
    pages = list(pages)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(ArticlePage, pages)
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)
