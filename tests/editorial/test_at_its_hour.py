"""A text is asked what speaks against it when somebody sets its hour, and again when the hour comes."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.cast import City, desk_of
from tests.editorial.test_all_or_nothing import form_of
from tests.editorial.test_before_it_goes_out import NUMBER
from tests.editorial.test_reviewing import is_live, step_of, submitted, two_steps
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, WritingNorm
from yimen.editorial.scheduling import publish_due, publish_scheduled
from yimen.foundation.waiting import waiting_for
from yimen.records.models import AuditEntry

pytestmark = pytest.mark.django_db


def scheduled(city: City, desk: Client, **more: str) -> ArticlePage:
    """招生通知, which 周琳 has set to go live in two hours."""
    add = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    at = timezone.localtime(timezone.now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    written = {"go_live_at": at, "action-publish": "1", "summary": "电话13800138000。", **more}
    assert desk.post(add, form_of(ArticlePage(title="招生通知", slug=""), **written)).status_code in (
        200,
        302,
    )
    return ArticlePage.objects.filter(title="招生通知").first() or ArticlePage()


def no_phones_from_now_on() -> None:
    WritingNorm.objects.filter(code="mobile_number").update(level=WritingNorm.Levels.BLOCKER)


def waits(person: User) -> list[str]:
    return [matter.text for matter in waiting_for(person, now=timezone.now())]


def test_no_hour_is_set_for_what_may_not_go_out(city: City, zhous_desk: Client) -> None:
    page = scheduled(city, zhous_desk, summary=f"张三，{NUMBER}。")
    assert page.pk is None or not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_what_may_not_go_out_any_more_stays_and_who_set_the_hour_is_told(
    city: City, zhou: User, zhous_desk: Client, aunt_wang: Client
) -> None:
    User.objects.filter(pk=zhou.pk).update(email="zhou@yunze.example")
    page = scheduled(city, zhous_desk)
    no_phones_from_now_on()
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert publish_scheduled(now=timezone.now()) == 1
        publish_due()
        assert not is_live(page)
        assert aunt_wang.get(page.address().path).status_code == 404
        assert "到时间未能发布，待修改" in waits(zhou)
        [letter] = mail.outbox
        assert letter.to == ["zhou@yunze.example"]
        assert "手机号" in letter.body
        assert reverse("wagtailadmin_pages:edit", args=(page.pk,)) in letter.body
        assert PageLogEntry.objects.filter(action="yimen.kept_back", user=zhou).count() == 1, "said once"
        line = AuditEntry.objects.get(action="editorial.kept_back")
        assert (line.result, line.subject) == ("refused", f"page:{page.pk}")
    with time_machine.travel(timezone.now() + timedelta(hours=4)):
        edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        desk_of(zhou).post(edit, form_of(page, summary="请到窗口咨询。", **{"action-publish": "1"}))
        assert is_live(page)
        assert "到时间未能发布，待修改" not in waits(zhou)


def test_wagtails_own_button_approves_nothing_that_may_not_go_out(
    city: City, hes_desk: Client, wus_desk: Client
) -> None:
    page = submitted(city, hes_desk, summary="电话13800138000。")
    no_phones_from_now_on()
    state = step_of(page)
    button = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    assert "手机号" in wus_desk.post(button, follow=True).content.decode()
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    written = form_of(page, summary="电话13800138000，找李四。", **approve)
    shown = wus_desk.post(edit, written).content.decode()
    assert "手机号" in shown
    assert "找李四" in shown, "what was written stays in the form"
    assert not is_live(page)
    assert step_of(page).status == "in_progress"


def test_an_hour_set_by_the_last_approval_is_kept_to_the_same_rule(
    city: City, hes_desk: Client, wus_desk: Client
) -> None:
    two_steps(city)
    bian = factories.staff("bian", "林晓编", role=Role.PORTAL_EDITOR)
    page = submitted(city, hes_desk, summary="电话13800138000。")
    wus_desk.post(reverse("review_approve"), {"task_state": [step_of(page).pk]})
    at = timezone.localtime(timezone.now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve", "go_live_at": at}
    desk_of(bian).post(edit, form_of(page, summary="电话13800138000。", **approve))
    assert page.revisions.filter(approved_go_live_at__isnull=False).exists()
    no_phones_from_now_on()
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        publish_due()
        assert not is_live(page)
        assert "到时间未能发布，待修改" in waits(bian)
