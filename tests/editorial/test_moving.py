"""Whole parts of the tree move, become private or get another name: the pool follows, at a price that does not grow."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from tests.cast import EDUCATION_HOST, HOST, City
from yimen.demo import factories
from yimen.editorial.bulk import NewArticle, load_articles
from yimen.editorial.models import ColumnPage
from yimen.pool.comparing import differences
from yimen.pool.models import Entry
from yimen.records.models import Change
from yimen.subsites.actions import give_own_host, take_own_host
from yimen.subsites.models import Subsite

pytestmark = pytest.mark.django_db


def filled(column: ColumnPage, count: int) -> None:
    """A column with articles that concern citizens and stand elsewhere too."""
    texts = [
        NewArticle(
            column=column,
            title=f"关于防汛工作的通知之{number}",
            body=[("paragraph", "<p>请注意。</p>")],
            released_at=timezone.now() - timedelta(days=number),
        )
        for number in range(count)
    ]
    load_articles(texts, now=timezone.now(), reason="载入")


def again(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


def moved(city: City, column: ColumnPage, desk: Client) -> None:
    desk.post(reverse("wagtailadmin_pages:move_confirm", args=(column.pk, city.home.pk)))
    assert again(column).get_parent().pk == city.home.pk


def restricted(city: City, column: ColumnPage, desk: Client) -> None:
    PageViewRestriction.objects.create(page=column, restriction_type="login")


def renamed(city: City, column: ColumnPage, desk: Client) -> None:
    page = again(column)
    page.slug = "gonggao"
    page.save_revision().publish()


HAPPENINGS: dict[str, Callable[[City, ColumnPage, Client], None]] = {
    "moved": moved,
    "restricted": restricted,
    "renamed": renamed,
}


@pytest.mark.parametrize("what", HAPPENINGS)
def test_the_pool_follows_at_a_price_that_does_not_grow(city: City, lins_desk: Client, what: str) -> None:
    prices = []
    for count in (3, 90):
        column = factories.column(city.subsite.root_page, f"公告{count}")
        filled(column, count)
        with CaptureQueriesContext(connection) as asked:
            HAPPENINGS[what](city, column, lins_desk)
        prices.append(len(asked))
        if what == "renamed":
            again(column).delete()
    assert [str(one) for one in differences()] == []
    assert prices[1] <= prices[0] + 6, prices


def test_each_text_that_became_private_stands_in_the_change_log(city: City) -> None:
    filled(city.notices, 5)
    start = Change.objects.count()
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    told = {change.subject for change in Change.objects.order_by("pk")[start:]}
    expected = {entry.subject_name for entry in Entry.objects.filter(kind="article")}
    assert expected <= told
    assert not Entry.objects.filter(kind="article", is_listed=True).exists()


def test_a_column_moved_out_of_every_site_is_withdrawn_with_its_texts(city: City) -> None:
    filled(city.notices, 3)
    again(city.notices).move(Page.get_first_root_node(), pos="last-child")
    assert not Entry.objects.filter(kind__in=("column", "article")).exists()
    assert [str(one) for one in differences()] == []


def test_a_column_cannot_move_to_where_the_portal_itself_answers(city: City, lins_desk: Client) -> None:
    """/bm/jyj/documents/ is a column; /documents/ is where files are served."""
    papers = factories.column(city.subsite.root_page, "文件", slug="documents")
    assert not again(papers).can_move_to(again(city.home))
    answer = lins_desk.post(reverse("wagtailadmin_pages:move_confirm", args=(papers.pk, city.home.pk)))
    assert Page.objects.get(pk=papers.pk).get_parent().pk == city.subsite.root_page_id
    assert answer.status_code in {302, 403}


def test_a_copy_is_held_to_the_same_rule(city: City, lins_desk: Client) -> None:
    form = {
        "new_title": "文件", "new_slug": "documents", "new_parent_page": str(city.home.pk),
        "copy_subpages": "", "publish_copies": "on",
    }  # fmt: skip
    answer = lins_desk.post(reverse("wagtailadmin_pages:copy", args=(city.notices.pk,)), form)
    assert answer.status_code == 200
    assert "“documents”" in answer.content.decode()
    assert not Page.objects.filter(slug="documents").exists()


def test_an_address_longer_than_an_index_takes_is_refused_with_its_length(city: City) -> None:
    place: Page = city.subsite.root_page
    for _level in range(3):
        place = factories.column(place, "长", slug="x" * 250)
    with pytest.raises(ValidationError, match="1028"):
        factories.column(place, "长", slug="x" * 255)
    deep = factories.column(city.notices, "深", slug="y" * 240)
    filled(deep, 1)
    assert again(city.notices).why_not_below(again(place)), "the article below would stand too deep"
    assert not again(city.notices).can_move_to(again(place))


# ── Former addresses ──


def leads(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 301, (path, answer.status_code)
    return str(answer["Location"])


def test_old_links_lead_on_after_a_move_and_a_new_name_without_detours(city: City, aunt_wang: Client) -> None:
    article = factories.article(city.notices, slug="fangxun")
    first = article.address().path
    renamed(city, city.notices, aunt_wang)
    second = again(article).address().path
    again(city.notices).move(again(city.home), pos="last-child")
    third = again(article).address().path
    assert len({first, second, third}) == 3
    assert leads(aunt_wang, first) == leads(aunt_wang, second) == third
    assert aunt_wang.get(third).status_code == 200


def test_a_column_that_comes_back_leads_nobody_in_circles(city: City, aunt_wang: Client) -> None:
    article = factories.article(city.notices, slug="fangxun")
    here = article.address().path
    again(city.notices).move(again(city.home), pos="last-child")
    there = again(article).address().path
    again(city.notices).move(again(city.subsite.root_page), pos="last-child")
    assert leads(aunt_wang, there) == here
    assert aunt_wang.get(here).status_code == 200
    again(article).unpublish()
    assert aunt_wang.get(here).status_code == 410, "withdrawn is withdrawn: no redirect to itself"


def test_a_host_of_its_own_is_led_to_and_back(city: City, aunt_wang: Client) -> None:
    article = factories.article(city.notices, slug="fangxun")
    path = article.address().path
    give_own_host(
        city.subsite, host=EDUCATION_HOST, port=80, approved_by="市政府", approved_on=date(2026, 1, 5),
        approval_number="1号",
    )  # fmt: skip
    there = again(article).address().path
    assert leads(aunt_wang, path) == f"http://{EDUCATION_HOST}{there}"
    take_own_host(Subsite.objects.get(pk=city.subsite.pk))
    assert aunt_wang.get(path).status_code == 200
    assert leads(Client(headers={"host": EDUCATION_HOST}), there) == f"http://{HOST}{path}"


def test_a_redirect_that_an_editor_made_stays(city: City, aunt_wang: Client) -> None:
    site = Site.objects.get(is_default_site=True)
    old = Redirect.normalise_path(city.notices.address().path)
    Redirect.objects.create(old_path=old, site=site, redirect_link="/jindu/")
    renamed(city, city.notices, aunt_wang)
    assert leads(aunt_wang, old + "/") == "/jindu/"


def test_a_move_that_breaks_leaves_no_redirect(city: City) -> None:
    factories.article(city.notices, slug="fangxun")
    with pytest.raises(RuntimeError), transaction.atomic():
        again(city.notices).move(again(city.home), pos="last-child")
        assert Redirect.objects.count() == 2
        raise RuntimeError
    assert not Redirect.objects.exists()
