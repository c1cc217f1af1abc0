"""Zips that strangers made: looked at before they are opened, and unpacked into a folder of our own."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from yimen.consolidation.sources.records import MOST_BYTES, Trouble, UnusableSource

MOST_FILES = 500_000
MOST_TOGETHER = 20 * 1024**3  # bytes of one zip unpacked
_RATIO = 200  # times that honest files unpack to; text of zeros reaches 1,000
_SMALL = 1024 * 1024  # bytes below which the ratio does not matter


def refused_member(member: ZipInfo, *, most: int = MOST_TOGETHER) -> str:
    """Why a member may not be unpacked; "" where nothing speaks against it."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
        return "its name leads out of the archive"
    if "\x00" in member.filename:
        return "its name holds a null byte"
    if member.external_attr >> 16 and stat.S_ISLNK(member.external_attr >> 16):
        return "a symbolic link; links are not followed"
    if member.flag_bits & 0x1:
        return "encrypted"
    if member.file_size > most:
        return f"larger than {most // 1024 // 1024} MB unpacked"
    if member.file_size > _SMALL and member.file_size > _RATIO * max(1, member.compress_size):
        return "unpacks to more than 200 times its size, as zip bombs do"
    return ""


def unpack(path: Path, folder: Path) -> Iterator[Trouble]:
    """Unpack a zip below `folder`; what is refused or broken is told, the rest is there. Raises UnusableSource."""
    try:
        with ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise UnusableSource(f"{path} holds more than {MOST_FILES:,} files; give it in parts.")
            room = MOST_TOGETHER
            for member in members:
                why = refused_member(member, most=min(MOST_BYTES, room))
                if why:
                    yield Trouble(member.filename, why)
                    continue
                room -= member.file_size
                yield from _unpacked(archive, member, folder)
    except (BadZipFile, OSError) as error:
        raise UnusableSource(f"{path} is no zip, or cut off: {error}.") from error


def _unpacked(archive: ZipFile, member: ZipInfo, folder: Path) -> Iterator[Trouble]:
    target = folder / _name(member)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain)  # zipfile never gives more than the size in the directory
    except (BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        target.unlink(missing_ok=True)
        yield Trouble(member.filename, f"broken: {error}")


def _name(member: ZipInfo) -> str:
    """Names without the flag for UTF-8 are in the code page of the machine that packed them: GBK with us."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = member.filename
    return name.replace("\\", "/")
