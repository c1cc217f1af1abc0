"""The desk's first screen says what waits for whoever signed in, and nothing that waits for others."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from tests.cast import City, desk_of
from tests.records.test_workers import a_task
from yimen.accounts.models import Invitation, User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.editorial.actions import publish_new
from yimen.editorial.models import ArticlePage
from yimen.foundation.waiting import Waiting, waiting_for
from yimen.records.rules import TASK_TRIES
from yimen.subsites.desks import group_for

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-11-16T09:00+08:00")


@pytest.fixture
def review(city: City, wu: User) -> Workflow:
    """The education bureau's texts are reviewed by 吴审言."""
    workflow = Workflow.objects.create(name="教育局审核")
    task = GroupApprovalTask.objects.create(name="部门审核")
    task.groups.add(group_for(Role.REVIEWER, city.subsite))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=city.subsite.root_page, defaults={"workflow": workflow})
    return workflow


def submit(review: Workflow, city: City, he: User, title: str = "招生通知") -> ArticlePage:
    article = ArticlePage(title=title, live=False, owner=he)
    city.notices.add_child(instance=article)
    article.save_revision(user=he)
    review.start(article, he)
    return article


def said(user: User, now: datetime) -> dict[str, Waiting]:
    return {matter.text: matter for matter in waiting_for(user, now=now)}


def test_a_text_submitted_waits_for_the_reviewer_alone(
    review: Workflow, city: City, he: User, wu: User, zhou: User
) -> None:
    with time_machine.travel(MONDAY, tick=False):
        submit(review, city, he)
    hour_later, days_later = MONDAY + timedelta(hours=1), MONDAY + timedelta(days=3)
    assert said(wu, hour_later)["待审核"].count == 1
    assert not said(wu, hour_later)["待审核"].is_pressing
    assert said(wu, days_later)["待审核"].is_pressing
    assert said(wu, days_later)["待审核"].since == MONDAY
    assert "待审核" not in said(he, days_later)
    assert "待审核" not in said(zhou, days_later)


def test_a_text_returned_waits_for_who_wrote_it(review: Workflow, city: City, he: User, wu: User) -> None:
    article = submit(review, city, he)
    state = article.current_workflow_task_state
    state.reject(user=wu, comment="请补充联系电话")
    now = timezone.now()
    assert said(he, now)["退回给您修改"].count == 1
    assert not said(wu, now)


def test_what_happens_by_itself_is_announced_with_its_time(city: City, zhou: User, he: User) -> None:
    now = timezone.now().replace(microsecond=0)
    going = ArticlePage(title="明日公告", live=False, go_live_at=now + timedelta(hours=20))
    city.notices.add_child(instance=going)
    going.save_revision(user=zhou).publish(user=zhou)
    ending = factories.article(city.notices, "报名即将截止")
    ArticlePage.objects.filter(pk=ending.pk).update(expire_at=now + timedelta(days=2))
    assert said(zhou, now)["将定时发布"].due == now + timedelta(hours=20)
    assert said(zhou, now)["即将到期"].due == now + timedelta(days=2)
    assert not said(he, now), "who publishes nothing has nothing to watch"


def test_the_first_screen_shows_it_in_words_and_asks_a_fixed_number_of_times(
    review: Workflow, city: City, he: User, wu: User
) -> None:
    desk = desk_of(wu)
    assert "眼下没有等您办理的事" in desk.get("/admin/").content.decode()
    queries = []
    for number in range(3):
        submit(review, city, he, f"通知{number}")
        with CaptureQueriesContext(connection) as captured:
            page = desk.get("/admin/").content.decode()
        queries.append(len(captured))
        assert page.count('id="waiting-title"') == 1
        assert f'<span class="waiting__count">{number + 1}</span>' in page
    assert queries[0] == queries[1] == queries[2]


def test_failed_tasks_wait_for_who_keeps_the_system(city: City, lins_desk: Client, zhou: User) -> None:
    assert "后台失败的任务" not in lins_desk.get("/admin/").content.decode()
    a_task(worker_ids=["East"] * TASK_TRIES)
    assert "后台失败的任务" in lins_desk.get("/admin/").content.decode()
    assert not said(zhou, timezone.now())


def test_what_duty_published_waits_for_the_portal_office_until_it_was_reviewed(city: City, wu: User) -> None:
    duty = factories.staff("sun", "孙夜明", role=Role.DUTY_EDITOR)
    bian = factories.staff("bian", "林晓编", role=Role.PORTAL_EDITOR)
    with time_machine.travel(MONDAY, tick=False):
        publish_new(ArticlePage(title="今晚停水"), parent=city.notices, by=duty)
    text = "紧急发布，待补审"
    assert said(bian, MONDAY + timedelta(hours=1))[text].count == 1
    assert not said(bian, MONDAY + timedelta(hours=1))[text].is_pressing
    assert said(bian, MONDAY + timedelta(hours=13))[text].is_pressing
    assert text not in said(duty, MONDAY)
    assert text not in said(wu, MONDAY)


def test_a_text_past_its_day_waits_for_author_and_department(city: City, he: User, zhou: User) -> None:
    bian = factories.staff("bian", "林晓编", role=Role.PORTAL_EDITOR)
    page = factories.article(city.notices, "招生范围")
    ArticlePage.objects.filter(pk=page.pk).update(owner=he, review_by=MONDAY.date())
    text = "已到复核期限，待复核"
    assert text not in said(he, MONDAY - timedelta(days=1))
    assert said(he, MONDAY)[text].count == 1
    assert said(zhou, MONDAY)[text].count == 1
    assert text not in said(bian, MONDAY), "a department's texts are its own to look at"


def test_accounts_wait_for_who_keeps_them(city: City, zhou: User) -> None:
    keeper = factories.staff("an", "安守则", role=Role.SECURITY_ADMIN)
    now = timezone.now()
    Invitation.objects.create(
        username="xin", full_name="辛来", email="xin@yunze.example", token_digest="x", invited_by=keeper,
        invited_at=now, expires_at=now + timedelta(days=3),
    )  # fmt: skip
    invited, accounts = said(keeper, now)["尚未接受的邀请"], said(keeper, now)["待清理的账号"]
    assert (invited.count, invited.since, invited.is_pressing) == (1, now, False)
    assert said(keeper, now + timedelta(days=2, hours=1))["尚未接受的邀请"].is_pressing
    assert "尚未接受的邀请" not in said(keeper, now + timedelta(days=4))
    assert accounts.count == 2, "both are without a second factor"
    assert not said(zhou, now)
