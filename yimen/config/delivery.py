"""The store of pages put before the application, as the administrator decided."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from yimen.baking.following import Follower, LogUnreadable, catch_up
from yimen.baking.generations import Generations
from yimen.baking.rendering import Application, Environ
from yimen.baking.serving import Choices, PageLayer
from yimen.config.middleware import address_of, is_within, trusted_networks

logger = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024


def generations() -> Generations:
    """The stores of this machine."""
    return Generations(settings.ENV.store_dir, limit=settings.ENV.store_mb * MEGABYTE)


def deliver(application: Application) -> Application:
    """The application behind its store of pages, which this process then follows the change log for."""
    if not settings.ENV.store:
        return application
    stores = generations()
    _begin(stores)
    Follower(stores).start()
    return layer(application, stores)


def layer(application: Application, stores: Generations) -> PageLayer:
    choices = Choices(
        session_cookies=frozenset({settings.SESSION_COOKIE_NAME}),
        stale_seconds=settings.ENV.stale_hours * 3600.0,
        scheme="https" if settings.REDIRECT_TO_HTTPS else "http",
    )
    return PageLayer(application, stores, choices=choices, comes_by=_scheme_teller())


def _scheme_teller() -> Callable[[Environ], str]:
    """By which scheme a visitor came, as a proxy of ours says; where https is no matter, always http."""
    if not settings.REDIRECT_TO_HTTPS:
        return lambda environ: "http"
    trusted = trusted_networks()

    def comes_by(environ: Environ) -> str:
        own = str(environ["wsgi.url_scheme"])
        peer = address_of(environ.get("REMOTE_ADDR", ""))
        is_ours = peer is not None and is_within(peer, trusted)
        return str(environ.get("HTTP_X_FORWARDED_PROTO", own)) if is_ours else own

    return comes_by


def _begin(stores: Generations) -> None:
    """Before the first request: what changed while this machine was down."""
    with contextlib.suppress(LogUnreadable):  # then the last good pages stand in
        try:
            stores.settle()
            catch_up(stores.current(), now=timezone.now())
        except (OSError, sqlite3.Error) as error:
            logger.warning("the store of pages in %s cannot be used: %s", stores.folder, error)
