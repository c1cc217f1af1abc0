"""Addresses on an old site: when two are the same, and which lead to files or nowhere."""

import re
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

_ATTACHMENT = re.compile(r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|zip|rar|7z|txt|rtf|csv)(?:$|[?#])", re.I)
_MEDIA = re.compile(r"\.(?:mp4|m4v|webm|ogv|flv|wmv|avi|mov|rmvb?|mpe?g|mp3|wav|wma|m4a)(?:$|[?#])", re.I)


def address_key(url: str) -> str:
    """What two spellings of one old address have in common: no scheme, fragment or escapes; "/" is its index page."""
    parts = urlsplit(url)
    path = quote(unquote_to_bytes(parts.path)) or "/"
    if path.endswith("/"):
        path += "index.html"
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


def is_attachment(address: str) -> bool:
    """Whether a link leads to an office file, a PDF, an archive, a film or a recording."""
    return _ATTACHMENT.search(address) is not None or _MEDIA.search(address) is not None


def is_dead_address(address: str) -> bool:
    """Whether a link leads nowhere: to a script or to its own page."""
    return not address.strip() or address.strip().lower().startswith(
        ("#", "javascript:", "data:", "vbscript:")
    )


def absolute_address(base: str, href: str) -> str | None:
    """The address that a link leads to, or None where it leads nowhere or to no page."""
    href = href.strip()
    if is_dead_address(href) or href.lower().startswith(("mailto:", "tel:")):
        return None
    try:
        return urljoin(base, href)
    except ValueError:
        return None
