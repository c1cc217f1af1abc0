"""Publishing, withdrawing, moving and deleting happen wholly or not at all, wherever it breaks.

Each story breaks one step after it has done its work and then finds page, pool, change log and audit log as they
were before.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import signals
from wagtail.models import GroupApprovalTask, Page, Revision, TaskState, Workflow, WorkflowPage, WorkflowTask

from tests.cast import City
from tests.editorial.breaking import (
    DELETING,
    LOADING,
    MOVING,
    PUBLISHING,
    WITHDRAWING,
    Broken,
    Step,
    everything,
)
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial.bulk import NewArticle, load_articles
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.pool.models import Audience, Entry

pytestmark = pytest.mark.django_db(transaction=True)


def a_minute_ago() -> datetime:
    return timezone.now() - timedelta(minutes=1)


def break_each(table: dict[str, Step], attempt: Callable[[], object], *, told: Any = Broken) -> None:
    """Try it once for each step, broken there; each time everything is as before."""
    before = everything()
    for name, step in table.items():
        with step(), pytest.raises(told):
            attempt()
        assert everything() == before, name


def but(table: dict[str, Step], *left_out: str) -> dict[str, Step]:
    return {name: step for name, step in table.items() if name not in left_out}


def draft(city: City, title: str = "关于秋季招生的通知") -> ArticlePage:
    page = ArticlePage(title=title, live=False, has_unpublished_changes=True)
    city.notices.add_child(instance=page)
    page.save_revision()
    return page


def public(city: City) -> ArticlePage:
    other = factories.column(city.subsite.root_page, "工作动态")
    return factories.article(city.notices, audiences=("citizen",), also_in=(other,))


# ── The pages' own verbs, as imports and other apps call them ──


def test_a_first_publication_breaks(city: City) -> None:
    page = draft(city)
    break_each(PUBLISHING, lambda: page.get_latest_revision().publish())


def test_the_publication_of_a_change_breaks(city: City) -> None:
    page = public(city)
    page.title = "关于推迟秋季招生的通知"
    page.slug = "tuichi"
    revision = page.save_revision()
    break_each(but(PUBLISHING, "placements"), lambda: Revision.objects.get(pk=revision.pk).publish())


def test_a_withdrawal_breaks(city: City) -> None:
    page = public(city)
    break_each(WITHDRAWING, lambda: ArticlePage.objects.get(pk=page.pk).unpublish())


def test_a_move_breaks(city: City) -> None:
    public(city)
    elsewhere = factories.column(city.home, "公示")
    notices = city.notices.pk
    break_each(
        MOVING,
        lambda: ColumnPage.objects.get(pk=notices).move(
            ColumnPage.objects.get(pk=elsewhere.pk), pos="last-child"
        ),
    )


def test_a_deletion_breaks(city: City) -> None:
    page = public(city)
    break_each(DELETING, lambda: ArticlePage.objects.get(pk=page.pk).delete())


def test_the_deletion_of_a_column_with_its_texts_breaks(city: City) -> None:
    public(city)
    break_each(DELETING, lambda: ColumnPage.objects.get(pk=city.notices.pk).delete())


def test_a_load_breaks(city: City) -> None:
    now = timezone.now()
    article = NewArticle(
        column=city.notices,
        title="旧站的通知",
        body=[("paragraph", "<p>旧站</p>")],
        released_at=now - timedelta(days=400),
        audiences=(Audience.objects.get(code="citizen"),),
        also_in=(factories.column(city.subsite.root_page, "工作动态"),),
    )
    break_each(LOADING, lambda: load_articles([article], now=now, reason="从旧站导入"))


# ── Through the desk ──


def form_of(page: ArticlePage, **changes: Any) -> dict[str, Any]:
    """What the browser sends for an article's form."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "body-count": "0",
        "placements-TOTAL_FORMS": "0",
        "placements-INITIAL_FORMS": "0",
        "placements-MIN_NUM_FORMS": "0",
        "placements-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **changes,
    }


