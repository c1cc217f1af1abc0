"""The publish time: to the minute, never rewritten, and in the past only with a recorded reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture
from wagtail.models import PageLogEntry

from tests.cast import City
from tests.editorial.test_all_or_nothing import form_of
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.editorial.scheduling import publish_due
from yimen.pool.models import Entry
from yimen.records.models import Change

pytestmark = pytest.mark.django_db


def test_it_is_kept_to_the_minute_and_the_same_in_the_pool(city: City) -> None:
    article = factories.article(city.notices)
    assert article.released_at is not None
    assert (article.released_at.second, article.released_at.microsecond) == (0, 0)
    assert timezone.now() - article.released_at < timedelta(minutes=2)
    assert Entry.objects.get(kind="article").published_at == article.released_at


def test_nothing_rewrites_it(city: City) -> None:
    article = factories.article(city.notices)
    first = article.released_at
    article = ArticlePage.objects.get(pk=article.pk)
    article.released_at = timezone.now() - timedelta(days=30)
    article.backdating_reason = "补录"
    with pytest.raises(ValidationError) as refused:
        article.save_revision()
    assert "released_at" in refused.value.message_dict
    article.save()
    assert ArticlePage.objects.get(pk=article.pk).released_at == first
    article = ArticlePage.objects.get(pk=article.pk)
    article.released_at = None
    article.save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).released_at == first


def test_withdrawn_and_published_again_it_is_the_first_time(city: City) -> None:
    article = factories.article(city.notices, released_at=timezone.now() - timedelta(days=3))
    ArticlePage.objects.get(pk=article.pk).unpublish()
    ArticlePage.objects.get(pk=article.pk).save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).released_at == article.released_at


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_past_time_without_a_reason_is_refused_and_leaves_nothing(city: City, reason: str) -> None:
    page = ArticlePage(
        title="补录通知", released_at=timezone.now() - timedelta(days=3), backdating_reason=reason
    )
    with pytest.raises(ValidationError) as refused:
        factories.publish_new(page, parent=city.notices)
    assert "backdating_reason" in refused.value.message_dict
    assert not ArticlePage.objects.exists()


def test_a_past_time_stands_in_the_log_with_reason_and_person(
    city: City, lins_desk: Client, lin: User
) -> None:
    past = timezone.localtime(timezone.now() - timedelta(days=3))
    form = form_of(
        ArticlePage(title="补录通知", slug=""),
        **{
            "action-publish": "1",
            "released_at": past.strftime("%Y-%m-%d %H:%M"),
            "backdating_reason": "补录纸质公报",
        },
    )
    answer = lins_desk.post(
        reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk)), form
    )
    assert answer.status_code == 302
    line = PageLogEntry.objects.get(action="yimen.backdate")
    assert line.user == lin
    assert line.data["reason"] == "补录纸质公报"
    assert ArticlePage.objects.get().released_at == past.replace(second=0, microsecond=0)


def test_the_desk_says_what_is_missing(city: City, lins_desk: Client) -> None:
    form = form_of(
        ArticlePage(title="补录通知", slug=""), **{"action-publish": "1", "released_at": "2020-01-01 08:00"}
    )
    answer = lins_desk.post(
        reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk)), form
    )
    assert answer.status_code == 200
    assert "backdating_reason" in answer.context["form"].errors
    assert not ArticlePage.objects.exists()


def test_a_text_published_now_has_no_line_of_back_dating(city: City) -> None:
    factories.article(city.notices)
    assert not PageLogEntry.objects.filter(action="yimen.backdate").exists()


def test_a_draft_approved_days_later_has_the_time_at_which_it_is_published(
    city: City, time_machine: TimeMachineFixture
) -> None:
    """周琳 wrote Monday's time into the form; 林主任 approved on Thursday."""
    monday = timezone.now() - timedelta(days=3)
    time_machine.move_to(monday)
    page = ArticlePage(title="通知", released_at=timezone.now(), live=False)
    city.notices.add_child(instance=page)
    revision = page.save_revision()
    time_machine.move_to(monday + timedelta(days=3))
    revision.publish()
    page.refresh_from_db()
    assert timezone.now() - page.released_at < timedelta(minutes=2)


def test_what_is_due_by_the_clock_has_the_minute_in_which_it_goes_live(
    city: City, time_machine: TimeMachineFixture
) -> None:
    start = timezone.now()
    time_machine.move_to(start)
    page = ArticlePage(title="通知", live=False, go_live_at=start + timedelta(hours=5))
    city.notices.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    assert page.released_at is None
    assert not Entry.objects.filter(kind="article").exists()
    time_machine.move_to(start + timedelta(hours=5, minutes=1))
    publish_due()
    page.refresh_from_db()
    assert page.live
    assert timezone.now() - page.released_at < timedelta(minutes=2)


def test_a_text_written_today_for_next_week_is_seen_by_nobody_until_then(
    city: City, lins_desk: Client, time_machine: TimeMachineFixture
) -> None:
    """Not even for the moment in which it is saved: subscribers would already have written to citizens."""
    now = timezone.now()
    time_machine.move_to(now)
    form = form_of(
        ArticlePage(title="下周生效的通知", slug=""),
        **{
            "action-publish": "1",
            "go_live_at": timezone.localtime(now + timedelta(days=7)).strftime("%Y-%m-%d %H:%M"),
        },
    )
    position = Change.objects.latest("pk").pk
    answer = lins_desk.post(
        reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk)), form
    )
    assert answer.status_code == 302
    assert not Entry.objects.filter(kind="article").exists()
    assert not Change.objects.filter(pk__gt=position, subject__startswith="article:").exists()
    assert ArticlePage.objects.get().released_at is None
    time_machine.move_to(now + timedelta(days=7, minutes=2))
    publish_due()
    article = ArticlePage.objects.get()
    assert article.live
    assert timezone.now() - article.released_at < timedelta(minutes=2)


def test_one_publication_on_the_desk_is_one_line_in_the_change_log(city: City, lins_desk: Client) -> None:
    form = form_of(ArticlePage(title="通知", slug=""), **{"action-publish": "1"})
    lins_desk.post(
        reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk)), form
    )
    lines = Change.objects.filter(subject=f"article:{ArticlePage.objects.get().pk}")
    assert [line.action for line in lines] == ["published"]
