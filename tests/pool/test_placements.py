"""One text, one address, any number of places."""

import pytest
from django.test import Client

from tests.cast import City
from tests.pool.reading import entry_of, in_pool, titles_on
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.pool.models import Placement
from yimen.records.models import Change

pytestmark = pytest.mark.django_db


def test_one_text_stands_in_columns_of_two_subsites_under_one_address(
    city: City, traffic: ColumnPage, aunt_wang: Client
) -> None:
    article = factories.article(city.notices, "关于高考期间交通的通知", slug="gaokao", also_in=(traffic,))
    for path in ("/bm/jyj/tongzhi-gonggao/", "/bm/jtj/chuxing-tishi/"):
        assert 'href="/bm/jyj/tongzhi-gonggao/gaokao/"' in titles_on(aunt_wang, path)
    assert aunt_wang.get("/bm/jtj/chuxing-tishi/gaokao/").status_code == 404
    page = titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/gaokao/")
    assert page.count('rel="canonical"') == 1
    assert 'href="/bm/jtj/chuxing-tishi/"' in page, "also in"
    assert Placement.objects.filter(entry=entry_of(article)).count() == 2


def test_withdrawn_is_withdrawn_everywhere(city: City, traffic: ColumnPage, aunt_wang: Client) -> None:
    factories.entrance(city.home, code="citizen")
    article = factories.article(city.notices, slug="gaokao", also_in=(traffic,), audiences=("citizen",))
    places = (
        "/bm/jyj/tongzhi-gonggao/",
        "/bm/jtj/chuxing-tishi/",
        "/bm/jyj/",
        "/citizen/",
        "/jg/jyj/",
        "/feed.xml",
        "/bm/jyj/feed.xml",
        "/citizen/feed.xml",
        "/sitemap-1.xml",
    )
    assert all("/gaokao/" in titles_on(aunt_wang, path) for path in places)
    article.unpublish()
    assert not any("/gaokao/" in titles_on(aunt_wang, path) for path in places)
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/gaokao/").status_code == 410
    ArticlePage.objects.get(pk=article.pk).save_revision().publish()
    assert all("/gaokao/" in titles_on(aunt_wang, path) for path in places)


def test_a_placement_taken_back_leaves_the_text_at_home(
    city: City, traffic: ColumnPage, aunt_wang: Client
) -> None:
    article = factories.article(city.notices, slug="gaokao", also_in=(traffic,))
    article = ArticlePage.objects.get(pk=article.pk)
    article.placements = []
    article.save_revision().publish()
    assert "/gaokao/" not in titles_on(aunt_wang, "/bm/jtj/chuxing-tishi/")
    assert "/gaokao/" in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/")
    assert f"column-texts:{traffic.pk}" in Change.objects.latest("pk").tags, "its list was told"


def test_a_deleted_column_takes_its_placements_along_not_the_texts(
    city: City, traffic: ColumnPage, aunt_wang: Client
) -> None:
    article = factories.article(city.notices, slug="gaokao", also_in=(traffic,))
    ColumnPage.objects.get(pk=traffic.pk).delete()
    assert entry_of(article).placements.count() == 1
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/gaokao/").status_code == 200


def test_a_draft_changes_nothing_that_is_public(city: City, aunt_wang: Client) -> None:
    article = factories.article(city.notices, "旧标题", slug="gaokao")
    page = ArticlePage.objects.get(pk=article.pk)
    page.title = "新标题草稿"
    page.save_revision()
    assert "新标题草稿" not in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/")
    assert "新标题草稿" not in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/gaokao/")
    assert entry_of(article).title == "旧标题"


# ── Copies and aliases ──


def test_an_alias_is_no_second_text_in_lists_and_follows_its_original(city: City, aunt_wang: Client) -> None:
    elsewhere = factories.column(city.home, "汇编", slug="huibian")
    article = factories.article(city.notices, "旧标题", slug="gaokao", audiences=("citizen",))
    alias = article.create_alias(parent=elsewhere)
    assert aunt_wang.get("/huibian/gaokao/").status_code == 200
    assert titles_on(aunt_wang, "/feed.xml").count("</entry>") == 1
    page = ArticlePage.objects.get(pk=article.pk)
    page.title = "新标题"
    page.save_revision().publish()
    assert "新标题" in titles_on(aunt_wang, "/huibian/gaokao/")
    assert entry_of(ArticlePage.objects.get(pk=alias.pk)).title == "新标题"
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert aunt_wang.get("/huibian/gaokao/").status_code == 410
    assert not in_pool(alias)


def test_an_alias_made_a_text_of_its_own_stands_in_lists(
    city: City, lins_desk: Client, aunt_wang: Client
) -> None:
    elsewhere = factories.column(city.home, "汇编", slug="huibian")
    alias = factories.article(city.notices, slug="gaokao").create_alias(parent=elsewhere)
    assert "/huibian/gaokao/" not in titles_on(aunt_wang, "/huibian/")
    lins_desk.post(f"/admin/pages/{alias.pk}/convert_alias/")
    assert "/huibian/gaokao/" in titles_on(aunt_wang, "/huibian/")


def test_a_copied_column_is_copied_with_its_texts_and_their_facets(
    city: City, lins_desk: Client, aunt_wang: Client
) -> None:
    factories.entrance(city.home, code="citizen")
    factories.article(city.notices, slug="gaokao", audiences=("citizen",))
    answer = lins_desk.post(
        f"/admin/pages/{city.notices.pk}/copy/",
        {
            "new_title": "通知汇编",
            "new_slug": "huibian",
            "new_parent_page": city.home.pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        },
    )
    assert answer.status_code == 302
    assert aunt_wang.get("/huibian/gaokao/").status_code == 200
    assert "/huibian/gaokao/" in titles_on(aunt_wang, "/huibian/")
    assert "/huibian/gaokao/" in titles_on(aunt_wang, "/citizen/")
