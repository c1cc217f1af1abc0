"""Rendering before anybody asks."""

import pytest

from tests.baking.machine import Machine
from tests.cast import EDUCATION_HOST, HOST, City
from yimen.baking import filling
from yimen.baking.filling import Filled
from yimen.baking.rules import Key
from yimen.baking.store import Store
from yimen.demo import factories
from yimen.editorial.models import ArticlePage

pytestmark = pytest.mark.django_db


def fill(machine: Machine, store: Store | None = None, *, below: str = "") -> Filled:
    wanted = filling.every_key(below=below)
    return filling.fill(
        machine.layer, store or machine.store, wanted, processes=1, progress=lambda count: None
    )


def test_everything_public_is_rendered_once(machine: Machine, city: City) -> None:
    article = factories.article(city.notices)
    first = fill(machine)
    assert first.refused == []
    assert first.rendered == len(filling.every_key())
    path = article.get_url_parts()[2]
    for address in (
        "/",
        path,
        "/jg/jyj/",
        "/feed.xml",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/robots.txt",
        "/site-map/",
    ):
        assert machine.get(address).is_hit, address


def test_a_run_that_was_stopped_goes_on(machine: Machine, city: City) -> None:
    part = fill(machine, below="/bm/")
    whole = fill(machine)
    assert whole.kept == part.rendered > 0
    assert whole.kept + whole.rendered == len(filling.every_key())


def test_a_department_s_own_host_is_rendered_under_its_name(machine: Machine, city: City) -> None:
    body = factories.agency("tjj", "云泽市统计局")
    factories.subsite(body, below=city.directory, own_host=EDUCATION_HOST)
    assert Key(EDUCATION_HOST, "/") in filling.every_key()
    assert {key.host for key in filling.every_key()} == {HOST, EDUCATION_HOST}


def test_a_new_store_is_filled_beside_and_switched_at_once(machine: Machine, city: City) -> None:
    machine.get("/")
    beside = machine.generations.beside()
    fill(machine, beside)
    assert machine.get("/").is_hit, "the former answers meanwhile"
    machine.generations.switch(beside)
    machine.restart()
    rendered = len(machine.renders)
    for key in filling.every_key():
        assert machine.get(key.path).status == 200
    assert len(machine.renders) == rendered
    assert (machine.folder / "current" / "www" / "plain" / HOST / "index.html").is_file()


def test_what_is_out_of_date_is_found(machine: Machine, city: City) -> None:
    article = factories.article(city.notices, "停水通知")
    fill(machine)
    assert list(filling.differences(machine.layer, machine.store, filling.every_key())) == []
    ArticlePage.objects.filter(pk=article.pk).update(
        author="周琳"
    )  # past every verb, so that nobody hears of it
    found = dict(filling.differences(machine.layer, machine.store, filling.every_key()))
    assert Key(HOST, article.get_url_parts()[2]) in found
    assert "周琳" in str(found)
