"""Publishing, withdrawing, moving and deleting happen wholly or not at all, wherever it breaks.

Each story breaks one step after it has done its work and then finds page, pool, change log and audit log as they
were before.
"""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import signals
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from tests.cast import City
from tests.editorial.breaking import (
    DELETING,
    MOVING,
    PUBLISHING,
    WITHDRAWING,
    Broken,
    Step,
    everything,
)
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage

pytestmark = pytest.mark.django_db(transaction=True)


def steps(table: dict[str, Step]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("step", table.values(), ids=table.keys())


def draft(city: City, title: str = "关于秋季招生的通知") -> ArticlePage:
    page = ArticlePage(title=title, live=False, has_unpublished_changes=True)
    city.notices.add_child(instance=page)
    page.save_revision()
    return page


def public(city: City) -> ArticlePage:
    other = factories.column(city.subsite.root_page, "工作动态")
    return factories.article(city.notices, audiences=("citizen",), also_in=(other,))


# ── The pages' own verbs, as imports and other apps call them ──


@steps(PUBLISHING)
def test_a_first_publication_breaks(city: City, step: Step) -> None:
    page = draft(city)
    before = everything()
    with step(), pytest.raises(Broken):
        page.get_latest_revision().publish()
    assert everything() == before


@steps({name: step for name, step in PUBLISHING.items() if name != "placements"})
def test_the_publication_of_a_change_breaks(city: City, step: Step) -> None:
    page = public(city)
    page.title = "关于推迟秋季招生的通知"
    page.slug = "tuichi"
    revision = page.save_revision()
    before = everything()
    with step(), pytest.raises(Broken):
        revision.publish()
    assert everything() == before


@steps(WITHDRAWING)
def test_a_withdrawal_breaks(city: City, step: Step) -> None:
    page = public(city)
    before = everything()
    with step(), pytest.raises(Broken):
        page.unpublish()
    assert everything() == before


@steps(MOVING)
def test_a_move_breaks(city: City, step: Step) -> None:
    public(city)
    elsewhere = factories.column(city.home, "公示")
    before = everything()
    with step(), pytest.raises(Broken):
        ColumnPage.objects.get(pk=city.notices.pk).move(elsewhere, pos="last-child")
    assert everything() == before


@steps(DELETING)
def test_a_deletion_breaks(city: City, step: Step) -> None:
    page = public(city)
    before = everything()
    with step(), pytest.raises(Broken):
        page.delete()
    assert everything() == before


@steps(DELETING)
def test_the_deletion_of_a_column_with_its_texts_breaks(city: City, step: Step) -> None:
    public(city)
    before = everything()
    with step(), pytest.raises(Broken):
        ColumnPage.objects.get(pk=city.notices.pk).delete()
    assert everything() == before


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


@steps(PUBLISHING)
def test_lin_publishes_a_new_article_and_it_breaks(city: City, lins_desk: Client, step: Step) -> None:
    before = everything()
    address = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk))
    form = form_of(ArticlePage(title="关于秋季招生的通知", slug=""), **{"action-publish": "1"})
    with step(), pytest.raises(Broken):
        lins_desk.post(address, form)
    assert everything() == before
    assert lins_desk.post(address, form).status_code == 302, "and whole, it works"


@steps({name: step for name, step in PUBLISHING.items() if name != "placements"})
def test_lin_publishes_a_change_and_it_breaks(city: City, lins_desk: Client, step: Step) -> None:
    page = factories.article(city.notices)
    before = everything()
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    form = form_of(page, title="更正通知", **{"action-publish": "1"})
    with step(), pytest.raises(Broken):
        lins_desk.post(address, form)
    assert everything() == before
    assert lins_desk.post(address, form).status_code == 302


@steps(WITHDRAWING)
def test_lin_withdraws_a_column_with_its_texts_and_it_breaks(
    city: City, lins_desk: Client, step: Step
) -> None:
    public(city)
    before = everything()
    address = reverse("wagtailadmin_pages:unpublish", args=(city.notices.pk,))
    with step(), pytest.raises(Broken):
        lins_desk.post(address, {"include_descendants": "on"})
    assert everything() == before


@steps(MOVING)
def test_lin_moves_a_column_and_it_breaks(city: City, lins_desk: Client, step: Step) -> None:
    public(city)
    elsewhere = factories.column(city.home, "公示")
    before = everything()
    address = reverse("wagtailadmin_pages:move_confirm", args=(city.notices.pk, elsewhere.pk))
    with step(), pytest.raises(Broken):
        lins_desk.post(address)
    assert everything() == before


@steps(DELETING)
def test_lin_deletes_a_column_and_it_breaks(city: City, lins_desk: Client, step: Step) -> None:
    public(city)
    before = everything()
    address = reverse("wagtailadmin_pages:delete", args=(city.notices.pk,))
    with step(), pytest.raises(Broken):
        lins_desk.post(address)
    assert everything() == before


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
        ("unpublish", "page_unpublished", {}),
        ("delete", "page_unpublished", {}),
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


@steps(PUBLISHING)
def test_lins_approval_breaks(moderated: ArticlePage, lins_desk: Client, step: Step) -> None:
    state = moderated.current_workflow_task_state
    before = everything(), state.status
    address = reverse("wagtailadmin_pages:workflow_action", args=(moderated.pk, "approve", state.pk))
    with step(), pytest.raises(Broken):
        lins_desk.post(address)
    state.refresh_from_db()
    assert (everything(), state.status) == before
    assert lins_desk.post(address).status_code == 302
    moderated.refresh_from_db()
    assert moderated.live


@steps(PUBLISHING)
def test_an_approval_in_code_breaks(moderated: ArticlePage, lin: User, step: Step) -> None:
    state = moderated.current_workflow_task_state
    before = everything(), state.status
    with step(), pytest.raises(Broken):
        state.approve(user=lin)
    state.refresh_from_db()
    assert (everything(), state.status) == before


# ── Through the clock ──


@steps(PUBLISHING)
def test_a_scheduled_publication_breaks(city: City, step: Step) -> None:
    page = draft(city)
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    revision.save()
    before = everything()
    with step(), pytest.raises(Exception, match=r"."):
        call_command("publish_scheduled")
    assert everything() == before
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live


@steps(WITHDRAWING)
def test_a_scheduled_withdrawal_breaks(city: City, step: Step) -> None:
    page = public(city)
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timezone.timedelta(minutes=1))
    before = everything()
    with step(), pytest.raises(Exception, match=r"."):
        call_command("publish_scheduled")
    assert everything() == before
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
