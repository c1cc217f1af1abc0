"""Packed files (ZIP, and the office formats that are ZIPs) opened so that a hostile one does no harm.

Sizes are those that the package's own directory declares: reading a part stops there, so a lie makes a damaged part,
not a flood. XML with a document type is refused whole; no office program writes one, and entities hide in it
(ECMA-376 part 2, 8.2.3 forbids it).
"""

import io
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from yimen.foundation.words import Noted, noted

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes that a package may unpack to; a hundred photographs."""
MOST_PARTS = 5_000
_MOST_RATIO, _SMALL = 200, 10 * 1024 * 1024  # XML packs to a twentieth; only large parts can do harm
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "xlmmacro", "macrosheets/")


class BadPackage(ValueError):
    """A file that is not opened; `reason` says why and what to do."""

    def __init__(self, reason: Noted) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass
class Package:
    """An opened package: its parts by name, read one at a time within the limits."""

    _zip: zipfile.ZipFile
    names: frozenset[str] = field(default_factory=frozenset)

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises BadPackage where it is damaged or locked."""
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError) as error:
            raise BadPackage(_DAMAGED) from error
        except Exception as error:  # decompressors raise errors of their own
            raise BadPackage(_DAMAGED) from error

    def xml(self, name: str) -> etree._Element:
        """A part's XML. Raises BadPackage where it is damaged or declares a document type."""
        return parse_xml(self.read(name))


_DAMAGED = noted("The file is damaged or cut off. Save it anew and upload that.")
_ENCRYPTED = noted("The file is protected by a password. Take the password away, save it and upload that.")


def open_package(content: bytes) -> Package:
    """The package in these bytes. Raises BadPackage with the reason: damaged, locked, or larger than it looks."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BadPackage(_DAMAGED) from error
    unpacked = sum(part.file_size for part in parts)
    bombs = any(
        part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or bombs:
        raise BadPackage(
            noted(
                "The file unpacks to more than %(most)s MB and was not opened. Make its pictures smaller.",
                most=MOST_UNPACKED // (1024 * 1024),
            )
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise BadPackage(_ENCRYPTED)
    return Package(package, frozenset(part.filename for part in parts))


def open_office_file(content: bytes) -> Package:
    """As open_package, for DOCX, XLSX and PPTX; one with macros is refused."""
    if content.startswith(_OLE):
        raise BadPackage(_ENCRYPTED if is_encrypted_office_file(content) else _OLD_FORMAT)
    package = open_package(content)
    if "[Content_Types].xml" not in package.names:
        raise BadPackage(noted("This is an archive, not an office file: its name and its content differ."))
    if has_macros(package):
        raise BadPackage(
            noted("The file carries macros, small programs. Save it without macros and upload that.")
        )
    return package


_OLD_FORMAT = noted("The file has an old office format. Open it, choose “Save as”, .docx, and upload that.")


def is_encrypted_office_file(content: bytes) -> bool:
    """Whether an OLE container holds an encrypted package (MS-OFFCRYPTO 2.3): the name stands in its directory."""
    return "EncryptedPackage".encode("utf-16-le") in content


def is_ole(content: bytes) -> bool:
    """Whether a file has the container of the old office formats (.doc, .xls, .ppt, .wps)."""
    return content.startswith(_OLE)


def ole_has_macros(content: bytes) -> bool:
    """Whether an old office file carries a VBA project: its storage is named in the directory."""
    return any(name.encode("utf-16-le") in content for name in ("_VBA_PROJECT", "Macros", "VBA"))


def has_macros(package: Package) -> bool:
    """Whether an office package carries macros, by its parts or by its declared type."""
    if any(mark in name.lower() for name in package.names for mark in _MACRO_PARTS):
        return True
    return b"macroenabled" in package.read("[Content_Types].xml").lower()


def parse_xml(content: bytes) -> etree._Element:
    """XML without entities, network or document type. Raises BadPackage."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BadPackage(_DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise BadPackage(
            noted("The file declares things that no office program writes and was not opened. Save it anew.")
        )
    return root
