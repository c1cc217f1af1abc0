"""Addresses that change take all along that stands below them."""

import pytest
from django.test import Client
from wagtail.models import Page

from tests.cast import City
from tests.pool.reading import entry_of, in_pool, titles_on
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.frontdoor.models import CityHomePage
from yimen.records.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def deep(city: City) -> ArticlePage:
    """An article two columns deep."""
    schools = factories.column(city.notices, "学校", slug="xuexiao")
    return factories.article(schools, slug="gaokao")


def test_a_columns_new_slug_readdresses_all_below(city: City, deep: ArticlePage, aunt_wang: Client) -> None:
    notices = ColumnPage.objects.get(pk=city.notices.pk)
    notices.slug = "gonggao"
    notices.save_revision().publish()
    entry = entry_of(deep)
    assert entry.path == "/bm/jyj/gonggao/xuexiao/gaokao/"
    assert entry.parent_path == "/bm/jyj/gonggao/xuexiao/"
    assert aunt_wang.get(entry.path).status_code == 200
    told = {tag for change in Change.objects.filter(action="moved") for tag in change.tags}
    assert "address:/bm/jyj/tongzhi-gonggao/xuexiao/gaokao/" in told
    assert f"address:{entry.path}" in told


def test_a_withdrawn_columns_new_slug_readdresses_its_public_texts(
    city: City, deep: ArticlePage, aunt_wang: Client
) -> None:
    ColumnPage.objects.get(pk=city.notices.pk).unpublish()
    notices = ColumnPage.objects.get(pk=city.notices.pk)
    notices.slug = "gonggao"
    notices.save()
    assert entry_of(deep).path == "/bm/jyj/gonggao/xuexiao/gaokao/"
    assert aunt_wang.get("/bm/jyj/gonggao/xuexiao/gaokao/").status_code == 200


def test_a_slug_that_begins_like_another_moves_only_its_own(city: City) -> None:
    """tongzhi-gonggao-2 is not below tongzhi-gonggao; A is not a."""
    sibling = factories.column(city.subsite.root_page, "通知公告")
    stays = factories.article(sibling, slug="stays")
    capital = factories.column(city.subsite.root_page, "大写", slug="Tongzhi-Gonggao")
    stays_too = factories.article(capital, slug="stays")
    notices = ColumnPage.objects.get(pk=city.notices.pk)
    notices.slug = "gonggao"
    notices.save_revision().publish()
    assert entry_of(stays).path == "/bm/jyj/tongzhi-gonggao-2/stays/"
    assert entry_of(stays_too).path == "/bm/jyj/Tongzhi-Gonggao/stays/"


def test_a_moved_column_takes_its_texts_and_their_subsite_along(
    city: City, deep: ArticlePage, traffic: ColumnPage, aunt_wang: Client
) -> None:
    assert entry_of(deep).subsite == city.subsite
    ColumnPage.objects.get(pk=city.notices.pk).move(traffic, pos="last-child")
    entry = entry_of(deep)
    assert entry.path == "/bm/jtj/chuxing-tishi/tongzhi-gonggao/xuexiao/gaokao/"
    assert entry.subsite is not None
    assert entry.subsite.code == "jtj"
    assert entry.agency is not None
    assert entry.agency.code == "jtj"
    assert aunt_wang.get(entry.path).status_code == 200
    assert "/gaokao/" not in titles_on(aunt_wang, "/bm/jyj/")


def test_old_addresses_lead_to_the_new_ones(
    city: City, deep: ArticlePage, aunt_wang: Client, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    with django_capture_on_commit_callbacks(execute=True):
        notices = ColumnPage.objects.get(pk=city.notices.pk)
        notices.slug = "gonggao"
        notices.save_revision().publish()
    for path in ("/bm/jyj/tongzhi-gonggao/", "/bm/jyj/tongzhi-gonggao/xuexiao/gaokao/"):
        answer = aunt_wang.get(path)
        assert answer.status_code == 301, path
        assert answer.headers["Location"].endswith(path.replace("tongzhi-gonggao", "gonggao"))


def test_two_texts_of_one_title_have_two_addresses(city: City) -> None:
    slugs = [factories.article(city.notices, "放假通知").slug for _ in range(3)]
    assert slugs == ["fangjia-tongzhi", "fangjia-tongzhi-2", "fangjia-tongzhi-3"]


def test_pages_outside_every_site_are_not_public(city: City) -> None:
    lost = CityHomePage(title="遗忘的首页", slug="lost")
    Page.get_first_root_node().add_child(instance=lost)
    assert not in_pool(lost)
