"""Paths that climb, broken headers, forged hosts, poisoned caches, SQL in questions, too much of everything."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import HOST, City
from tests.frontdoor.walking import read_whole
from yimen.demo import factories

pytestmark = pytest.mark.django_db

SECRET = "no-visitor-reads-this"


# ── Path traversal ──
def test_no_path_climbs_out_of_its_folder(city: City, aunt_wang: Client) -> None:
    beside = Path(settings.MEDIA_ROOT).parent / "yimen.env"
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    beside.write_text(SECRET, encoding="utf-8")
    climbs = (
        "../yimen.env",
        "..%2fyimen.env",
        "%2e%2e/yimen.env",
        "....//yimen.env",
        "..%5cyimen.env",
        "%00../yimen.env",
        f"/{beside}",
        "images/../../yimen.env",
        "..;/yimen.env",
        "%252e%252e%252fyimen.env",
    )
    for start in (
        "/media/",
        "/media/images/",
        "/static/",
        "/static/design/",
        "/documents/1/",
        "/-/theme/",
        "/",
    ):
        for climb in climbs:
            answer = aunt_wang.generic("GET", start + climb)
            assert answer.status_code in (301, 302, 400, 404), start + climb
            assert SECRET not in read_whole(answer).decode("utf-8", "replace")
    beside.unlink()


# ── Header injection ──
def test_no_question_writes_a_header(city: City, aunt_wang: Client) -> None:
    broken = "%0d%0aSet-Cookie:%20stolen=1%0d%0aX-Stolen:%201"
    for path in (
        f"/search/?q={broken}",
        f"/{broken}/",
        f"/-/sign-in/?next={broken}",
        f"/bm/jyj/?page={broken}",
        f"/feed.xml?x={broken}",
        f"/-/account/login/?next=/{broken}",
        f"//{broken}",
    ):
        for host in (HOST, "yunze.example"):
            answer = Client(headers={"host": host}).generic("GET", path)
            assert answer.status_code < 500, path
            assert "X-Stolen" not in answer.headers
            assert "stolen" not in answer.cookies
            assert not [name for name, value in answer.headers.items() if "\n" in value or "\r" in value]


def test_no_file_name_writes_a_header(city: City, aunt_wang: Client) -> None:
    document = factories.document(b"%PDF-1.4", title='a"\r\nX-Stolen: 1', name='x"\r\nX-Stolen: 1.pdf')
    answer = aunt_wang.get(document.url, follow=True)
    assert "X-Stolen" not in answer.headers


# ── Host header ──
def test_a_forged_host_gets_no_page_and_no_link(city: City) -> None:
    for host in (
        "evil.example",
        f"{HOST}.evil.example",
        f"{HOST}@evil.example",
        f"evil.example#{HOST}",
        f"{HOST}:80@evil.example",
        f"{HOST} evil.example",
        "",
        "[::1]evil.example",
        f"{HOST}/evil",
        "xn--",
        "a" * 300,
    ):
        answer = Client().get("/", headers={"host": host})
        assert answer.status_code == 400, host
        assert "evil.example" not in answer.content.decode()


def test_a_forwarded_host_from_a_stranger_counts_for_nothing(city: City) -> None:
    plain = Client(headers={"host": HOST}).get("/").content
    for name in ("x-forwarded-host", "x-host", "x-forwarded-server", "forwarded", "x-original-host"):
        forged = Client(headers={"host": HOST, name: "host=evil.example"}).get("/")
        assert forged.status_code == 200
        assert forged.content == plain, name


# ── Cache poisoning ──
def test_no_header_of_one_visitor_changes_what_is_stored_for_all(city: City) -> None:
    factories.article(city.notices, "通知", slug="a")
    for path in (
        "/",
        "/bm/jyj/tongzhi-gonggao/",
        "/bm/jyj/tongzhi-gonggao/a/",
        "/feed.xml",
        "/sitemap.xml",
        "/robots.txt",
    ):
        plain = Client(headers={"host": HOST}).get(path)
        for name, value in (
            ("x-forwarded-proto", "https"),
            ("x-forwarded-port", "1"),
            ("x-forwarded-prefix", "/evil"),
            ("x-original-url", "/admin/"),
            ("x-rewrite-url", "/admin/"),
            ("x-http-method-override", "POST"),
            ("accept-language", "en"),
            ("user-agent", "<script>"),
            ("referer", "https://evil.example/"),
            ("origin", "https://evil.example"),
            ("x-forwarded-for", "127.0.0.1"),
            ("cookie", "a=<script>; yimen_prefs=evil; sessionid=evil"),
            ("range", "bytes=0-1"),
            ("x-wagtail", "1"),
        ):
            answer = Client(headers={"host": HOST, name: value}).get(path)
            assert answer.status_code == plain.status_code, (path, name)
            assert answer.content == plain.content, (path, name)
            # A session's cookie is looked into; what is answered to it is then stored for that cookie alone.
            looked_into = {"Cookie"} if "sessionid" in value else set()
            assert fields_of(answer) - fields_of(plain) <= looked_into, (path, name)
            assert fields_of(plain) <= fields_of(answer), (path, name)


def fields_of(answer: Any) -> set[str]:
    return {field.strip() for field in answer.headers.get("Vary", "").split(",")} - {""}


# ── SQL ──
def test_sql_in_questions_is_only_text(city: City, aunt_wang: Client) -> None:
    factories.article(city.notices, "不公开的不出现", slug="a")
    strings = (
        "' OR '1'='1",
        "'; DROP TABLE pool_entry; --",
        '" OR ""="',
        "1) UNION SELECT 1--",
        "\\",
        "%",
        "_",
        "\0",
        "*",
        "NEAR(",
        '"',
        "a AND NOT",
        "-1",
        "9" * 40,
        "1e9",
        "𠮷",
    )
    places = (
        ("/search/", "q"),
        ("/search/", "page"),
        ("/-/suggest", "q"),
        ("/bm/jyj/tongzhi-gonggao/", "page"),
        ("/api/v1/entries/", "limit"),
        ("/api/v1/entries/", "after"),
        ("/api/v1/entries/", "q"),
    )
    for text in strings:
        for path, name in places:
            assert aunt_wang.get(path, {name: text}).status_code < 500, (path, name, text)
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/a/").status_code == 200


# ── Too much ──
def test_too_much_is_refused_with_a_word(city: City, lins_desk: Client, aunt_wang: Client) -> None:
    lins_desk.raise_request_exception = aunt_wang.raise_request_exception = False
    large = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    many = {f"f{number}": "1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    for form in ({"useful": large}, many):
        for client, path in (
            (aunt_wang, "/-/usefulness/"),
            (aunt_wang, "/-/preferences/"),
            (lins_desk, "/admin/redirects/add/"),
        ):
            assert client.post(path, form).status_code in (400, 413), path


def test_long_addresses_and_headers_break_nothing(city: City, aunt_wang: Client) -> None:
    for path in (
        f"/{'a/' * 20_000}",
        f"/{'甲' * 5_000}/",
        f"/search/?q={'a' * 60_000}",
        f"/?{'a=1&' * 5_000}",
    ):
        assert aunt_wang.get(path).status_code < 500
    assert Client(headers={"host": HOST, "cookie": "a=" + "b" * 60_000}).get("/").status_code == 200
