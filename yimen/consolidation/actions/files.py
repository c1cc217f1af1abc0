"""Pictures and attachments of an old site into the portal's media, each content once."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image
from wagtail.models import Collection

from yimen.consolidation.extraction.addresses import address_key
from yimen.consolidation.mirror import Kind, Mirror, MirrorFile, UnreadableFile
from yimen.media.models import PortalDocument, PortalImage

_MOST_PIXELS = 50_000_000  # as WAGTAILIMAGES_MAX_IMAGE_PIXELS; larger ones could exhaust the server's memory
_SHOWN = "max-1200x1200"
_FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_TITLE = 200


class BadPicture(ValueError):
    """A file is no usable picture; the message says why."""


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
    _unsettled: list[tuple[Storage, str, str]] = field(default_factory=list)
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

    def settle(self, page_id: int | None) -> None:
        """The page that shows the last files has been written: they stay."""
        if page_id is not None:
            for file in self._used:
                self._shown_on.setdefault(file, page_id)
        self._unsettled.clear()
        self._used.clear()

    def shown_on(self) -> Iterator[tuple[str, int]]:
        """Old addresses of files that pages of this run show, with the first such page."""
        for file, page_id in self._shown_on.items():
            for url in (file.url, *file.aliases):
                yield url, page_id

    def withdraw(self) -> None:
        """The page was rolled back and the rows of its files with it: the bytes go too."""
        for storage, stored, name in self._unsettled:
            storage.delete(stored)
            self._pictures.pop(name, None)
            self._documents.pop(name, None)
        self._unsettled.clear()
        self._used.clear()

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
        picture.file.save(f"{digest[:16]}.{suffix}", ContentFile(data), save=False)
        self._unsettled.append((picture.file.storage, picture.file.name, file.name))
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
            title=path.name[:_TITLE], collection=self.collection, file_size=len(data), file_hash=digest
        )
        document.file.save(f"{digest[:16]}{path.suffix.lower()}", ContentFile(data), save=False)
        self._unsettled.append((document.file.storage, document.file.name, file.name))
        document.save()
        self.documents_stored += 1
        return document


def shown_address(picture: PortalImage) -> str:
    """The address of a picture in the size that a table can show."""
    address: str = picture.get_rendition(_SHOWN).url
    return address


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
                    return data, width, height, _FORMATS[picture.format]
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
