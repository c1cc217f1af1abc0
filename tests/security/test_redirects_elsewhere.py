"""Open redirects: an address of the city never leads to a stranger's."""

from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import HOST, City
from yimen.accounts.models import User
from yimen.demo import factories

pytestmark = pytest.mark.django_db

ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "https:evil.example",
    "http:///evil.example", "///evil.example", "javascript:alert(1)", "https://www.yunze.example@evil.example/",
    "https://www.yunze.example.evil.example/", " https://evil.example", "\thttps://evil.example", "/%09/evil.example",
)  # fmt: skip
OURS = {HOST, "testserver", "", None}


def stays(location: str) -> bool:
    """Whether a browser that reads `location` stays with us: it takes backslashes for slashes and drops tabs."""
    read = location.strip().replace("\\", "/").replace("\t", "").replace("\n", "")
    parts = urlsplit(read)
    return (
        parts.scheme in ("", "http", "https")
        and parts.hostname in OURS
        and not read.startswith(("//evil", "///"))
    )


def test_after_signing_in(lin: User) -> None:
    lin.set_password("yun-ze-2026-lin")
    lin.save()
    door = reverse("account_login")
    for target in ELSEWHERE:
        answer = Client(headers={"host": HOST}).post(
            f"{door}?next={quote(target, safe='')}",
            {"login": "lin", "password": "yun-ze-2026-lin", "next": target},
        )
        assert answer.status_code in (200, 302)
        assert stays(answer.headers.get("Location", "")), target


def test_on_the_way_to_the_door(city: City, lins_desk: Client, aunt_wang: Client) -> None:
    doors = (
        "/-/sign-in/",
        "/admin/login/",
        "/-/account/login/",
        "/-/account/logout/",
        "/-/account/reauthenticate/",
    )
    for browser in (aunt_wang, lins_desk):
        for path in doors:
            for target in ELSEWHERE:
                answer = browser.get(f"{path}?next={quote(target, safe='')}")
                assert stays(answer.headers.get("Location", "")), (path, target)


def test_after_choosing_how_pages_look(aunt_wang: Client) -> None:
    for target in ELSEWHERE:
        answer = aunt_wang.post("/-/preferences/", {"text": "large", "next": target})
        assert stays(answer.headers["Location"]), target


def test_after_a_deed_on_the_desk(city: City, lins_desk: Client) -> None:
    article = factories.article(city.notices, "通知")
    for name in ("wagtailadmin_pages:lock", "wagtailadmin_pages:unlock", "wagtailadmin_pages:unpublish"):
        for target in ELSEWHERE:
            address = f"{reverse(name, args=(article.pk,))}?next={quote(target, safe='')}"
            answer = lins_desk.post(address, {"next": target})
            assert stays(answer.headers.get("Location", "")), (name, target)


def test_from_a_path_that_looks_like_a_host(city: City) -> None:
    for host in (HOST, "yunze.example"):
        browser = Client(headers={"host": host})
        for path in (
            "//evil.example/a",
            "//evil.example",
            "/\\evil.example/a",
            "//evil.example/%2e%2e",
            "///evil.example/bm",
        ):
            answer = browser.generic("GET", path)
            location = answer.headers.get("Location", "")
            assert answer.status_code < 500, path
            assert not location.startswith(("//", "/\\")), path
            assert urlsplit(location).hostname in (HOST, None), path
