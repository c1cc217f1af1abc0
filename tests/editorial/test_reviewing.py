"""小何 writes, 吴审言 and 周琳 review, the portal office publishes: from the first draft to the public page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from tests.cast import City, desk_of
from tests.editorial.test_all_or_nothing import form_of
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.editorial.events import PublishedUrgently
from yimen.editorial.models import ArticlePage, ReturnReason, ReviewSettings, UrgentPublication
from yimen.editorial.reviewing import REASONS, ensure_return_reasons, settle_review, take_over
from yimen.editorial.scheduling import publish_due
from yimen.foundation.events import _subscribers, subscribe
from yimen.pool.models import Entry
from yimen.subsites.desks import settle_desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def sun(city: City) -> User:
    """孙夜明, duty editor of the portal."""
    return factories.staff("sun", "孙夜明", role=Role.DUTY_EDITOR)


@pytest.fixture
def bian(city: City) -> User:
    """林晓编, portal editor."""
    return factories.staff("bian", "林晓编", role=Role.PORTAL_EDITOR)


def two_steps(city: City) -> None:
    city.subsite.review_steps = 2
    city.subsite.publishes_itself = False
    city.subsite.save()
    settle_desks(city.subsite)
    settle_review(city.subsite)


def submitted(city: City, desk: Client, title: str = "招生通知", **more: Any) -> ArticlePage:
    """What somebody wrote and submitted through the form."""
    address = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    form = form_of(ArticlePage(title=title, slug=""), **{"action-submit": "1", **more})
    assert desk.post(address, form).status_code == 302
    return ArticlePage.objects.get(title=title)


def step_of(page: Page) -> TaskState:
    return WorkflowState.objects.active().for_instance(page).get().current_task_state


def approve(desk: Client, *pages: Page) -> str:
    answer = desk.post(reverse("review_approve"), {"task_state": [step_of(page).pk for page in pages]})
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def is_live(page: Page) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def queue_of(desk: Client, **asked: str) -> list[Any]:
    lines: list[Any] = desk.get(reverse("review_queue"), asked).context["lines"]
    return lines


# ── Steps ──


def test_one_step_and_the_text_is_public(city: City, hes_desk: Client, wus_desk: Client) -> None:
    page = submitted(city, hes_desk)
    assert not is_live(page)
    assert "已通过" in approve(wus_desk, page)
    assert is_live(page)


def test_two_steps_and_the_department_cannot_leave_one_out(
    city: City, hes_desk: Client, wus_desk: Client, zhous_desk: Client, bian: User
) -> None:
    two_steps(city)
    page = submitted(city, hes_desk)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    zhous_desk.post(address, form_of(page, **{"action-publish": "1"}))
    assert not is_live(page), "publishing past the review"
    approve(wus_desk, page)
    assert not is_live(page)
    approve(zhous_desk, page)
    assert not is_live(page), "the portal's step is not the department's"
    approve(desk_of(bian), page)
    assert is_live(page)


def test_the_office_changes_the_steps(city: City, hes_desk: Client, wus_desk: Client) -> None:
    two_steps(city)
    page = submitted(city, hes_desk)
    city.subsite.review_steps = 1
    city.subsite.save()
    settle_review(city.subsite)
    approve(wus_desk, page)
    assert is_live(page), "what waits meanwhile goes by the new steps"


def test_who_may_publish_directly_does(city: City, zhous_desk: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    form = form_of(ArticlePage(title="本局通知", slug=""), **{"action-publish": "1"})
    zhous_desk.post(address, form)
    assert is_live(ArticlePage.objects.get(title="本局通知"))


def test_nobody_approves_what_she_submitted(city: City, zhous_desk: Client, wus_desk: Client) -> None:
    two_steps(city)
    page = submitted(city, zhous_desk)
    assert "须由他人审核" in approve(zhous_desk, page)
    assert TaskState.objects.get(pk=step_of(page).pk).status == "in_progress"
    approve(wus_desk, page)


def test_another_departments_reviewer_decides_nothing(city: City, hes_desk: Client) -> None:
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    stranger = desk_of(factories.staff("ma", "马交通", role=Role.REVIEWER, subsite=transport))
    page = submitted(city, hes_desk)
    assert queue_of(stranger) == []
    approve(stranger, page)
    stranger.post(reverse("review_return", args=(step_of(page).pk,)), {"reason": "1"})
    assert step_of(page).status == "in_progress"


# ── Return ──


def test_a_return_says_why_and_the_author_mends(city: City, hes_desk: Client, wus_desk: Client) -> None:
    page = submitted(city, hes_desk)
    address = reverse("review_return", args=(step_of(page).pk,))
    assert REASONS[0] in wus_desk.get(address).content.decode()
    assert wus_desk.post(address, {"comment": "请核对"}).status_code == 200, "a reason is asked for"
    reason = ReturnReason.objects.get(name=REASONS[1])
    assert wus_desk.post(address, {"reason": reason.pk, "comment": "请注明文号"}).status_code == 302
    [line] = queue_of(hes_desk, state="returned")
    assert line.is_mine
    assert line.remark == f"{REASONS[1]}：请注明文号"
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert (
        hes_desk.post(edit, form_of(page, summary="文号已注明", **{"action-submit": "1"})).status_code == 302
    )
    approve(wus_desk, page)
    assert ArticlePage.objects.get(pk=page.pk).summary == "文号已注明"


def test_wagtails_own_button_asks_for_the_reason_too(city: City, hes_desk: Client, wus_desk: Client) -> None:
    page = submitted(city, hes_desk)
    state = step_of(page)
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "reject", state.pk))
    wus_desk.post(address, {"comment": "请核对"})
    assert step_of(page).status == "in_progress"
    wus_desk.post(address, {"reason": ReturnReason.objects.first().pk, "comment": ""})  # type: ignore[union-attr]
    assert step_of(page).status == "rejected"


def test_the_list_of_reasons_is_the_offices(city: City, hes_desk: Client, wus_desk: Client) -> None:
    ReturnReason.objects.update(is_offered=False)
    ReturnReason.objects.create(name="图片不清晰")
    page = submitted(city, hes_desk)
    shown = wus_desk.get(reverse("review_return", args=(step_of(page).pk,))).content.decode()
    assert "图片不清晰" in shown
    assert REASONS[0] not in shown
    ensure_return_reasons()
    assert ReturnReason.objects.filter(is_offered=True).count() == 1, "an upgrade leaves the list alone"


# ── The queue ──


def test_the_queue_is_filtered_exported_and_reddens_by_the_offices_hours(
    city: City, hes_desk: Client, wus_desk: Client
) -> None:
    old, new = submitted(city, hes_desk, "旧稿"), submitted(city, hes_desk, "=新稿")
    state = step_of(old)
    TaskState.objects.filter(pk=state.pk).update(started_at=timezone.now() - timedelta(hours=30))
    lines = queue_of(wus_desk)
    assert [line.title for line in lines] == ["旧稿", "=新稿"]
    assert [line.is_late for line in lines] == [True, False]
    limits = ReviewSettings.load()
    limits.late_after = 48
    limits.save()
    assert not any(line.is_late for line in queue_of(wus_desk))
    assert queue_of(wus_desk, state="urgent") == []
    assert len(queue_of(wus_desk, mine="1", person="小何")) == 2
    assert queue_of(hes_desk, mine="1") == []
    sheet = wus_desk.get(reverse("review_queue"), {"export": "csv"}).content.decode()
    assert "旧稿" in sheet
    assert "'=新稿" in sheet, "no formula"
    assert approve(wus_desk, old, new).count("稿") >= 2
    assert is_live(old)
    assert is_live(new)


def test_one_bad_text_keeps_no_other_back(city: City, hes_desk: Client, wus_desk: Client) -> None:
    good, bad = submitted(city, hes_desk, "好稿"), submitted(city, hes_desk, "坏稿")
    Entry.objects.create(
        kind="article", content_type_id=good.content_type_id, object_id=999_999, title="占位", language="zh-hans",
        path=bad.address().path, published_at=timezone.now(), changed_at=timezone.now(),
    )  # fmt: skip
    told = approve(wus_desk, bad, good)
    assert "坏稿" in told
    assert (is_live(good), is_live(bad)) == (True, False)
    assert step_of(bad).status == "in_progress", "nothing lost"


def test_the_queues_price_does_not_grow(city: City, hes_desk: Client, wus_desk: Client) -> None:
    prices = []
    for count in (2, 6):
        for number in range(count):
            submitted(city, hes_desk, f"稿{count}-{number}")
        wus_desk.get(reverse("review_queue"))
        with CaptureQueriesContext(connection) as asked:
            wus_desk.get(reverse("review_queue"))
        prices.append(len(asked))
    assert prices[0] == prices[1], prices


# ── Time ──


def test_a_contributor_sets_no_hour_and_the_portal_editor_does(
    city: City, hes_desk: Client, wus_desk: Client, bian: User, aunt_wang: Client
) -> None:
    two_steps(city)
    soon = timezone.localtime(timezone.now() + timedelta(hours=2))
    page = submitted(city, hes_desk, go_live_at=soon.strftime("%Y-%m-%d %H:%M"))
    assert page.get_latest_revision_as_object().go_live_at is None
    approve(wus_desk, page)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    desk = desk_of(bian)
    late = {"expire_at": (soon + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")}
    past = (soon - timedelta(hours=9)).strftime("%Y-%m-%d %H:%M")
    refused = desk.post(edit, form_of(page, go_live_at=past, **late, **{"action-publish": "1"}))
    assert "已过" in str(refused.context["form"].errors["go_live_at"])
    at = soon.strftime("%Y-%m-%d %H:%M")
    desk.post(edit, form_of(page, go_live_at=at, **late, **{"action-publish": "1"}))
    assert not is_live(page)
    with time_machine.travel(soon + timedelta(minutes=1)):
        publish_due()
    assert aunt_wang.get(page.address().path).status_code == 200
    with time_machine.travel(soon + timedelta(hours=3, minutes=1)):
        publish_due()
    assert "到期" in aunt_wang.get(page.address().path).content.decode()


# ── Urgent ──


def test_duty_publishes_at_night_and_it_waits_for_review(
    city: City, sun: User, bian: User, aunt_wang: Client
) -> None:
    heard: list[PublishedUrgently] = []
    subscribe(PublishedUrgently, heard.append)
    desk = desk_of(sun)
    form = {
        "column": str(city.notices.pk),
        "title": "今晚停水",
        "text": "东城区今晚停水。\n\n预计<b>六点</b>恢复。",
        "reason": "主管破裂",
    }
    assert desk.post(reverse("quick_notice"), form).status_code == 302
    _subscribers[PublishedUrgently].remove(heard.append)
    page = ArticlePage.objects.get(title="今晚停水")
    text = aunt_wang.get(page.address().path).content.decode()
    assert "东城区今晚停水。" in text
    assert "&lt;b&gt;六点" in text
    [line] = queue_of(desk_of(bian))
    assert (line.state, line.remark, line.is_mine) == ("urgent", "主管破裂", True)
    assert len(heard) == 1
    one = UrgentPublication.objects.get()
    desk.post(reverse("urgent_stands", args=(one.pk,)))
    assert UrgentPublication.objects.get().reviewed_at is None, "not by oneself"
    desk_of(bian).post(reverse("urgent_stands", args=(one.pk,)))
    assert UrgentPublication.objects.get().reviewed_by == bian
    assert queue_of(desk_of(bian)) == []


def test_whatever_duty_publishes_by_whatever_button_is_reviewed_later(city: City, sun: User) -> None:
    page = factories.article(city.notices, "旧文")
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    desk_of(sun).post(edit, form_of(page, title="改过", **{"action-publish": "1"}))
    assert UrgentPublication.objects.get().by == sun


def test_a_draft_in_review_is_published_past_it(city: City, hes_desk: Client, sun: User) -> None:
    page = submitted(city, hes_desk)
    address = reverse("publish_urgently", args=(page.pk,))
    assert hes_desk.post(address, {"reason": "急"}).status_code in (302, 403)
    assert not is_live(page)
    assert desk_of(sun).post(address, {}).status_code == 200
    assert desk_of(sun).post(address, {"reason": "台风"}).status_code == 302
    assert is_live(page)
    assert not WorkflowState.objects.active().exists()


# ── Locks, and two on one page ──


def test_a_lock_is_taken_over_by_who_may_and_says_from_whom(
    city: City, zhou: User, wu: User, he: User, wus_desk: Client, hes_desk: Client
) -> None:
    page = factories.article(city.notices)
    page.locked, page.locked_by, page.locked_at = True, zhou, timezone.now()
    page.save(update_fields=["locked", "locked_by", "locked_at"])
    shown = wus_desk.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert "周琳" in shown
    address = reverse("take_over", args=(page.pk,))
    assert address in shown
    hes_desk.post(address)
    assert Page.objects.get(pk=page.pk).locked_by == zhou
    answer = wus_desk.post(address)
    assert "周琳" in " ".join(str(one) for one in get_messages(answer.wsgi_request))
    assert Page.objects.get(pk=page.pk).locked_by == wu
    assert take_over(Page.objects.get(pk=page.pk), by=zhou) == wu


def test_two_on_one_page_are_told_in_chinese(city: City, zhous_desk: Client, wus_desk: Client) -> None:
    page = factories.article(city.notices)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    zhous_desk.get(edit)
    session = wus_desk.get(edit).context["editing_sessions"]
    told = wus_desk.post(session.ping_url).json()
    assert "周琳" in told["html"]
    assert "正在" in told["html"] or "查看" in told["html"] or "编辑" in told["html"]


def test_an_editor_who_is_removed_while_editing_loses_nothing_that_was_saved(
    city: City, he: User, hes_desk: Client
) -> None:
    page = submitted(city, hes_desk, "写到一半")
    he.is_active = False
    he.save()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert hes_desk.post(edit, form_of(page, title="再改")).status_code == 302, "to the sign-in"
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "写到一半"
