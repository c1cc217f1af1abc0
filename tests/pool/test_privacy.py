"""What is private stands in no list and in no feed."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.cast import City
from tests.pool.reading import entry_of, in_pool, titles_on
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def behind_password(city: City) -> ArticlePage:
    factories.entrance(city.home, code="citizen")
    return factories.article(city.notices, "内部通知", slug="neibu", audiences=("citizen",))


LISTS = (
    "/", "/bm/jyj/", "/bm/jyj/tongzhi-gonggao/", "/citizen/", "/jg/jyj/", "/feed.xml", "/bm/jyj/feed.xml",
    "/bm/jyj/tongzhi-gonggao/feed.xml", "/sitemap-1.xml",
)  # fmt: skip


def test_a_private_text_stands_in_no_list_and_asks_for_its_password(
    behind_password: ArticlePage, aunt_wang: Client
) -> None:
    private = PageViewRestriction.objects.create(
        page=behind_password, restriction_type="password", password="芝麻开门"
    )
    for path in LISTS:
        page = titles_on(aunt_wang, path)
        assert "neibu" not in page, path
        assert "内部通知" not in page, path
    answer = aunt_wang.get("/bm/jyj/tongzhi-gonggao/neibu/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "夏季工作时间" not in page
    assert 'type="password"' in page
    assert "no-store" in answer.headers["Cache-Control"]
    wrong = aunt_wang.post(
        reverse("wagtailcore_authenticate_with_password", args=(private.pk, behind_password.pk)),
        {"password": "芝麻", "return_url": "/bm/jyj/tongzhi-gonggao/neibu/"},
    )
    assert wrong.status_code == 200
    right = aunt_wang.post(
        reverse("wagtailcore_authenticate_with_password", args=(private.pk, behind_password.pk)),
        {"password": "芝麻开门", "return_url": "/bm/jyj/tongzhi-gonggao/neibu/"},
    )
    assert (right.status_code, right.headers["Location"]) == (302, "/bm/jyj/tongzhi-gonggao/neibu/")
    assert "夏季工作时间" in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/neibu/")
    private.delete()
    assert "neibu" in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/")


def test_a_column_for_staff_hides_all_below_it(
    city: City, behind_password: ArticlePage, aunt_wang: Client, zhous_desk: Client
) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    for path in ("/bm/jyj/tongzhi-gonggao/", "/bm/jyj/tongzhi-gonggao/neibu/"):
        answer = aunt_wang.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"] == f"/-/sign-in/?next={path}"
        assert zhous_desk.get(path).status_code == 200
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/feed.xml").status_code == 404
    for path in ("/", "/bm/jyj/", "/citizen/", "/jg/jyj/", "/feed.xml", "/sitemap-1.xml"):
        assert "tongzhi-gonggao" not in titles_on(aunt_wang, path), path


def test_a_new_text_in_a_private_column_is_private_from_the_start(city: City, aunt_wang: Client) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    assert entry_of(factories.article(city.notices)).is_restricted


def test_deleting_a_private_column_leaves_nothing_in_the_pool(
    city: City, behind_password: ArticlePage
) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    ColumnPage.objects.get(pk=city.notices.pk).delete()
    assert not in_pool(behind_password)
    assert not in_pool(city.notices)


def test_an_alias_of_a_private_text_is_private_too(
    city: City, behind_password: ArticlePage, aunt_wang: Client
) -> None:
    elsewhere = factories.column(city.home, "汇编", slug="huibian")
    behind_password.create_alias(parent=elsewhere)
    assert aunt_wang.get("/huibian/neibu/").status_code == 200
    PageViewRestriction.objects.create(page=behind_password, restriction_type="login")
    assert aunt_wang.get("/huibian/neibu/").status_code == 302
    assert "neibu" not in titles_on(aunt_wang, "/sitemap-1.xml")