def test_lin_publishes_a_new_article_and_it_breaks(city: City, lins_desk: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    form = form_of(ArticlePage(title="关于秋季招生的通知", slug=""), **{"action-publish": "1"})
    break_each(PUBLISHING, lambda: lins_desk.post(address, form))
    assert lins_desk.post(address, form).status_code == 302, "and whole, it works"
    assert ArticlePage.objects.get(title="关于秋季招生的通知").live


def test_lin_publishes_a_change_and_it_breaks(city: City, lins_desk: Client) -> None:
    page = factories.article(city.notices)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    form = form_of(page, title="更正通知", **{"action-publish": "1"})
    break_each(but(PUBLISHING, "placements"), lambda: lins_desk.post(address, form))
    assert lins_desk.post(address, form).status_code == 302


def test_lin_withdraws_a_column_with_its_texts_and_it_breaks(city: City, lins_desk: Client) -> None:
    public(city)
    address = reverse("wagtailadmin_pages:unpublish", args=(city.notices.pk,))
    break_each(
        WITHDRAWING, lambda: lins_desk.post(address, {"reason": "mistake", "include_descendants": "on"})
    )


def test_lin_moves_a_column_and_it_breaks(city: City, lins_desk: Client) -> None:
    public(city)
    elsewhere = factories.column(city.home, "公示")
    address = reverse("wagtailadmin_pages:move_confirm", args=(city.notices.pk, elsewhere.pk))
    break_each(MOVING, lambda: lins_desk.post(address))


def bulk_address(action: str, pages: list[Page]) -> str:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    return address + "?" + "&".join(f"id={page.pk}" for page in pages)


class SecondTime:
    """Breaks not the first page of many but the second: the first must come back too."""

    def __init__(self, signal: Any, *, sender: Any = None) -> None:
        self.signal, self.sender, self.count = signal, sender, 0

    def __call__(self, **_kwargs: Any) -> None:
        self.count += 1
        if self.count == 2:
            raise Broken("the second of two")

    def __enter__(self) -> None:
        self.signal.connect(self, sender=self.sender)

    def __exit__(self, *_told: object) -> None:
        self.signal.disconnect(self, sender=self.sender)


@pytest.mark.parametrize(
    ("action", "signal", "form"),
    [
        ("publish", "page_published", {}),
        ("unpublish", "page_unpublished", {"reason": "mistake"}),
        ("move", "post_page_move", {"chooser": "ELSEWHERE"}),
    ],
)
def test_lin_picks_two_in_the_list_and_the_second_breaks(
    city: City, lins_desk: Client, action: str, signal: str, form: dict[str, str]
) -> None:
    elsewhere = factories.column(city.home, "公示")
    pages: list[Page] = [public_or_draft(city, action, n) for n in (1, 2)]
    before = everything()
    sent = {key: str(elsewhere.pk) if value == "ELSEWHERE" else value for key, value in form.items()}
    with SecondTime(getattr(signals, signal)), pytest.raises(Broken):
        lins_desk.post(bulk_address(action, pages), sent)
    assert everything() == before
    assert lins_desk.post(bulk_address(action, pages), sent).status_code == 302
    assert everything() != before, "and whole, it works"


def public_or_draft(city: City, action: str, number: int) -> ArticlePage:
    if action == "publish":
        return draft(city, f"第{number}号通知")
    return factories.article(city.notices, f"第{number}号通知")


# ── Through workflow approval ──


@pytest.fixture
def moderated(city: City, zhou: User, lin: User) -> ArticlePage:
    """周琳's draft stands before 林主任 for approval."""
    office = Group.objects.create(name="portal office")
    lin.groups.add(office)
    task = GroupApprovalTask.objects.create(name="门户办审核")
    task.groups.add(office)
    workflow = Workflow.objects.create(name="发布审核")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=city.notices)
    page = draft(city)
    workflow.start(page, zhou)
    page.refresh_from_db()
    return page


def test_lins_approval_breaks(moderated: ArticlePage, lins_desk: Client) -> None:
    state = moderated.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=(moderated.pk, "approve", state.pk))
    break_each(PUBLISHING, lambda: lins_desk.post(address))
    assert TaskState.objects.get(pk=state.pk).status == state.status
    assert lins_desk.post(address).status_code == 302
    moderated.refresh_from_db()
    assert moderated.live


def test_an_approval_in_code_breaks(moderated: ArticlePage, lin: User) -> None:
    state = moderated.current_workflow_task_state
    break_each(PUBLISHING, lambda: TaskState.objects.get(pk=state.pk).specific.approve(user=lin))
    assert TaskState.objects.get(pk=state.pk).status == state.status


# ── Through the clock ──


def test_a_scheduled_publication_breaks(city: City) -> None:
    page = draft(city)
    page.get_latest_revision()
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=a_minute_ago())
    break_each(PUBLISHING, lambda: call_command("publish_scheduled"), told=CommandError)
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live


def test_a_scheduled_withdrawal_breaks(city: City) -> None:
    page = public(city)
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=a_minute_ago())
    break_each(WITHDRAWING, lambda: call_command("publish_scheduled"), told=CommandError)
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert not Entry.objects.filter(object_id=page.pk, kind="article").exists()


def test_one_text_that_fails_keeps_no_other_waiting(city: City) -> None:
    """The first in line cannot be published; the second is, and staff are told of the first."""
    first, second = draft(city, "第一号通知"), draft(city, "第二号通知")
    factories.article(city.notices, "占用地址", slug="taken")
    for page in (first, second):
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=a_minute_ago())
    revision = first.get_latest_revision()
    revision.content["slug"] = "taken"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    with pytest.raises(CommandError, match=f"revision {revision.pk}"):
        call_command("publish_scheduled")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.live, second.live) == (False, True)
