"""Pictures and attachments of an old site into the portal's media, each content once."""

import hashlib
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image
from wagtail.images.models import AbstractRendition, Filter
from wagtail.models import Collection

from yimen.consolidation.extraction.addresses import address_key
from yimen.consolidation.mirror import Kind, Mirror, MirrorFile, UnreadableFile
from yimen.media.models import PortalDocument, PortalImage
from yimen.media.stripping import BadPicture as Unstrippable
from yimen.media.stripping import stripped

_MOST_PIXELS = 50_000_000  # as WAGTAILIMAGES_MAX_IMAGE_PIXELS; larger ones could exhaust the server's memory
_SHOWN = "max-1200x1200"
_FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_TITLE = 200


class BadPicture(ValueError):
    """A file is no usable picture; the message says why."""


@dataclass(slots=True)
class _Written:
    """Bytes in the media folder whose row a rollback would take away."""

    storage: Storage
    stored: str
    name: str = ""  # of the mirror's file
    rendition: AbstractRendition | None = None

    def delete(self) -> None:
        self.storage.delete(self.stored)
        if self.rendition is not None:  # the next run may give its number to another row
            self.rendition.purge_from_cache()


@dataclass(slots=True)
class OldFiles:
    """The files of a mirror, brought in when a page shows them. `told` are sentences about those that could not be."""

    mirror: Mirror
    collection: Collection
    told: list[str] = field(default_factory=list)
    pictures_stored: int = 0
    documents_stored: int = 0
    _by_key: dict[str, MirrorFile] = field(default_factory=dict)
    _pictures: dict[str, PortalImage | None] = field(default_factory=dict)
    _documents: dict[str, PortalDocument | None] = field(default_factory=dict)
    _unsettled: list[_Written] = field(default_factory=list)
    _used: set[MirrorFile] = field(default_factory=set)
    _shown_on: dict[MirrorFile, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in self.mirror.files:
            if file.kind in (Kind.PICTURE, Kind.DOCUMENT):
                for url in (file.url, *file.aliases):
                    self._by_key[address_key(url)] = file

    def file_of(self, url: str) -> MirrorFile | None:
        """The file of the mirror that an old address names."""
        return self._by_key.get(address_key(url))

    def picture(self, url: str, *, alt: str) -> PortalImage | None:
        """The stored picture of an old address; None where the mirror lacks it or it is broken."""
        file = self.file_of(url)
        if file is None or file.kind is not Kind.PICTURE:
            return None
        if file.name not in self._pictures:
            self._pictures[file.name] = self._store_picture(file, alt)
        if self._pictures[file.name] is not None:
            self._used.add(file)
        return self._pictures[file.name]

    def document(self, url: str) -> PortalDocument | None:
        """The stored attachment of an old address."""
        file = self.file_of(url)
        if file is None or file.kind is not Kind.DOCUMENT:
            return None
        if file.name not in self._documents:
            self._documents[file.name] = self._store_document(file)
        if self._documents[file.name] is not None:
            self._used.add(file)
        return self._documents[file.name]

    def take_used(self) -> frozenset[MirrorFile]:
        """The files asked for since the last call: those that one page shows."""
        used = frozenset(self._used)
        self._used.clear()
        return used

    def show(self, files: Iterable[MirrorFile], page_id: int) -> None:
        """Remember which page shows these files; the first one counts."""
        for file in files:
            self._shown_on.setdefault(file, page_id)

    def settle(self) -> None:
        """The pages that show the last files stand in the database: the files stay."""
        self._unsettled.clear()

    def shown_on(self) -> Iterator[tuple[str, int]]:
        """Old addresses of files that pages of this run show, with the first such page."""
        for file, page_id in self._shown_on.items():
            for url in (file.url, *file.aliases):
                yield url, page_id

    def withdraw(self) -> None:
        """The page was rolled back and the rows of its files with it: the bytes go too."""
        for written in self._unsettled:
            written.delete()
            self._pictures.pop(written.name, None)
            self._documents.pop(written.name, None)
        self._unsettled.clear()
        self._used.clear()

    def shown_address(self, picture: PortalImage) -> str:
        """The address of a picture in the size that a table can show."""
        shown = Filter(spec=_SHOWN)
        try:
            rendition = picture.find_existing_rendition(shown)
        except picture.get_rendition_model().DoesNotExist:
            rendition = picture.get_rendition(shown)
            self._unsettled.append(_Written(rendition.file.storage, rendition.file.name, rendition=rendition))
        address: str = rendition.url
        return address

    def _write(self, row: PortalImage | PortalDocument, name: str, data: bytes, *, file: MirrorFile) -> None:
        """Write a row's bytes. Noted before they are written: a full disk leaves half a file behind."""
        field_file = row.file
        wanted = field_file.field.generate_filename(row, name)
        free = field_file.storage.get_available_name(wanted, max_length=field_file.field.max_length)
        written = _Written(field_file.storage, free, file.name)
        self._unsettled.append(written)
        field_file.save(name, ContentFile(data), save=False)
        written.stored = field_file.name

    def _store_picture(self, file: MirrorFile, alt: str) -> PortalImage | None:
        try:
            data, width, height, suffix = checked_picture(file.read())
        except (UnreadableFile, BadPicture) as error:
            self.told.append(f"{file.name}: {error}")
            return None
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        known: PortalImage | None = PortalImage.objects.filter(
            collection=self.collection, file_hash=digest
        ).first()
        if known is not None:
            return known
        picture = PortalImage(
            title=PurePosixPath(file.name).name[:_TITLE],
            description=alt[:_TITLE],
            collection=self.collection,
            file_size=len(data),
            file_hash=digest,
        )
        self._write(picture, f"{digest[:16]}.{suffix}", data, file=file)
        # Storing reads the size from the header anew, which it cannot from every file that can be shown.
        picture.width, picture.height = width, height
        picture.save()
        self.pictures_stored += 1
        return picture

    def _store_document(self, file: MirrorFile) -> PortalDocument | None:
        try:
            data = file.read()
        except UnreadableFile as error:
            self.told.append(f"{file.name}: {error}")
            return None
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        known: PortalDocument | None = PortalDocument.objects.filter(
            collection=self.collection, file_hash=digest
        ).first()
        if known is not None:
            return known
        path = PurePosixPath(file.name)
        document = PortalDocument(
            title=path.name[:_TITLE],
            collection=self.collection,
            file_size=len(data),
            file_hash=digest,
            is_public=True,  # as it was on the old site, whose addresses go on leading to it
        )
        self._write(document, f"{digest[:16]}{path.suffix.lower()}", data, file=file)
        document.save()
        self.documents_stored += 1
        return document


def checked_picture(data: bytes) -> tuple[bytes, int, int, str]:
    """The bytes of a picture that browsers show, its size in pixels and its suffix. Raises BadPicture.

    The whole picture is decoded once: a file that breaks off would otherwise fail later, before a visitor.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    raise BadPicture(f"a picture of {width} × {height} pixels is too large")
                picture.load()
                if picture.format in _FORMATS:
                    return _bare(data), width, height, _FORMATS[picture.format]
                converted = io.BytesIO()
                picture.convert("RGB").save(converted, format="PNG")
                return converted.getvalue(), width, height, "png"
    except BadPicture:
        raise
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise BadPicture(f"no picture that can be shown ({error})") from error


def _bare(data: bytes) -> bytes:
    """Without what the camera wrote beside it, where its parts can be told apart."""
    try:
        return stripped(data)
    except Unstrippable:
        return data
