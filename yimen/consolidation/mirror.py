"""A static mirror of an old site, as wget, HTTrack and their kin leave it: its files and their old addresses."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

PAGE_BYTES = 5 * 1024 * 1024  # the longest text of the seven real sites is 0.3 MB
ASSET_BYTES = 100 * 1024 * 1024
MOST_FILES = 500_000

_STATIC_PAGES = {".html", ".htm", ".shtml", ".shtm", ".xhtml"}
_DYNAMIC_PAGES = {
    ".asp",
    ".aspx",
    ".jsp",
    ".jspx",
    ".php",
    ".php3",
    ".do",
    ".action",
    ".cgi",
    ".cfm",
    ".phtml",
    ".pl",
}
PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp"}
DOCUMENTS = {
    *(
        ".pdf",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".ppt",
        ".pptx",
        ".wps",
        ".et",
        ".ofd",
        ".rtf",
        ".txt",
        ".csv",
    ),
    *(".zip", ".rar", ".7z", ".mp4", ".mp3", ".flv", ".wmv", ".avi"),
}
_INDEX_NAMES = {"index", "default", "main"}
_LEFT_BY_MIRRORING = {"hts-cache", "hts-log.txt", "robots.txt", "backblue.gif", "fade.gif", "cookies.txt"}
_QUERY_IN_NAME = re.compile(r"\?|%3[fF]|@(?=[A-Za-z_]\w*=)")
_SAFE_IN_PATH = "/%!$&'()*+,;=:@-._~"
_MIRRORED_FROM = re.compile(r"<!--\s*Mirrored from ([^\s>]+) by HTTrack", re.I)
_LOOKS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)


class UnusableMirror(ValueError):
    """The folder cannot be taken for a mirror; the message says what and where."""


class UnreadableFile(ValueError):
    """One file of the mirror cannot be read; the message says why."""


class Kind(StrEnum):
    """What a file is for the consolidation."""

    PAGE = "page"
    PICTURE = "picture"
    DOCUMENT = "document"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MirrorFile:
    """One file: where it lies, its name inside the mirror, its old address and the other spellings of it."""

    path: Path
    name: str
    url: str
    aliases: tuple[str, ...]
    kind: Kind
    problem: str = ""

    def read(self) -> bytes:
        """The bytes. Raises UnreadableFile."""
        if self.problem:
            raise UnreadableFile(self.problem)
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise UnreadableFile(f"the file cannot be read: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True)
class Mirror:
    """All files of a mirror, in the order of their names."""

    folder: Path
    base_url: str
    files: tuple[MirrorFile, ...]

    @property
    def pages(self) -> tuple[MirrorFile, ...]:
        return tuple(file for file in self.files if file.kind is Kind.PAGE)


def open_mirror(folder: Path, *, base_url: str) -> Mirror:
    """Look through a mirror's folder. Raises UnusableMirror; a single bad file is noted on it instead."""
    base = checked_base_url(base_url)
    if not folder.exists():
        raise UnusableMirror(f"There is no folder {folder}.")
    if not folder.is_dir():
        raise UnusableMirror(
            f"{folder} is no folder. Give the folder that holds the mirror's pages, unpacked."
        )
    top = _site_folder(folder, urlsplit(base).hostname or "")
    files = sorted(_files(top, base), key=lambda file: file.name)
    if not any(file.kind is Kind.PAGE for file in files):
        raise UnusableMirror(f"{folder} holds no HTML page: it is empty, or no unpacked mirror.")
    return Mirror(top, base, tuple(files))


