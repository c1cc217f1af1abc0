"""How a kept page comes to a visitor: once rendered, handed out, thrown away when what it shows has changed."""

import gzip

import brotli
import pytest

from tests.baking.machine import Machine
from tests.cast import City
from yimen.demo import factories
from yimen.editorial.models import ArticlePage

pytestmark = pytest.mark.django_db


def test_a_page_is_rendered_once(machine: Machine, city: City) -> None:
    first, second = machine.get("/"), machine.get("/")
    assert (first.status, first.note) == (200, "fwd=miss; stored")
    assert (second.status, second.note) == (200, "hit")
    assert first.body == second.body
    assert machine.renders == ["/"]


def test_what_is_published_is_seen_at_once(machine: Machine, city: City) -> None:
    column = city.notices.get_url_parts()[2]
    machine.get(column)
    article = factories.article(city.notices, "停水通知")
    machine.follow()
    seen = machine.get(column)
    assert "停水通知" in seen.text
    assert not seen.is_hit
    page = ArticlePage.objects.get(pk=article.pk)
    page.title = "供水恢复通知"
    page.save_revision().publish()
    machine.follow()
    assert "供水恢复通知" in machine.get(column).text


def test_what_is_withdrawn_leaves_no_copy(machine: Machine, city: City) -> None:
    article = factories.article(city.notices, "误发的通知")
    machine.follow()
    path = article.get_url_parts()[2]
    assert machine.get(path).status == 200
    article.unpublish()
    machine.follow()
    assert not [
        file
        for file in machine.folder.rglob("*")
        if file.is_file() and "误发" in file.read_text("utf-8", "ignore")
    ]
    assert machine.get(path).status in (404, 410)


def test_each_look_is_kept_by_itself(machine: Machine) -> None:
    plain = machine.get("/")
    elder = machine.get("/", cookie="yimen_prefs=mode:elder; theirs=1")
    again = machine.get("/", cookie="other=2; yimen_prefs=mode:elder.guide:on")
    assert 'data-mode="elder"' not in plain.text.partition(">")[2].partition(">")[0]
    assert 'data-mode="elder"' in elder.text
    assert again.note == "hit"
    assert again.body == elder.body
    assert plain.body != elder.body


def test_the_chosen_entrance_counts_only_where_entrances_are_shown(machine: Machine, city: City) -> None:
    cookie = "yimen_prefs=entrance:citizen"
    assert not machine.get("/", cookie=cookie).is_hit
    assert machine.get("/", cookie=cookie).is_hit
    column = city.notices.get_url_parts()[2]
    machine.get(column)
    assert machine.get(column, cookie=cookie).note == "hit"


def test_staff_are_never_served_from_the_store_nor_stored(machine: Machine) -> None:
    for _ in range(2):
        assert machine.get("/", cookie="sessionid=abc").note == ""
    assert not machine.get("/").is_hit


def test_bodies_come_compressed_as_the_visitor_can(machine: Machine) -> None:
    plain = machine.get("/")
    packed = machine.get("/", accept_encoding="gzip, br")
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.body) == plain.body
    packed = machine.get("/", accept_encoding="gzip;q=0.5, br;q=0")
    assert gzip.decompress(packed.body) == plain.body
    tags = {machine.get("/", accept_encoding=taken).headers["ETag"] for taken in ("", "gzip", "br")}
    assert len(tags) == 3
    for tag in tags:
        assert machine.get("/", if_none_match=tag).status == 304
    assert machine.get("/", if_none_match='"other"').status == 200


def test_head_ranges_and_dates(machine: Machine) -> None:
    whole = machine.get("/")
    head = machine.get("/", method="HEAD")
    assert (head.body, head.headers["Content-Length"]) == (b"", str(len(whole.body)))
    part = machine.get("/", range="bytes=10-19")
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.body)}"
    assert machine.get("/", range="bytes=-5").body == whole.body[-5:]
    assert machine.get("/", range="bytes=99999999-").status == 416
    assert machine.get("/", range="bytes=0-1,4-5").body == whole.body
    assert machine.get("/", if_modified_since=whole.headers["Last-Modified"]).status == 304


def test_parameters_that_a_page_does_not_declare_are_passed_over(machine: Machine, city: City) -> None:
    column = city.notices.get_url_parts()[2]
    bare = machine.get(f"{column}?utm_source=a")
    assert bare.body == machine.get(f"{column}?fbclid=b").body == machine.get(column).body
    assert machine.renders == [column]
    for number in range(25):
        factories.article(city.notices, f"第{number}天的通知")
    machine.follow()
    first = machine.get(f"{column}?page=1&x=1")
    assert first.body != machine.get(column).body
    assert machine.get(f"{column}?y=2&page=1").note == "hit"
    assert machine.get(f"{column}?page=77").status == 404


def test_missing_pages_are_kept_and_found_when_published(machine: Machine, city: City) -> None:
    path = city.notices.get_url_parts()[2] + "tingshui/"
    assert machine.get(path).status == 404
    assert machine.get(path).note == "hit"
    factories.article(city.notices, "停水", slug="tingshui")
    machine.follow()
    assert machine.get(path).status == 200
