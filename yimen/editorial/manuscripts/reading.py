"""A Word file into what it holds: text, tables, pictures, embedded files, and what is proposed from it.

The package is opened within limits, and only what a page needs is handed on, written anew: no macro, no document
type, no relation to anything outside except links. Nothing is fetched from anywhere.
"""

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import mammoth
from lxml import etree
from PIL import Image

from yimen.editorial.manuscripts.looks import STYLE_MAP, Looks, W
from yimen.editorial.manuscripts.parts import PICTURE, Part, parts_of
from yimen.editorial.manuscripts.proposing import Proposal, propose
from yimen.foundation.packages import (
    BadPackage,
    Package,
    is_encrypted_office_file,
    is_ole,
    open_office_file,
)
from yimen.foundation.words import Noted, noted
from yimen.media.checking import why_not_document, why_not_picture
from yimen.media.stripping import stripped

MOST_BYTES = 50 * 1024 * 1024
MOST_PICTURES = 100
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KEPT = ("word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml")
_LINK = "/relationships/hyperlink"
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_AS_THEY_ARE = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}


class Unreadable(ValueError):
    """A file that becomes no manuscript; `reason` says why and what to do."""

    def __init__(self, reason: Noted) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Picture:
    """A picture of the manuscript, fit to be stored; `alt` is what its author wrote, often nothing."""

    content: bytes
    ending: str
    alt: str


@dataclass(frozen=True)
class Attached:
    """A file embedded in the manuscript."""

    name: str
    content: bytes


@dataclass
class Manuscript:
    """What was understood. `told` are sentences about what was changed or left out."""

    proposal: Proposal
    parts: list[Part]
    pictures: list[Picture]
    attached: list[Attached]
    told: list[Noted] = field(default_factory=list)


def read_manuscript(name: str, content: bytes) -> Manuscript:
    """The manuscript in a file. Raises Unreadable with a sentence; nothing is kept then."""
    reason = _why_not_opened(name, content)
    if reason:
        raise Unreadable(reason)
    try:
        return _read(open_office_file(content))
    except Unreadable:
        raise
    except BadPackage as error:
        raise Unreadable(error.reason) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError) as error:
        raise Unreadable(noted("The file is damaged or cut off. Save it anew and upload that.")) from error


