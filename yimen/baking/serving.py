"""The layer before the application: answers from the store, keeps what it may keep, and hands everything else on.

A visitor gets a right page or an honest error. Whatever goes wrong with the store itself (read-only, full, deleted)
hands the request to the application; whatever goes wrong with the application or the database is covered by the last
good page, which says so in its Cache-Status (RFC 9211), for as long as was decided (stale-if-error, RFC 5861).
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

from django.utils import timezone

from yimen.baking import following
from yimen.baking.generations import Generations
from yimen.baking.rendering import (
    NEVER,
    THEMES,
    Answered,
    Application,
    Environ,
    StartResponse,
    may_be_kept,
    render,
)
from yimen.baking.rules import (
    LONGEST_PATH,
    SECONDS_WITHOUT_PAGE,
    Answer,
    Asked,
    Copy,
    Key,
    answer,
    declared_query,
    host_name,
    kept_headers,
    why_not_keep,
)
from yimen.baking.store import Rendered, Store
from yimen.design.preferences import COOKIE_NAME, Preferences, parse

logger = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds that a visitor waits for another's rendering of the same page."""
IMPATIENCE = 0.5
"""The same where a former copy is at hand."""
TURNS = 1024


class Trust(Enum):
    """What the store is worth at this moment."""

    EXACT = "the log was read a moment ago"
    STALE = "the log cannot be read"
    NONE = "the store cannot be kept in line"


@dataclass(frozen=True)
class Choices:
    """What the administrator decided."""

    session_cookies: frozenset[str]
    stale_seconds: float
    scheme: str = "http"  # in which visitors come


