"""The demo city while it is made: what stands so far, found again by the keys that the texts use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from yimen.agencies.models import Agency
from yimen.demo import factories, pictures
from yimen.demo.attachments import attachment as attachment_bytes
from yimen.demo.bodies import stream_of
from yimen.demo.content import Content, block_shapes, shapes
from yimen.editorial.models import ColumnPage
from yimen.media.models import PortalDocument, PortalImage
from yimen.subsites.models import Subsite
from yimen.subsites.queries import ENGLISH

CITY = "city"


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
                english_description=self.content.english.picture(key),
            )
        return self.images[key]

    def file(self, attachment: block_shapes.Attachment) -> PortalDocument:
        """The attachment's file, stored once a title."""
        if attachment.title not in self.files:
            content = attachment_bytes(attachment.kind, attachment.title, attachment.rows)
            name = f"attachment-{len(self.files) + 1}.{attachment.kind}"
            self.files[attachment.title] = factories.document(content, title=attachment.title, name=name)
        return self.files[attachment.title]

    def stream(self, blocks: Iterable[block_shapes.Block]) -> list[tuple[str, Any]]:
        return stream_of(blocks, image_of=self.image, file_of=self.file)


def place_of(place: str) -> tuple[str, str]:
    """Site and code of a column written as `site/code`."""
    site, _, column = place.partition("/")
    return site, column


def make_columns(city: City, site: str, home: Page, columns: Iterable[shapes.Column]) -> None:
    """A site's columns; one below another comes after it in the texts."""
    for row in columns:
        parent = city.columns[site, row.parent] if row.parent else home
        city.columns[site, row.code] = factories.column(
            parent,
            row.name,
            slug=row.code,
            summary=row.summary,
            keywords=(", " if site.startswith(ENGLISH) else "，").join(row.keywords),
            translation_of=city.columns[place_of(row.translation_of)] if row.translation_of else None,
            column_type=row.column_type,
            layout=row.layout,
            open_to_departments=row.open_to_departments,
        )
