"""How the tests' people come in: by the form, with a second factor where they have one."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import HOST
from yimen.accounts.models import User
from yimen.accounts.secrets import decrypt, encrypt

PASSWORD = "Yun-Ze-2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(browser: Client, name: str, *, password: str = PASSWORD, next: str = "") -> Any:
    form = {"login": name, "password": password, **({"next": next} if next else {})}
    return browser.post(reverse("account_login"), form)


def code(secret: str = SECRET) -> str:
    """What the app on the phone shows now. Each code is good once; tests may need two in a second."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(browser: Client) -> None:
    """Set up an app for codes, as the pages ask for it."""
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.status_code == 302, answer.context["form"].errors


def signed_in(person: User, **browser: Any) -> Client:
    """A browser in which this person signed in with password and code; the app is set up where there was none."""
    if not Authenticator.objects.filter(user=person, type="totp").exists():
        Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt(SECRET)})
    desk = Client(headers={"host": HOST}, **browser)
    sign_in(desk, person.username)
    row = Authenticator.objects.get(user=person, type="totp")
    answer = desk.post(
        reverse("mfa_authenticate"), {"code": code(decrypt(TOTP(row).instance.data["secret"]))}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return desk
