"""赵敏 sets up a passkey at the office and 孙离 an app for codes, without JavaScript; both come back with it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.journeys.city import PASSWORD, Places
from tests.journeys.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def second_factor_asked_for() -> Iterator[None]:
    """The live server answers in this process, so its settings are these."""
    settings.STAFF_MFA = True
    yield
    settings.STAFF_MFA = False


def sign_in(page: Page, username: str) -> None:
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_load_state()


def with_virtual_key(page: Page) -> Any:
    """Chromium's own authenticator in software, which says yes like a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def test_a_passkey_is_set_up_once_and_opens_the_desk_without_password(opened: Open, places: Places) -> None:
    page = opened(places.desk)
    with_virtual_key(page)
    sign_in(page, "zhao")
    expect(page).to_have_url(account(places, "2fa/"))
    page.get_by_role("link", name="添加通行密钥").click()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(account(places, "2fa/recovery-codes/"))
    page.goto(places.desk)
    assert page.url == places.desk
    page.goto(account(places, "logout/"))
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(account(places, "login/"))
    page.goto(places.desk)
    page.locator("#passkey_login").click()
    page.wait_for_url(places.desk)


def test_an_app_for_codes_works_without_javascript(opened: Open, places: Places) -> None:
    page = opened(places.desk, script=False)
    sign_in(page, "sun")
    page.get_by_role("link", name="设置验证器应用").click()
    page.wait_for_load_state()
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill(code(secret))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(account(places, "2fa/recovery-codes/"))
    page.goto(account(places, "logout/"))
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(account(places, "login/"))
    page.goto(places.desk)
    sign_in(page, "sun")
    cache.clear()  # each code is good once, and the journey needs two in a few seconds
    page.locator("input[name=code]").fill(code(secret))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(places.desk)


def account(places: Places, path: str) -> str:
    return places.desk.replace("/admin/", f"/-/account/{path}")


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
