"""The city's own sign-in, by a real provider on this machine: it lets in whom we know, and makes nobody."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from tests.cast import HOST, City
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories

pytestmark = [
    pytest.mark.django_db,
    # The provider runs in this process, and its library has marked what it calls.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread(require_client_registration=False) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def connected(provider: str, settings: Any) -> None:
    app = {
        "provider_id": "staff",
        "name": "统一身份认证",
        "client_id": "yimen",
        "secret": "secret",
        "settings": {"server_url": provider},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


@pytest.fixture
def zhao(city: City) -> User:
    """赵敏, contributor of the education bureau."""
    return factories.staff(
        "zhao", "赵敏", email="zhao@yunze.example", role=Role.CONTRIBUTOR, subsite=city.subsite
    )


def come(provider: str, subject: str, **claims: Any) -> tuple[Client, Any]:
    """A browser that goes to the provider, says who it is there, and comes back."""
    requests.put(f"{provider}/users/{subject}", json=claims, timeout=5).raise_for_status()
    browser = Client(headers={"host": HOST})
    there = browser.post(reverse("openid_connect_login", args=("staff",))).headers["Location"]
    assert there.startswith(provider)
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == "/-/account/city/staff/login/callback/"
    return browser, browser.get(f"{parts.path}?{parts.query}")


def test_a_verified_address_finds_its_one_account_and_the_subject_from_then_on(
    zhao: User, provider: str
) -> None:
    browser, _answer = come(provider, "u-1", email="zhao@yunze.example", email_verified=True)
    assert browser.get("/admin/").status_code == 200
    assert SocialAccount.objects.get().user == zhao
    zhao.email = "new@yunze.example"
    zhao.save()
    again, _answer = come(provider, "u-1", email="zhao@yunze.example", email_verified=True)
    assert again.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("subject", "claims"),
    [
        ("s-1", {"email": "stranger@yunze.example", "email_verified": True}),
        ("s-2", {"email": "zhao@yunze.example", "email_verified": False}),
        ("s-3", {"email": "zhao@yunze.example"}),
        ("s-4", {}),
        ("s-5", {"email": "zhao@yunze.example", "email_verified": "true"}),
    ],
)
def test_whom_we_do_not_know_gets_no_account(
    zhao: User, provider: str, subject: str, claims: dict[str, Any]
) -> None:
    before = User.objects.count()
    browser, answer = come(provider, subject, **claims)
    assert answer.status_code == 403
    assert "账号须经邀请开通" in answer.content.decode()
    assert browser.get("/admin/").status_code == 302
    assert User.objects.count() == before


def test_an_address_that_two_accounts_have_finds_neither(zhao: User, provider: str, city: City) -> None:
    factories.staff("zhao2", "赵敏二", email="ZHAO@yunze.example")
    assert come(provider, "t-1", email="zhao@yunze.example", email_verified=True)[1].status_code == 403


def test_a_second_subject_does_not_take_over_the_account(zhao: User, provider: str) -> None:
    come(provider, "first", email="zhao@yunze.example", email_verified=True)
    assert come(provider, "second", email="zhao@yunze.example", email_verified=True)[1].status_code == 403


def test_who_was_deactivated_and_residents_stay_out(zhao: User, provider: str) -> None:
    come(provider, "d-1", email="zhao@yunze.example", email_verified=True)
    User.objects.filter(pk=zhao.pk).update(is_active=False)
    assert come(provider, "d-1", email="zhao@yunze.example", email_verified=True)[1].status_code == 403
    User.objects.filter(pk=zhao.pk).update(is_active=True, kind=User.Kind.RESIDENT)
    assert come(provider, "d-1", email="zhao@yunze.example", email_verified=True)[1].status_code == 403


def test_the_portal_asks_for_its_own_second_factor_all_the_same(
    zhao: User, provider: str, settings: Any
) -> None:
    settings.STAFF_MFA = True
    browser, _answer = come(provider, "m-1", email="zhao@yunze.example", email_verified=True)
    assert browser.get("/admin/", follow=True).redirect_chain[-1][0] == "/-/account/2fa/"


def test_an_answer_that_nobody_asked_for_opens_nothing(zhao: User) -> None:
    browser = Client(headers={"host": HOST})
    answer = browser.get("/-/account/city/staff/login/callback/?code=x&state=y", follow=True)
    assert answer.status_code in {200, 401, 403}
    assert browser.get("/admin/").status_code == 302
