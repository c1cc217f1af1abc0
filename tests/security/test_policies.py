"""The browser's policy: the same on every public page, kept by every page, stricter than any mistake in a text."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import HOST, City, desk_of
from tests.records.desk_addresses import views_of_the_desk
from tests.security.inline import inline_parts
from yimen.accounts.models import User
from yimen.config.policies import DESK_POLICY, PUBLIC_POLICY
from yimen.demo import factories

pytestmark = pytest.mark.django_db


def test_a_public_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in PUBLIC_POLICY
    assert "http" not in PUBLIC_POLICY
    assert "nonce" not in PUBLIC_POLICY
    for directive in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
        assert directive in PUBLIC_POLICY
    assert "script-src 'self';" in DESK_POLICY, "not even the desk runs an inline script"


def test_errors_and_the_doors_of_staff_have_it_too(city: City, aunt_wang: Client) -> None:
    for path in (
        "/",
        "/nowhere/",
        "/search/?q=x",
        "/-/account/login/",
        "/admin/",
        "/feed.xml",
        "/api/v1/openapi.json",
    ):
        answer = aunt_wang.get(path)
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"], path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
    strange = Client(headers={"host": "evil.example"}).get("/")
    assert strange.headers["Content-Security-Policy"]


@pytest.mark.slow
def test_no_screen_of_the_desk_carries_an_inline_script(city: City, lin: User) -> None:
    factories.article(city.notices, "通知")
    desk = desk_of(lin)
    desk.raise_request_exception = False
    found, seen = {}, 0
    for name, address in views_of_the_desk():
        answer = desk.get(address)
        if (
            answer.status_code != 200
            or not answer.headers["Content-Type"].startswith("text/html")
            or answer.streaming
        ):
            continue
        seen += 1
        scripts = [
            part
            for part in inline_parts(answer.content.decode())
            if part.startswith("<script") or " on" in part
        ]
        if scripts:
            found[name] = scripts
    assert seen > 60
    assert not found


def test_the_fields_that_wagtail_starts_inline_say_how_they_are_started(
    city: City, lins_desk: Client
) -> None:
    """Dates, times, rows and choosers: should a new Wagtail render them otherwise, this says so."""
    form = lins_desk.get(
        reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    )
    for kind in ("datetime", "inline-panel", "chooser"):
        assert f'data-start="{kind}"' in form.content.decode()


def test_pages_are_framed_by_ourselves_alone(city: City, lins_desk: Client) -> None:
    for path in ("/", "/nowhere/", "/-/account/login/", "/admin/"):
        answer = Client(headers={"host": HOST}).get(path, follow=True)
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] in ("SAMEORIGIN", "DENY"), path
    assert lins_desk.get("/admin/").headers["Cross-Origin-Resource-Policy"] == "same-origin"
