"""What somebody with a contributor's password tries with texts, and how little comes of it.

小何 contributes to the education bureau (own); the transport bureau (foreign) is none of hers. Together with
`test_attempts_on_rights.py` these are the attempts of the desk's threat list.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Page

from tests.editorial.test_all_or_nothing import form_of
from tests.editorial.two_departments import Desks, draft_in, titles_leak
from yimen.accounts.roles import Role
from yimen.editorial.models import ArticlePage, ArticlePlacement
from yimen.pool.models import Entry

NOTHING = (403, 404)


@pytest.fixture
def desk(desks: Desks) -> Client:
    return desks.at(Role.CONTRIBUTOR)


@pytest.fixture
def mine(desks: Desks) -> ArticlePage:
    """Her own draft."""
    return draft_in(desks.own.column, title="小何的稿件", by=desks.people[Role.CONTRIBUTOR])


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def refused(answer: Any) -> bool:
    """Not there, forbidden, or led back to the start with a word."""
    return answer.status_code in NOTHING or (
        answer.status_code == 302 and answer.headers["Location"] == reverse("wagtailadmin_home")
    )


def is_public(page: Page) -> bool:
    return (
        Page.objects.get(pk=page.pk).live or Entry.objects.filter(object_id=page.pk, kind="article").exists()
    )


def latest(page: Page) -> ArticlePage:
    stored: ArticlePage = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    return stored


# ── Publishing ──


def test_she_saves_her_draft_and_cannot_publish_it(desk: Client, mine: ArticlePage) -> None:
    desk.post(edit(mine), form_of(mine, title="改过", **{"action-publish": "1"}))
    assert not is_public(mine)
    assert latest(mine).title == "改过", "what she wrote is kept as a draft"


def test_a_new_text_sent_with_publish_stays_a_draft(desks: Desks, desk: Client) -> None:
    add = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", desks.own.column.pk))
    desk.post(add, form_of(ArticlePage(title="自行发布", slug="zixing"), **{"action-publish": "1"}))
    assert not is_public(ArticlePage.objects.get(title="自行发布"))


def test_publishing_in_bulk(desk: Client, mine: ArticlePage) -> None:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    desk.post(f"{address}?id={mine.pk}", {"include_descendants": "on"})
    assert not is_public(mine)


def test_publishing_by_the_internal_api(desk: Client, mine: ArticlePage) -> None:
    address = reverse("wagtailadmin_api:pages:action", args=(mine.pk, "publish"))
    assert desk.post(address, {}, content_type="application/json").status_code == 404
    assert not is_public(mine)


def test_publishing_by_the_clock(desk: Client, mine: ArticlePage) -> None:
    soon = (timezone.now() + timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    desk.post(edit(mine), form_of(mine, go_live_at=soon, **{"action-publish": "1"}))
    mine.refresh_from_db()
    assert not mine.live
    assert mine.scheduled_revision is None


# ── Another department's texts ──


@pytest.mark.parametrize("view", ["edit", "delete", "unpublish", "copy", "move", "lock", "unlock", "set_privacy",
                                  "convert_alias", "history", "usage", "workflow_history", "view_draft"])  # fmt: skip
def test_a_foreign_draft_is_not_there(desks: Desks, desk: Client, view: str) -> None:
    draft = desks.foreign.draft
    address = reverse(f"wagtailadmin_pages:{view}", args=(draft.pk,))
    before = Page.objects.get(pk=draft.pk)
    for answer in (desk.get(address), desk.post(address, form_of(draft, title="改别人的"))):
        assert answer.status_code == 404
    after = Page.objects.get(pk=draft.pk)
    assert (after.latest_revision_id, after.draft_title, after.locked) == (
        before.latest_revision_id, before.draft_title, before.locked
    )  # fmt: skip


def test_foreign_revisions_are_not_read_compared_or_brought_back(desks: Desks, desk: Client) -> None:
    draft = desks.foreign.draft
    revision = draft.latest_revision_id
    for address in (
        reverse("wagtailadmin_pages:revisions_view", args=(draft.pk, revision)),
        reverse("wagtailadmin_pages:revisions_revert", args=(draft.pk, revision)),
        reverse("wagtailadmin_pages:revisions_compare", args=(draft.pk, "earliest", "latest")),
    ):
        assert desk.get(address).status_code == 404, address


def test_a_foreign_revision_is_not_shown_under_her_own_page(
    desks: Desks, desk: Client, mine: ArticlePage
) -> None:
    revision = desks.foreign.draft.latest_revision_id
    for name in ("revisions_view", "revisions_revert"):
        answer = desk.get(reverse(f"wagtailadmin_pages:{name}", args=(mine.pk, revision)))
        assert refused(answer), name
    compared = desk.get(reverse("wagtailadmin_pages:revisions_compare", args=(mine.pk, revision, "latest")))
    assert refused(compared)


@pytest.mark.parametrize("alias", ["", "on"])
def test_a_foreign_draft_is_not_copied_home(desks: Desks, desk: Client, alias: str) -> None:
    form = {"new_title": "抄来", "new_slug": "chao", "new_parent_page": desks.own.column.pk, "alias": alias}
    desk.post(reverse("wagtailadmin_pages:copy", args=(desks.foreign.draft.pk,)), form)
    assert not Page.objects.filter(slug="chao").exists()


def test_her_page_is_not_moved_or_copied_into_another_sub_site(
    desks: Desks, desk: Client, mine: ArticlePage
) -> None:
    target = desks.foreign.column
    moved = reverse("wagtailadmin_pages:move_confirm", args=(mine.pk, target.pk))
    assert desk.post(moved, {}).status_code == 404
    form = {"new_title": "送去", "new_slug": "songqu", "new_parent_page": target.pk}
    desk.post(reverse("wagtailadmin_pages:copy", args=(mine.pk,)), form)
    in_bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move"))
    desk.post(f"{in_bulk}?id={mine.pk}", {"chooser": target.pk})
    assert set(Page.objects.child_of(target)) == {
        desks.foreign.article.page_ptr,
        desks.foreign.draft.page_ptr,
    }


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_foreign_pages_are_not_even_named_in_bulk(desks: Desks, desk: Client, action: str) -> None:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    query = f"?id={desks.foreign.draft.pk}&id={desks.foreign.article.pk}"
    assert desk.get(address + query).status_code == 404
    assert desk.post(address + query, {"chooser": desks.own.column.pk}).status_code == 404
    assert Page.objects.filter(pk=desks.foreign.draft.pk).exists()
    assert is_public(desks.foreign.article)


def test_no_comment_on_a_foreign_page(desks: Desks, desk: Client) -> None:
    comment = {"comments-TOTAL_FORMS": "1", "comments-0-text": "看到了", "comments-0-contentpath": "title"}
    desk.post(edit(desks.foreign.draft), form_of(desks.foreign.draft, **comment))
    assert not Comment.objects.filter(page=desks.foreign.draft).exists()


def test_lists_choosers_and_the_internal_api_name_no_foreign_draft(desks: Desks, desk: Client) -> None:
    pages = reverse("wagtailadmin_api:pages:listing")
    column = desks.foreign.column.pk
    draft = desks.foreign.draft.pk
    for address in (
        reverse("wagtailadmin_pages:search") + "?q=机密",
        reverse("wagtailadmin_choose_page_search") + "?q=机密",
        reverse("wagtailadmin_choose_page_child", args=(column,)),
        reverse("wagtailadmin_choose_page_child", args=(draft,)),
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={draft}",
        reverse("wagtailadmin_pages:type_use", args=("editorial", "articlepage")),
        f"{pages}?limit=50",
        f"{pages}?child_of={column}&for_explorer=1",
        reverse("wagtailadmin_api:pages:detail", args=(draft,)),
        reverse("wagtailadmin_explore", args=(column,)),
        reverse("wagtailadmin_home"),
    ):
        assert not titles_leak(desk.get(address)), address


# ── Pointing at what is not hers ──


def place(column: Page) -> dict[str, Any]:
    return {"placements-TOTAL_FORMS": "1", "placements-0-column": column.pk, "placements-0-ORDER": "1"}


def test_placing_in_a_foreign_column(desks: Desks, desk: Client, mine: ArticlePage) -> None:
    answer = desk.post(edit(mine), form_of(mine, **place(desks.foreign.column)))
    assert answer.status_code == 200
    assert "未向各部门开放" in answer.content.decode()
    assert not latest(mine).placements.exists()
    assert not ArticlePlacement.objects.filter(column=desks.foreign.column).exists()


def link_to(page: Page) -> str:
    """What the editor of rich text sends for a sentence with a link to a page."""
    block = {"key": "a", "text": "见此", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
             "entityRanges": [{"offset": 0, "length": 2, "key": 0}]}  # fmt: skip
    entity = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": page.pk, "linkType": "page"}}}
    return json.dumps({"blocks": [block], "entityMap": entity})


def with_block(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    head = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": kind,
        "body-0-id": "",
    }
    return {**head, **{f"body-0-value{name}": value for name, value in fields.items()}}


def test_a_link_to_a_foreign_draft(desks: Desks, desk: Client, mine: ArticlePage) -> None:
    hidden = form_of(mine, **with_block("paragraph", {"": link_to(desks.foreign.draft)}))
    answer = desk.post(edit(mine), hidden)
    assert answer.status_code == 200
    assert "尚未公开" in answer.content.decode()
    public = form_of(mine, **with_block("paragraph", {"": link_to(desks.foreign.article)}))
    assert desk.post(edit(mine), public).status_code == 302, "what is public may be linked"


def test_a_private_file_of_another_department_by_its_number(
    desks: Desks, desk: Client, mine: ArticlePage
) -> None:
    number = desks.foreign.document.pk
    rows = {"-files-count": "1", "-files-0-deleted": "", "-files-0-order": "0", "-files-0-value": number,
            "-title": ""}  # fmt: skip
    answer = desk.post(edit(mine), form_of(mine, **with_block("attachments", rows)))
    assert answer.status_code == 200
    assert "请另选" in answer.content.decode()
    assert not list(latest(mine).body)[1:]


def test_a_private_picture_of_another_department_by_its_number(
    desks: Desks, desk: Client, mine: ArticlePage
) -> None:
    answer = desk.post(edit(mine), form_of(mine, image=desks.foreign.image.pk))
    assert "请另选" in answer.content.decode()
    assert latest(mine).image is None
    assert desk.post(edit(mine), form_of(mine, image=desks.own.image.pk)).status_code == 302


def test_writing_in_the_name_of_another_agency(desks: Desks, desk: Client, mine: ArticlePage) -> None:
    answer = desk.post(edit(mine), form_of(mine, agency=desks.foreign.agency.pk))
    assert "只能填写本部门" in answer.content.decode()
    assert latest(mine).agency is None
