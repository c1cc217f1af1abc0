"""Every address of the portal, asked for by sessions that are worth nothing at the desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.accounts.doors import PASSWORD, sign_in
from tests.cast import HOST, City, desk_of
from yimen.accounts.models import User
from yimen.demo import factories

pytestmark = pytest.mark.django_db

STAFF = ("admin/",)
# What the staff door shows to everybody.
DOORS = ("admin/login/", "admin/logout/", "admin/password_reset/", "admin/jsi18n/", "admin/sprite/")
VALUES = {"int": "1", "str": "x", "slug": "x", "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "path": "x"}


def addresses(patterns: list[Any], start: str = "") -> Iterator[str]:
    """Each address with something in place of what varies."""
    for pattern in patterns:
        whole = start + _filled(pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, whole)
        elif isinstance(pattern, URLPattern):
            yield whole


def _filled(pattern: Any) -> str:
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        value = VALUES.get(kind, "1")
        for shape in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(shape, value)
    return route


def staff_addresses() -> list[str]:
    found = {
        path
        for path in addresses(get_resolver().url_patterns)
        if path.startswith(STAFF) and not path.startswith(DOORS) and "<" not in path and "^" not in path
    }
    return sorted(found)


def test_the_walk_finds_the_desk() -> None:
    found = staff_addresses()
    assert len(found) > 150
    assert "admin/" in found
    assert "admin/users/" in found


def shut_out_of(browser: Client) -> list[str]:
    """The addresses that answered something else than the way to the door."""
    opened = []
    for path in staff_addresses():
        for method in (browser.get, browser.post):
            answer = method(f"/{path}")
            led_out = answer.status_code == 302 and "/-/account/login/" in answer.headers["Location"]
            if not (led_out or answer.status_code in {403, 404, 405}):
                opened.append(f"{answer.status_code} {path}")
    return opened


@pytest.mark.slow
def test_a_session_without_second_factor_gets_nothing_at_any_address(city: City, settings: Any) -> None:
    settings.STAFF_MFA = True
    factories.staff("root", "总管", password=PASSWORD, is_superuser=True)
    browser = Client(headers={"host": HOST})
    assert sign_in(browser, "root").status_code == 302
    assert shut_out_of(browser) == []


@pytest.mark.slow
def test_a_residents_session_gets_nothing_at_any_address(city: City) -> None:
    liu = User.objects.create_user(
        "liu", password=PASSWORD, kind=User.Kind.RESIDENT, is_staff=True, is_superuser=True
    )
    assert shut_out_of(desk_of(liu)) == []


def test_private_files_pages_and_components_are_shut_too(city: City, settings: Any) -> None:
    settings.STAFF_MFA = True
    lin = factories.staff("root", "总管", password=PASSWORD, is_superuser=True)
    browser = Client(headers={"host": HOST})
    sign_in(browser, lin.username)
    draft = factories.article(city.notices, "草稿")
    draft.unpublish()
    assert browser.get("/-/design/").status_code == 302
    assert browser.get(f"/admin/pages/{draft.pk}/view_draft/").status_code == 302
    assert browser.get("/admin/api/main/pages/").status_code in {302, 401, 403}
