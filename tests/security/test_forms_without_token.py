"""CSRF: no other site's page makes a visitor's or editor's browser write here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import HOST, City
from tests.records.desk_addresses import views_of_the_desk
from yimen.accounts.models import User

pytestmark = pytest.mark.django_db

# Each of these compares the Origin header instead, or asks for a token of its own; docs/adr/0019 and 0031.
WITHOUT_TOKEN = {"preferences", "usefulness"}
# The desk's own interface: its framework marks views so, and asks for the token itself; the walk below shows it.
OF_THE_DESK = {"listing", "detail", "find", "action"}
API = "yimen.api"


def views(patterns: Any = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            yield pattern


def test_the_views_that_need_no_token_are_known() -> None:
    exempt = {
        pattern.name or pattern.callback.__module__
        for pattern in views()
        if getattr(pattern.callback, "csrf_exempt", False) and not pattern.callback.__module__.startswith(API)
    }
    assert {
        name for name in exempt if not name.startswith(("api", "ninja"))
    } <= WITHOUT_TOKEN | OF_THE_DESK | _of_the_interface()


def _of_the_interface() -> set[str]:
    interface = next(
        p for p in get_resolver().url_patterns if isinstance(p, URLResolver) and "api" in str(p.urlconf_name)
    )
    return {pattern.name or pattern.callback.__module__ for pattern in views(interface.url_patterns)}


@pytest.mark.parametrize("path", ["/-/preferences/", "/-/usefulness/"])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"https://{HOST}.evil.example", "http://www.yunze.example:81"]
)
def test_they_refuse_another_sites_form(city: City, path: str, origin: str) -> None:
    answer = Client(headers={"host": HOST, "origin": origin}).post(
        path, {"page": city.home.pk, "useful": "yes"}
    )
    assert answer.status_code == 403


def test_every_other_view_of_the_desk_refuses_a_form_without_token(city: City, lin: User) -> None:
    desk = Client(headers={"host": HOST}, enforce_csrf_checks=True)
    desk.force_login(lin)
    let_in = [
        (name, code)
        for name, address in views_of_the_desk()
        if (code := desk.post(address).status_code) != 403
    ]
    assert not let_in


@pytest.mark.parametrize(
    "path",
    [
        "/-/account/login/",
        "/-/account/logout/",
        "/-/account/password/lost/",
        "/-/account/sessions/others/ended/",
    ],
)
def test_neither_do_the_account_pages(city: City, lin: User, path: str) -> None:
    browser = Client(headers={"host": HOST}, enforce_csrf_checks=True)
    assert browser.post(path, {"login": "lin", "password": "x"}).status_code == 403


def test_the_open_interface_knows_no_cookie(city: City, lin: User) -> None:
    desk = Client(headers={"host": HOST}, enforce_csrf_checks=True)
    desk.force_login(lin)
    assert desk.post("/api/v1/entries/", "{}", content_type="application/json").status_code in (
        401,
        403,
        404,
        405,
    )


def test_cookies_are_kept_from_scripts_and_from_other_sites(lins_desk: Client) -> None:
    lins_desk.get("/admin/pages/")
    kept = [cookie for cookie in lins_desk.cookies.values() if cookie.key != "sessionid" or cookie["path"]]
    assert kept
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in kept)
