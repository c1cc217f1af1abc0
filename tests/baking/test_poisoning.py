"""王阿姨 gets her page, whatever somebody else sent before her: nothing of one request reaches another's page.

The list follows what is known of cache poisoning and web cache deception (OWASP Web Security Testing Guide 4.7.17 and
4.1.x; Kettle, Practical Web Cache Poisoning, 2018; Gil, Web Cache Deception, 2017).
"""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.baking.machine import Machine
from tests.cast import HOST, City
from yimen.accounts.models import User
from yimen.demo import factories

pytestmark = pytest.mark.django_db
EVIL = "evil.example"

HEADERS = {
    "forwarded host": {"x_forwarded_host": EVIL},
    "forwarded": {"forwarded": f"host={EVIL};proto=http"},
    "forwarded scheme": {"x_forwarded_proto": "http", "x_forwarded_scheme": "nothttps"},
    "forwarded port": {"x_forwarded_port": "1337"},
    "original url": {"x_original_url": "/admin/", "x_rewrite_url": "/admin/"},
    "host beside": {"x_host": EVIL, "x_forwarded_server": EVIL},
    "method": {"x_http_method_override": "POST"},
    "language": {"accept_language": "en"},
    "agent": {"user_agent": f"<script>{EVIL}</script>"},
    "referrer": {"referer": f"https://{EVIL}/"},
    "origin": {"origin": f"https://{EVIL}"},
    "cookies": {"cookie": f"tracking={EVIL}; yimen_prefs=text:{EVIL}; django_language=en"},
    "look that is none": {"cookie": "yimen_prefs=mode:elder'>.text:x"},
    "reload": {"cache_control": "no-cache", "pragma": "no-cache"},
    "part": {"range": "bytes=0-3"},
    "oversized": {"x_oversized": "x" * 20_000},
    "purpose": {"purpose": "prefetch", "x_requested_with": "XMLHttpRequest"},
}


def test_headers_of_the_first_visitor_change_nothing_for_the_second(machine: Machine) -> None:
    clean = machine.get("/").body
    for what, headers in HEADERS.items():
        machine.empty()
        machine.get("/", **headers)
        assert machine.get("/").body == clean, what


HOSTS = (
    EVIL, f"{HOST}@{EVIL}", f"{HOST}:80@{EVIL}", f"{EVIL}#{HOST}", f"{HOST}.{EVIL}", f" {HOST}", "", "a" * 300,
    f"{HOST}/x", f"{HOST}:x", f"[::1]{HOST}", f"{HOST},{EVIL}",
)  # fmt: skip


def test_forged_hosts_are_neither_answered_from_the_store_nor_kept(machine: Machine) -> None:
    for host in HOSTS:
        for _ in range(2):
            assert not machine.get("/", host=host).is_hit, host
    assert not [text for text in stored_text(machine) if EVIL in text]


def test_a_port_in_the_host_leads_nowhere(machine: Machine) -> None:
    machine.get("/", host=f"{HOST}:1337")
    assert "1337" not in machine.get("/").text


def test_other_names_of_ours_are_led_on_each_time(machine: Machine) -> None:
    for _ in range(2):
        got = machine.get("/", host="yunze.example")
        assert (got.status, got.is_hit) == (301, False)


QUERIES = (
    "x=1&x=2", "utm_content=<script>alert", "page=1;x=2", "%70age=1", "page=%31", "page[]=1", "&&&=", "page=1&page=2",
    "page=" + "9" * 400, "cb=" + "a" * 5_000, "\\r\\n", "page=1%00",
)  # fmt: skip


def test_queries_never_change_nor_multiply_the_page(machine: Machine, city: City) -> None:
    column = city.notices.get_url_parts()[2]
    clean = machine.get(column).body
    before = kept(machine)
    for query in QUERIES:
        got = machine.get(f"{column}?{query}")
        assert got.status == 404 or b"<script>alert" not in got.body, query
        assert machine.get(column).body == clean, query
        assert kept(machine) == before, query


def test_a_thousand_queries_are_one_page(machine: Machine) -> None:
    for number in range(1_000):
        machine.get(f"/?cachebuster={number}")
    assert machine.renders == ["/"]
    assert kept(machine) == 1


TAILS = (
    "x.css", "x.js", "%2Fx.css", ";x.css", "%3Bx.css", "%00.css", "%0A.css", "%23.css", "%3F.css", "..%2Fx.css",
    "\\x.css",
)  # fmt: skip


def test_private_pages_are_not_kept_under_the_name_of_a_file(machine: Machine, lin: User) -> None:
    desk = Client(headers={"host": HOST})
    desk.force_login(lin)
    session = f"sessionid={desk.cookies['sessionid'].value}"
    for place in ("/admin/", "/-/account/"):
        for tail in TAILS:
            machine.get(f"{place}{tail}", cookie=session)
            stranger = machine.get(f"{place}{tail}")
            assert not stranger.is_hit, tail
            assert stranger.status != 200, tail
    assert kept(machine) == 0


def test_what_a_signed_in_editor_sees_is_never_kept(machine: Machine, city: City, lin: User) -> None:
    desk = Client(headers={"host": HOST})
    desk.force_login(lin)
    session = f"sessionid={desk.cookies['sessionid'].value}"
    article = factories.article(city.notices, "只给自己人看的通知")
    PageViewRestriction.objects.create(page=article.page_ptr, restriction_type="login")
    machine.follow()
    path = article.get_url_parts()[2]
    machine.get(path, cookie=session)
    stranger = machine.get(path)
    assert "只给自己人看的通知" not in stranger.text
    assert stranger.status in (302, 403, 404)
    assert kept(machine) == 0


PATHS = (
    "/../etc/passwd", "/%2e%2e/", "/a/../../", "/%2F%2Fevil.example/", "/\\evil", "/a%0D%0AX:1", "/a%00b",
    "/" + "a/" * 5_000, "/%ff/", "/.well-known/x", "/..;/admin/", "/%c0%ae%c0%ae/", "/a%2fb/",
)  # fmt: skip


def test_odd_paths_are_answered_honestly_and_touch_no_file_outside(machine: Machine) -> None:
    for path in PATHS:
        assert machine.get(path).status in (301, 400, 404), path
    assert set(machine.folder.parent.iterdir()) == {machine.folder}
    assert not [file for file in (machine.store.folder / "www").rglob("*") if file.is_file()]


def test_methods_other_than_reading_pass_by(machine: Machine) -> None:
    machine.get("/")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PURGE"):
        got = machine.get("/", method=method)
        assert got.note == ""
    assert machine.get("/").is_hit


def kept(machine: Machine) -> int:
    return len(list((machine.store.folder / "pages").glob("*/*.page")))


def stored_text(machine: Machine) -> list[str]:
    return [
        file.read_bytes().decode("utf-8", "ignore") for file in machine.folder.rglob("*") if file.is_file()
    ]
