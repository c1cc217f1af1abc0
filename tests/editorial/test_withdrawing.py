"""Pages are taken down for a reason, and the reason decides what visitors get."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from tests.cast import City
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, Reason, Withdrawal
from yimen.editorial.scheduling import publish_scheduled
from yimen.editorial.withdrawing import CannotPutBack, CannotWithdraw, put_back, withdraw
from yimen.pool.comparing import differences
from yimen.pool.models import Entry

pytestmark = pytest.mark.django_db


def text_of(client: Client, path: str, status: int) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def again(page: Page) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def test_what_was_a_mistake_is_gone_with_a_plain_word(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(city.notices, "误发的通知", slug="wufa")
    path = page.address().path
    withdraw(page, Reason.MISTAKE, by=lin, explanation="数字有误。")
    text = text_of(aunt_wang, path, 410)
    assert "误发" in text, "the word"
    assert "数字有误。" in text
    assert "误发的通知" not in text, "the title is not repeated"
    assert "noindex" in text
    assert not Entry.objects.filter(path=path).exists()


def test_what_was_merged_leads_to_where_it_went(city: City, lin: User, aunt_wang: Client) -> None:
    whole = factories.article(city.notices, "办事指南（全）", slug="quan")
    part = factories.article(city.notices, "办事指南（一）", slug="yi")
    path = part.address().path
    with pytest.raises(CannotWithdraw):
        withdraw(part, Reason.MERGED, by=lin)
    with pytest.raises(CannotWithdraw):
        withdraw(part, Reason.MERGED, by=lin, target=part)
    withdraw(part, Reason.MERGED, by=lin, target=whole)
    answer = aunt_wang.get(path)
    assert (answer.status_code, answer["Location"]) == (301, whole.address().path)


def test_what_was_merged_twice_is_led_there_at_once_and_never_in_a_circle(
    city: City, lin: User, aunt_wang: Client
) -> None:
    one, two, three = (factories.article(city.notices, f"指南{n}", slug=f"zn-{n}") for n in "123")
    paths = [page.address().path for page in (one, two, three)]
    withdraw(one, Reason.MERGED, by=lin, target=two)
    withdraw(again(two), Reason.MERGED, by=lin, target=three)
    assert aunt_wang.get(paths[0])["Location"] == paths[2]
    withdraw(again(three), Reason.MISTAKE, by=lin)
    for path in paths:
        assert aunt_wang.get(path).status_code == 410, path


@pytest.mark.parametrize(
    ("reason", "word"), [(Reason.WITHDRAWN, "失效"), (Reason.SUPERSEDED, "被新文件替代")]
)
def test_what_holds_no_more_stays_with_a_dated_notice_and_leaves_the_lists(
    city: City, lin: User, aunt_wang: Client, reason: Reason, word: str
) -> None:
    old = factories.article(city.notices, "旧办法", slug="jiu")
    new = factories.article(city.notices, "新办法", slug="xin")
    made = withdraw(old, reason, by=lin, target=new if reason == Reason.SUPERSEDED else None)
    text = text_of(aunt_wang, old.address().path, 200)
    assert word in text
    assert timezone.localdate().isoformat() in text
    assert ("新办法" in text) or reason == Reason.WITHDRAWN
    assert "旧办法" not in text_of(aunt_wang, city.notices.address().path, 200)
    again(old).save_revision().publish()
    assert word in text_of(aunt_wang, old.address().path, 200), "a correction does not make it valid again"
    assert [str(one) for one in differences()] == []
    put_back(Withdrawal.objects.get(pk=made[0].pk), by=lin)
    assert word not in text_of(aunt_wang, old.address().path, 200)
    assert "旧办法" in text_of(aunt_wang, city.notices.address().path, 200)


def test_a_wrong_click_is_undone_with_all_that_went_along(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(city.notices, "本局通知", slug="tz")
    draft = again(page)
    draft.title = "改了一半的标题"
    draft.save_revision()
    column = city.notices.specific
    made = withdraw(column, Reason.MISTAKE, by=lin, below_too=True)
    assert len(made) == 2
    assert aunt_wang.get(page.address().path).status_code == 410
    put_back(made[0], by=lin)
    text = text_of(aunt_wang, page.address().path, 200)
    assert "本局通知" in text
    assert "改了一半" not in text, "it is as it was public, not as it was being written"
    assert "改了一半" in again(page).get_latest_revision_as_object().title or Entry.objects.exists()
    assert not Withdrawal.objects.open().exists()
    with pytest.raises(CannotPutBack):
        put_back(Withdrawal.objects.get(pk=made[0].pk), by=lin)


def test_what_was_loaded_without_a_version_comes_back_too(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(city.notices, "旧站来的通知", slug="lai")
    ArticlePage.objects.filter(pk=page.pk).update(live_revision=None, latest_revision=None)
    page.revisions.all().delete()
    made = withdraw(again(page), Reason.MISTAKE, by=lin)
    put_back(made[0], by=lin)
    assert "旧站来的通知" in text_of(aunt_wang, page.address().path, 200)


def test_an_expired_page_says_that_it_has_expired(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(
        city.notices, "临时停水", slug="ts", expire_at=timezone.now() + timedelta(hours=1)
    )
    publish_scheduled(now=timezone.now() + timedelta(hours=2))
    assert "到期" in text_of(aunt_wang, page.address().path, 410)
    with pytest.raises(CannotPutBack):
        put_back(Withdrawal.objects.get(), by=lin)


def test_past_the_desk_and_past_the_page_the_address_is_gone_all_the_same(
    city: City, aunt_wang: Client
) -> None:
    one, two = (factories.article(city.notices, slug=slug) for slug in ("one", "two"))
    paths = [page.address().path for page in (one, two)]
    Page.objects.get(pk=one.pk).unpublish()
    two.delete()
    for path in paths:
        assert aunt_wang.get(path).status_code == 410


def test_who_comes_back_to_the_address_is_shown(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    withdraw(page, Reason.MISTAKE, by=lin)
    again(page).save_revision().publish()
    assert aunt_wang.get(page.address().path).status_code == 200
    assert not Withdrawal.objects.open().exists()
    withdraw(again(page), Reason.MISTAKE, by=lin)
    other = factories.article(city.notices, "别的通知", slug="tz-2")
    moved = again(other)
    gone = again(page)
    gone.delete()
    moved.slug = "tz"
    moved.save_revision().publish()
    assert "别的通知" in text_of(aunt_wang, page.address().path, 200)
    withdraw(again(moved), Reason.MISTAKE, by=lin)
    assert aunt_wang.get(page.address().path).status_code == 410


def test_who_moved_while_it_was_down_is_found_again(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    former = page.address().path
    withdraw(page, Reason.MISTAKE, by=lin)
    draft = again(page)
    draft.slug = "tz-new"
    draft.save_revision().publish()
    Withdrawal.objects.update(ended_at=None)  # as it stands while the page waits
    assert aunt_wang.get(former)["Location"].endswith("/tz-new/")


def test_a_redirect_that_somebody_makes_wins(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    path = page.address().path
    withdraw(page, Reason.MISTAKE, by=lin)
    Redirect.objects.create(
        old_path=Redirect.normalise_path(path), site=Site.objects.get(), redirect_link="/bm/"
    )
    assert aunt_wang.get(path)["Location"] == "/bm/"


def test_a_gone_address_costs_what_any_unknown_one_costs(city: City, lin: User, aunt_wang: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    with CaptureQueriesContext(connection) as shown:
        aunt_wang.get(page.address().path)
    withdraw(page, Reason.MISTAKE, by=lin)
    with CaptureQueriesContext(connection) as gone:
        aunt_wang.get(page.address().path)
    assert len(gone) <= len(shown), [one["sql"][:80] for one in gone.captured_queries]
    about = [one for one in gone.captured_queries if "editorial_withdrawal" in one["sql"]]
    assert len(about) == 1