def _why_not_opened(name: str, content: bytes) -> Noted | None:
    ending = PurePosixPath(name).suffix.lower()
    if len(content) > MOST_BYTES:
        return noted("The file is larger than %(most)s MB.", most=MOST_BYTES // (1024 * 1024))
    if is_ole(content) and is_encrypted_office_file(content):
        return noted("The file is protected by a password. Take the password away, save it and upload that.")
    if ending == ".docm":
        return noted("The file carries macros, small programs. Save it without macros and upload that.")
    if ending in (".doc", ".wps", ".wpt", ".dot") or is_ole(content):
        return noted(
            "This is an old manuscript format (.doc or .wps). Open it in Word or WPS, choose “File”, “Save as”, the"
            " type “Word document (*.docx)”, and upload the new file."
        )
    if ending != ".docx":
        return noted("Only Word manuscripts (.docx) can be read here.")
    return None


def _read(package: Package) -> Manuscript:
    if "word/document.xml" not in package.names:
        raise Unreadable(noted("This is no Word manuscript, though its name says so. Save it anew as .docx."))
    told: list[Noted] = []
    clean = _Clean(package, told)
    pictures: list[Picture] = []

    def take_picture(image: Any) -> dict[str, str]:
        with image.open() as file:
            found = _picture(file.read(), alt=image.alt_text or "", told=told)
        if found is None or len(pictures) >= MOST_PICTURES:
            return {"src": ""}
        pictures.append(found)
        return {"src": f"{PICTURE}{len(pictures) - 1}"}

    result = mammoth.convert_to_html(
        io.BytesIO(clean.packed()),
        style_map=STYLE_MAP,
        include_embedded_style_map=False,
        include_default_style_map=True,
        convert_image=mammoth.images.img_element(take_picture),
        external_file_access=False,
        id_prefix="note-",
    )
    proposal, rest = propose(result.value)
    return Manuscript(proposal, parts_of(rest, told), pictures, _attached(package, told), told)


class _Clean:
    """The package that mammoth reads: the parts that a page needs, written anew."""

    def __init__(self, package: Package, told: list[Noted]) -> None:
        self._package, self._told = package, told

    def packed(self) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as out:
            out.writestr("[Content_Types].xml", etree.tostring(self._package.xml("[Content_Types].xml")))
            for name in ("_rels/.rels", *(n for n in self._package.names if n.startswith("word/_rels/"))):
                if name in self._package.names:
                    out.writestr(name, self._relations(name))
            for name in _KEPT:
                if name in self._package.names:
                    out.writestr(name, etree.tostring(self._package.xml(name)))
            for name in self._package.names:
                if name.startswith("word/media/"):
                    out.writestr(name, self._package.read(name))
            out.writestr("word/document.xml", self._document())
        return made.getvalue()

    def _document(self) -> bytes:
        root = self._package.xml("word/document.xml")
        body = root.find(f"{W}body")
        if body is None:
            raise Unreadable(
                noted("This is no Word manuscript, though its name says so. Save it anew as .docx.")
            )
        _tell_of(root, self._told)
        styles = self._xml_or_none("word/styles.xml")
        Looks(styles, self._xml_or_none("word/numbering.xml")).mark(body)
        return etree.tostring(root)

    def _xml_or_none(self, name: str) -> etree._Element | None:
        return self._package.xml(name) if name in self._package.names else None

    def _relations(self, name: str) -> bytes:
        """Only links lead out; a picture or template from elsewhere would be fetched by whoever opens the page."""
        root = self._package.xml(name)
        for relation in list(root.findall(f"{_RELATIONS}Relationship")):
            if relation.get("TargetMode") != "External":
                continue
            kind, target = relation.get("Type") or "", relation.get("Target") or ""
            if kind.endswith(_LINK) and target.lower().startswith(_SCHEMES):
                continue
            if kind.endswith("/image"):
                self._told.append(
                    noted("A picture that lies elsewhere was left out. Insert it into the page itself.")
                )
            relation.set("Target", "about:blank")
        return etree.tostring(root)


def _tell_of(root: etree._Element, told: list[Noted]) -> None:
    """What stands in the file and does not come along."""
    if next(root.iter(f"{W}del", f"{W}ins"), None) is not None:
        told.append(
            noted("The manuscript has tracked changes. They were taken as accepted; read the text again.")
        )
    if next(root.iter(f"{W}commentReference"), None) is not None:
        told.append(noted("Comments beside the text were left out."))
    if next(root.iter(f"{W}txbxContent"), None) is not None:
        told.append(noted("Text boxes were put into the running text. Look where they stand now."))


def _picture(content: bytes, *, alt: str, told: list[Noted]) -> Picture | None:
    reason = why_not_picture(content)
    if reason:
        told.append(reason)
        return None
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            kind = image.format or ""
            if kind in _AS_THEY_ARE:
                return Picture(stripped(content), _AS_THEY_ARE[kind], alt.strip()[:200])
            made = io.BytesIO()
            image.convert("RGB").save(made, "PNG")
            return Picture(made.getvalue(), "png", alt.strip()[:200])
    except Exception:  # decoders raise whatever a hostile file leads them to
        told.append(
            noted("A drawing could not be read and was left out. Insert it into the page as a picture.")
        )
        return None


def _attached(package: Package, told: list[Noted]) -> list[Attached]:
    """Embedded files that could be offered by themselves."""
    found = []
    for name in sorted(one for one in package.names if one.startswith("word/embeddings/")):
        content = package.read(name)
        if why_not_document(name, content) is None:
            found.append(Attached(PurePosixPath(name).name, content))
        else:
            told.append(noted("An embedded object could not be taken over. Upload it as an attachment."))
    return found
