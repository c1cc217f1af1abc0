"""Two machines of the portal share what they cache through Redis."""

from importlib import reload
from typing import Any

import pytest
from django.core.cache import caches
from pytest_django import Settings
from redis.exceptions import ConnectionError as NoAnswer

from tests.conftest import missing_tool
from yimen.config import settings as portal_settings

REDIS = "redis://127.0.0.1:6379/15"


@pytest.fixture
def caches_of_settings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """CACHES as the portal's settings make them of REDIS_URL."""
    monkeypatch.setenv("REDIS_URL", REDIS)
    made: dict[str, Any] = reload(portal_settings).CACHES
    monkeypatch.undo()
    reload(portal_settings)
    return made


def test_what_one_caches_the_other_finds(caches_of_settings: dict[str, Any], settings: Settings) -> None:
    settings.CACHES = {"default": caches_of_settings["default"], "other": caches_of_settings["default"]}
    try:
        caches["default"].set("yimen-tests", "一门", timeout=5)
    except NoAnswer:
        missing_tool("Redis at 127.0.0.1:6379", package="redis-server")
    assert caches["other"].get("yimen-tests") == "一门"