def checked_base_url(base_url: str) -> str:
    """The address of the old site's top folder, ending in a slash. Raises UnusableMirror."""
    try:
        parts = urlsplit(base_url.strip())
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError as error:
        raise UnusableMirror(f"{base_url} is no address: {error}.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_fine:
        raise UnusableMirror(f"{base_url} is no address of a site. Write it like http://old.example.gov.cn")
    if parts.query or parts.fragment:
        raise UnusableMirror(
            f"{base_url} must not have a query or fragment. Write it like http://old.example.gov.cn"
        )
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return f"{parts.scheme}://{parts.netloc}{path}"


def mirrored_from(text: str, file: MirrorFile) -> str:
    """The page's old address: the one HTTrack wrote into it, else the one that its file name gives."""
    note = _MIRRORED_FROM.search(text[:4000])
    if note is None:
        return file.url
    scheme = urlsplit(file.url).scheme
    noted = note[1] if "://" in note[1] else f"{scheme}://{note[1]}"
    return noted if urlsplit(noted).hostname == urlsplit(file.url).hostname else file.url


def _site_folder(folder: Path, host: str) -> Path:
    """wget puts each host into a folder of its own; the site's own is the mirror."""
    inner = folder / host
    has_own_pages = any(entry.suffix.lower() in _STATIC_PAGES for entry in _entries(folder))
    is_own = inner.is_dir() and not inner.is_symlink()
    return inner if is_own and not has_own_pages else folder


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UnusableMirror(f"The folder {folder} cannot be read: {error.strerror or error}.") from error


def _files(top: Path, base: str) -> Iterator[MirrorFile]:
    count = 0
    unreadable: list[OSError] = []
    for place, folders, names in os.walk(top, followlinks=False, onerror=unreadable.append):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _LEFT_BY_MIRRORING
        )
        for name in sorted(names):
            if name.startswith(".") or name in _LEFT_BY_MIRRORING:
                continue
            count += 1
            if count > MOST_FILES:
                raise UnusableMirror(f"{top} holds more than {MOST_FILES:,} files; consolidate it in parts.")
            yield _mirror_file(Path(place, name), top, base)
    if unreadable:
        first = unreadable[0]
        raise UnusableMirror(f"The folder {first.filename} cannot be read: {first.strerror}.")


def _mirror_file(path: Path, top: Path, base: str) -> MirrorFile:
    name = path.relative_to(top).as_posix()
    kind, problem = _kind_of(path)
    url, aliases = old_addresses(os.fsencode(name), base)
    shown = os.fsencode(name).decode("utf-8", "replace")
    return MirrorFile(path, shown, url, aliases, kind, problem)


def _kind_of(path: Path) -> tuple[Kind, str]:
    suffix = path.suffix.lower()
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):  # opening a pipe or a device would wait for ever
            kind = Kind.PAGE if suffix in _STATIC_PAGES | _DYNAMIC_PAGES else Kind.OTHER
            return kind, _no_file(found.st_mode)
        if suffix in _STATIC_PAGES or suffix in _DYNAMIC_PAGES:
            kind = Kind.PAGE
        elif suffix in PICTURES:
            kind = Kind.PICTURE
        elif suffix in DOCUMENTS:
            kind = Kind.DOCUMENT
        else:
            kind = Kind.PAGE if _begins_like_html(path) else Kind.OTHER
    except OSError as error:
        return Kind.OTHER, f"the file cannot be read: {error.strerror or error}"
    limit = PAGE_BYTES if kind is Kind.PAGE else ASSET_BYTES
    if found.st_size > limit:
        return kind, f"larger than {limit // 1024 // 1024} MB"
    return kind, ""


def _no_file(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a symbolic link; links are not followed"
    return "no regular file but a pipe, socket or device; only files are read"


def _begins_like_html(path: Path) -> bool:
    if path.suffix.lower() in (".js", ".css", ".xml", ".json", ".svg", ".ico", ".swf"):
        return False
    with path.open("rb") as file:
        return _LOOKS_LIKE_HTML.match(file.read(1024)) is not None


def old_addresses(name: bytes, base: str) -> tuple[str, tuple[str, ...]]:
    """The old address of a file and its other spellings, from the file's name as bytes.

    Undone are the names that wget and HTTrack invent: a query kept in the name (show.asp?id=12, show.asp@id=12),
    .html put behind a dynamic page's name; index.html is also its folder.
    """
    written = quote(name, safe=_SAFE_IN_PATH + "?")
    path, query = _split_query(written)
    stem, dot, last = path.rpartition(".")
    spellings = [urljoin(base, _dotted(path) + query)]
    if query.endswith((".html", ".htm")) or (
        dot and last in ("html", "htm") and _suffix(stem) in _DYNAMIC_PAGES
    ):
        shorter = _dotted(path) + query.rpartition(".")[0] if query else _dotted(stem)
        spellings.insert(0, urljoin(base, shorter))
    folder, _, file = path.rpartition("/")
    if not query and file.partition(".")[0].lower() in _INDEX_NAMES and file.count(".") == 1:
        spellings.append(urljoin(base, f"{folder}/" if folder else ""))
    first, *others = dict.fromkeys(spellings)
    return first, tuple(others)


def _split_query(written: str) -> tuple[str, str]:
    match = _QUERY_IN_NAME.search(written)
    if match is None:
        return written, ""
    return written[: match.start()], "?" + written[match.end() :]


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _dotted(path: str) -> str:
    """A relative reference whose first part cannot be read as a scheme (a:b.html)."""
    return f"./{path}" if ":" in path.partition("/")[0] else path
