"""The provincial harvester keeps its copy: it reads everything once, then only what became of it."""

import pytest
from wagtail.models import PageViewRestriction

from tests.api.conftest import Reader
from tests.cast import City
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage

pytestmark = pytest.mark.django_db


def test_the_feed_names_what_to_fetch_and_what_to_delete(harvester: Reader, city: City) -> None:
    stays = factories.article(city.notices, "旧标题")
    goes = factories.article(city.notices, "错发的通知")
    start = harvester.get("changes/")["position"]

    comes = factories.article(city.notices, "新通知")
    stays.title = "新标题"
    stays.save_revision().publish()
    ArticlePage.objects.get(pk=goes.pk).unpublish()
    part = harvester.get("changes/", since=str(start))

    told = {change["id"]: change["action"] for change in part["changes"]}
    assert told[f"article:{comes.pk}"] == told[f"article:{stays.pk}"] == "changed"
    assert told[f"article:{goes.pk}"] == "withdrawn"
    (change,) = [change for change in part["changes"] if change["id"] == f"article:{stays.pk}"]
    assert harvester.get(change["api_url"].partition(".example")[2])["title"] == "新标题"
    assert harvester.get("changes/", since=str(part["position"]))["changes"] == []


def test_what_is_closed_to_the_public_is_named_as_withdrawn(harvester: Reader, city: City) -> None:
    column = factories.column(city.subsite.root_page, "内部通知")
    article = factories.article(column, "内部文件")
    start = harvester.get("changes/")["position"]

    PageViewRestriction.objects.create(page=column, restriction_type=PageViewRestriction.LOGIN)
    for page in (ColumnPage.objects.get(pk=column.pk), ArticlePage.objects.get(pk=article.pk)):
        page.save_revision().publish()

    part = harvester.get("changes/", since=str(start))
    assert {change["action"] for change in part["changes"]} == {"withdrawn"}
    assert "内部" not in str(part)


def test_the_feed_is_read_in_parts_without_a_gap(harvester: Reader, city: City) -> None:
    start = harvester.get("changes/")["position"]
    made = [factories.article(city.notices, f"通知{number}") for number in range(6)]

    met, position, has_more = [], start, True
    while has_more:
        part = harvester.get("changes/", since=str(position), limit="2")
        met += [change["id"] for change in part["changes"]]
        position, has_more = part["position"], part["has_more"]

    assert {f"article:{page.pk}" for page in made} <= set(met)


def test_agencies_and_sub_sites_are_followed_too(harvester: Reader, city: City) -> None:
    start = harvester.get("changes/")["position"]
    city.bureau.phone = "0724-2301234"
    city.bureau.save()

    ids = {
        change["id"]: change["api_url"] for change in harvester.get("changes/", since=str(start))["changes"]
    }

    assert ids["agency:jyj"].endswith("/api/v1/agencies/jyj/")


def test_a_position_from_before_a_restored_backup_is_refused_in_words(harvester: Reader, city: City) -> None:
    position = harvester.get("changes/")["position"]

    problem = harvester.get("changes/", status=410, since=str(position + 1000))

    assert problem["type"].endswith("#problem-position-unknown")