class PageLayer:
    """A WSGI application around another. `comes_by` says by which scheme a request came, as far as it can be known."""

    def __init__(
        self,
        application: Application,
        generations: Generations,
        *,
        choices: Choices,
        comes_by: Callable[[Environ], str],
    ) -> None:
        self.application = application
        self.generations = generations
        self.choices = choices
        self.comes_by = comes_by
        self.pulse = Pulse()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        wanted = self._wanted(environ)
        made: Answer | None = None
        if wanted is not None:
            try:
                made = self._answer(*wanted)
            except (OSError, sqlite3.Error) as error:
                logger.warning("the store of pages does not work, the application answers: %s", error)
        if made is None:
            return self.application(environ, start_response)
        start_response(f"{made.status} {_reason(made.status)}", made.headers)
        return [made.body] if made.body and environ["REQUEST_METHOD"] != "HEAD" else []

    def _wanted(self, environ: Environ) -> tuple[Key, str, Preferences, Asked] | None:
        """Key of the bare address, query, preferences and manner; None for what the store has nothing to do with."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("HTTP_AUTHORIZATION"):
            return None
        path = _path(environ)
        host = host_name(environ.get("HTTP_HOST", ""))
        if not host or not path or (path.startswith(NEVER) and not path.startswith(THEMES)):
            return None
        cookies = _cookies(environ.get("HTTP_COOKIE", ""))
        if (
            not self.choices.session_cookies.isdisjoint(cookies)
            or self.comes_by(environ) != self.choices.scheme
        ):
            return None
        chosen = parse(cookies.get(COOKIE_NAME))
        asked = Asked(
            method=environ["REQUEST_METHOD"],
            accept_encoding=environ.get("HTTP_ACCEPT_ENCODING", ""),
            if_none_match=environ.get("HTTP_IF_NONE_MATCH", ""),
            if_modified_since=environ.get("HTTP_IF_MODIFIED_SINCE", ""),
            byte_range=environ.get("HTTP_RANGE", ""),
            if_range=environ.get("HTTP_IF_RANGE", ""),
        )
        return Key(host, path, look=chosen.look), environ.get("QUERY_STRING", ""), chosen, asked

    def _answer(self, bare: Key, query: str, chosen: Preferences, asked: Asked) -> Answer | None:
        """None: the application decides."""
        store = self.generations.current()
        trust = self.pulse.trust(store)
        if trust is Trust.NONE or (trust is Trust.STALE and self._is_too_old(store)):
            return None
        turn = _Turn(self, store, trust)
        found = turn.copy_of(bare)
        if not isinstance(found, _Found):
            return found if not query else None
        if query:
            if found.copy.status != HTTPStatus.OK:
                return None  # an old site's address, a redirect by query
            spelt = declared_query(query, found.copy.parameters)
            if spelt is None:
                return None
            if spelt:
                found_part = turn.copy_of(replace(bare, query=spelt))
                if not isinstance(found_part, _Found):
                    return found_part
                found = found_part
        if found.copy.shows_entrances and chosen.entrance and not query:
            of_entrance = turn.copy_of(replace(bare, entrance=chosen.entrance))
            if not isinstance(of_entrance, _Found):
                return of_entrance
            found = of_entrance
        return answer(found.copy, asked, note=found.note)

    def keep_ready(self, store: Store, key: Key) -> str:
        """Have an answer kept that nobody has asked for yet: empty when it is kept now, else why it is not."""
        found = _Turn(self, store, Trust.EXACT).copy_of(key)
        if isinstance(found, _Found):
            return ""
        return f"status {found.status}" if found is not None else "not for everybody"

    def _is_too_old(self, store: Store) -> bool:
        read = following.last_read(store)
        return read is None or time.time() - read > self.choices.stale_seconds


@dataclass(frozen=True)
class _Found:
    """A kept answer and what Cache-Status says of it."""

    copy: Copy
    note: str


class _Turn:
    """Finding the answers of one request: kept ones, else rendered now, else former ones."""

    def __init__(self, layer: PageLayer, store: Store, trust: Trust) -> None:
        self.layer, self.store, self.trust = layer, store, trust

    def copy_of(self, key: Key) -> "_Found | Answer | None":
        """A kept answer; an answer for this visitor alone; None where the application decides."""
        copy = self.store.find(key, now=time.time())
        if copy is not None:
            return _Found(copy, "hit" if self.trust is Trust.EXACT else "hit; detail=stale")
        if not may_be_kept(key.path):
            return None
        former = self.store.former(key)
        if self.trust is Trust.STALE and former is not None:
            return _Found(former, "hit; detail=stale")
        turns = self.layer.generations
        patience = IMPATIENCE if former is not None else PATIENCE
        with turns.turn(f"{int(key.name[:8], 16) % TURNS:04d}", patience=patience) as is_mine:
            copy = self.store.find(key, now=time.time())
            if copy is not None:
                return _Found(copy, "hit; collapsed")
            if not is_mine and former is not None:
                return _Found(former, "hit; detail=being-rendered")
            return self._rendered(key, former)

    def _rendered(self, key: Key, former: Copy | None) -> "_Found | Answer | None":
        # Of all that this position or an earlier one has committed, the rendering sees everything.
        began_at = self.store.position()
        said = render(self.layer.application, key, scheme=self.layer.choices.scheme)
        if said.status >= HTTPStatus.INTERNAL_SERVER_ERROR and former is not None:
            return _Found(former, f"hit; detail=stale-if-error; fwd-status={said.status}")
        reason = why_not_keep(said.status, said.headers, said.body)
        if not said.made_of.is_for_all:
            reason = reason or "not a canonical name"
        if reason:
            if former is not None:  # its address answers otherwise now
                self.store.drop(key)
            return _alone(said, reason)
        rendered = _rendered(said, began_at)
        try:
            kept = self.store.keep(key, rendered, now=time.time())
        except (OSError, sqlite3.Error) as error:
            logger.warning("%s%s could not be kept: %s", key.host, key.path, error)
            kept = None
        if kept is not None:
            return _Found(kept, "fwd=miss; stored")
        return _alone(said, "changed meanwhile")


def _rendered(said: Answered, began_at: int) -> Rendered:
    until = said.made_of.holds_until.timestamp() if said.made_of.holds_until else None
    if said.status != HTTPStatus.OK:
        bound = time.time() + SECONDS_WITHOUT_PAGE
        until = min(until, bound) if until else bound
    return Rendered(
        status=said.status,
        headers=kept_headers(said.headers),
        body=said.body,
        tags=frozenset(said.made_of.tags),
        began_at=began_at,
        holds_until=until,
        parameters=said.made_of.parameters,
        shows_entrances=said.made_of.shows_entrances,
    )


def _alone(said: Answered, reason: str) -> Answer:
    """An answer that is not kept."""
    headers = [*said.headers, ("Cache-Status", f'yimen; fwd=miss; detail="{reason}"')]
    return Answer(said.status, headers, said.body)


class Pulse:
    """How far the store can be trusted, looked at a few times a second at most."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._trust = Trust.NONE
        self._looked_at = float("-inf")
        self._tried_at = float("-inf")

    def trust(self, store: Store) -> Trust:
        now = time.monotonic()
        if now - self._looked_at < following.POLL_SECONDS:
            return self._trust
        read = following.last_read(store)
        if read is not None and abs(time.time() - read) <= following.BOUND_SECONDS:
            self._trust = Trust.EXACT
            self._looked_at = now
            return self._trust
        return self._catch_up(store, now=now)

    def _catch_up(self, store: Store, *, now: float) -> Trust:
        """The follower is behind, away, or the clock jumped: one thread reads the log itself, once a second."""
        if not self._lock.acquire(blocking=False):
            return Trust.STALE if self._trust is Trust.EXACT else self._trust
        try:
            if now - self._tried_at < 1.0:
                return self._trust
            self._tried_at = now
            try:
                following.catch_up(store, now=timezone.now())
                self._trust = Trust.EXACT
            except following.LogUnreadable:
                self._trust = Trust.STALE
            except (OSError, sqlite3.Error) as error:
                logger.warning("the store of pages cannot be kept in line and is not used: %s", error)
                self._trust = Trust.NONE
            self._looked_at = time.monotonic()
            return self._trust
        finally:
            self._lock.release()


def _path(environ: Environ) -> str:
    """The path as text; empty for what no page of ours can have."""
    raw: str = environ.get("PATH_INFO", "")
    try:
        path = raw.encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return ""
    if not path.startswith("/") or len(path) > LONGEST_PATH or not path.isprintable():
        return ""
    return path


def _cookies(header: str) -> dict[str, str]:
    """The first of each name, as Django's own reading takes the last: whoever sends two of a session bypasses us."""
    if not header:
        return {}
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()} | _by_hand(header)
    except CookieError:
        return _by_hand(header)


def _by_hand(header: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in header.split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
