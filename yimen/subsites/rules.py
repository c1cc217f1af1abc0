"""Rules of addresses and of consolidation, without a database.

Sources: mission.md M1 (the model case's figures); 国办函〔2018〕55号 (paths on the portal's domain as the
rule, a host of one's own with approval); reference/norms.md §1.2, §1.8.
"""

import hashlib
import re
import string
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes

from yimen.foundation.words import noted

# The portal's canonical host is written as the empty text in addresses, so that renaming it rewrites nothing.
PORTAL = ""
# Where the site map of a language stands: every footer links there (norms §1.3), whoever answers it.
SITE_MAPS = {"zh-hans": "/site-map/", "en": "/en/site-map/"}
# And the page that offers feeds.
FEED_PAGES = {"zh-hans": "/feeds/", "en": "/en/feeds/"}

_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_AS_WRITTEN = "%/?#[]@!$&'()*+,;=:-._~"
_PLAIN_IN_PATH = "/:@!$&'()*+,;=~"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, order=True)
class Address:
    """Where something public is answered: host (empty for the portal's own) and path from the first slash."""

    host: str
    path: str


@dataclass(frozen=True)
class Root:
    """A page whose tree path is the top of a host or of a language edition on it."""

    tree_path: str
    host: str
    prefix: str
    site_id: int
    origin: str


def address_of(tree_path: str, roots: Iterable[Root]) -> tuple[Root, Address] | None:
    """The address of a page by its tree path: the deepest root above it counts; None outside every root."""
    above = [root for root in roots if tree_path.startswith(root.tree_path)]
    if not above:
        return None
    root = max(above, key=lambda root: len(root.tree_path))
    return root, Address(root.host, root.prefix + tree_path[len(root.tree_path) :])


def canonical_old_path(path_and_query: str) -> str:
    """One spelling for an old site's path and query, as percent-encoded bytes in capitals.

    GBK percent-encoding differs from UTF-8: bytes are compared, never text. Of the path a server only ever
    sees decoded bytes (PEP 3333), so there `%28` and `(` are one; in the query `%26` and `&` stay two
    (RFC 3986 §6.2.2: only letters, digits and -._~ are written plainly). A bare `?` at the end is no query.
    """
    path, _, query = path_and_query.partition("?")
    spelt = quote_from_bytes(unquote_to_bytes(path or "/"), safe=_PLAIN_IN_PATH)
    if not query:
        return spelt
    return f"{spelt}?{_ESCAPE.sub(_plain_or_capital, quote(query, safe=_AS_WRITTEN))}"


def path_as_asked(path: str, query: bytes) -> str:
    """The one spelling of what a server was asked for.

    `path` as Django tells it: text where the bytes were UTF-8, percent-encoded where they were not. `query` as it
    was sent.
    """
    asked = quote(path, safe="/%")
    return canonical_old_path(f"{asked}?{quote_from_bytes(query, safe=_AS_WRITTEN)}" if query else asked)


def _plain_or_capital(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def old_address_hash(host: str, path_and_query: str) -> str:
    """The key of an old address: SHA-256 over host and canonical path, in hexadecimal."""
    return hashlib.sha256(f"{host}{canonical_old_path(path_and_query)}".encode()).hexdigest()


@dataclass(frozen=True)
class DepartmentState:
    """One department on the progress board: two separate facts."""

    old_site: str  # none, running, exempt, closed
    subsite: str  # none, preparation, finished


@dataclass(frozen=True)
class Progress:
    """The progress board's figures, each counted from the rows."""

    departments: int
    old_sites: int
    old_sites_running: int
    old_sites_closed: int
    old_sites_exempt: int
    subsites_finished: int
    subsites_in_preparation: int
    subsites_none: int
    exempt_without_subsite: int


def state_of_subsite(*, state: str | None, has_own_host: bool) -> str:
    """A site that keeps its own host by exemption is no sub-site under the one address, so it counts as
    none.
    """
    return "none" if state is None or has_own_host else state


def count_progress(states: Iterable[DepartmentState]) -> Progress:
    """The figures of mission.md M1 from the departments' two facts."""
    states = list(states)
    old = Counter(state.old_site for state in states)
    sub = Counter(state.subsite for state in states)
    return Progress(
        departments=len(states),
        old_sites=len(states) - old["none"],
        old_sites_running=old["running"],
        old_sites_closed=old["closed"],
        old_sites_exempt=old["exempt"],
        subsites_finished=sub["finished"],
        subsites_in_preparation=sub["preparation"],
        subsites_none=sub["none"],
        exempt_without_subsite=sum(1 for s in states if s.old_site == "exempt" and s.subsite == "none"),
    )


def why_not_own_host(*, approved_by: str, approved_on_known: bool, document_number: str) -> list[str]:
    """Reasons why a sub-site may not have a host of its own: the approval's who, when and document are
    required.
    """
    reasons: list[str] = []
    if not approved_by.strip():
        reasons.append(noted("Say who approved the exception."))
    if not approved_on_known:
        reasons.append(noted("Say on which day the exception was approved."))
    if not document_number.strip():
        reasons.append(noted("Give the number of the approving document."))
    return reasons
