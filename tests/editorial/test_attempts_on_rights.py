"""What somebody with a contributor's password tries with rights, files, reports and other people."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, TaskState

from tests.editorial.test_all_or_nothing import form_of
from tests.editorial.test_attempts_on_texts import NOTHING, edit, refused
from tests.editorial.two_departments import Desks, draft_in, picture_bytes, titles_leak
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.editorial.models import ArticlePage
from yimen.media.models import PortalDocument, PortalImage
from yimen.subsites.desks import CannotAppoint, appoint, group_for
from yimen.subsites.models import MenuItem


@pytest.fixture
def he(desks: Desks) -> User:
    return desks.people[Role.CONTRIBUTOR]


@pytest.fixture
def desk(desks: Desks) -> Client:
    return desks.at(Role.CONTRIBUTOR)


@pytest.fixture
def mine(desks: Desks, he: User) -> ArticlePage:
    return draft_in(desks.own.column, title="小何的稿件", by=he)


# ── Rising ──


def test_becoming_somebody_by_the_form_of_users(desks: Desks, desk: Client, he: User) -> None:
    form = {"username": "he", "email": "h@x.example", "is_superuser": "on", "is_active": "on",
            "groups": group_for(Role.CHIEF_EDITOR).pk}  # fmt: skip
    for person in (he, desks.people[Role.SECURITY_ADMIN]):
        assert refused(desk.post(reverse("wagtailusers_users:edit", args=(person.pk,)), form))
    for action in ("assign_role", "delete", "set_active_state"):
        bulk = reverse("wagtail_bulk_action", args=("accounts", "user", action))
        assert desk.post(f"{bulk}?id={he.pk}", {"role": form["groups"]}).status_code in NOTHING, action
    fresh = User.objects.get(pk=he.pk)
    assert not fresh.is_superuser
    assert [group.desk.role for group in fresh.groups.all()] == [Role.CONTRIBUTOR]


def test_widening_her_group(desk: Client, desks: Desks) -> None:
    group = group_for(Role.CONTRIBUTOR, desks.own.subsite)
    before = set(group.permissions.values_list("pk", flat=True))
    for name, args in (("edit", (group.pk,)), ("delete", (group.pk,)), ("add", ())):
        assert refused(desk.post(reverse(f"wagtailusers_groups:{name}", args=args), {"name": "x"})), name
    assert set(group.permissions.values_list("pk", flat=True)) == before


def test_appointing_herself(desks: Desks, he: User) -> None:
    with pytest.raises(CannotAppoint):
        appoint(he, Role.PUBLISHER, desks.own.subsite, by=he)


def test_making_herself_the_owner_of_a_colleagues_text(desks: Desks, desk: Client, he: User) -> None:
    draft = desks.own.draft
    assert refused(desk.post(edit(draft), form_of(draft, owner=he.pk)))
    assert Page.objects.get(pk=draft.pk).owner == desks.own.writer


def test_giving_her_text_away(desks: Desks, desk: Client, mine: ArticlePage, he: User) -> None:
    desk.post(edit(mine), form_of(mine, owner=desks.own.writer.pk))
    assert Page.objects.get(pk=mine.pk).owner == he


# ── The workflow ──


def test_approving_her_own_text(desks: Desks, desk: Client) -> None:
    mine = draft_in(desks.own.column, title="待审", by=desks.people[Role.CONTRIBUTOR])
    state = desks.own.workflow_state.workflow.start(mine, desks.people[Role.CONTRIBUTOR])
    task = state.current_task_state
    for answer in (
        desk.post(reverse("wagtailadmin_pages:workflow_action", args=(mine.pk, "approve", task.pk)), {}),
        desk.post(edit(mine), form_of(mine, **{"action-workflow-action": "1", "workflow-action-name": "approve"})),
    ):  # fmt: skip
        assert answer.status_code in (200, 302, 403)
    assert TaskState.objects.get(pk=task.pk).status == TaskState.STATUS_IN_PROGRESS
    assert not Page.objects.get(pk=mine.pk).live


def test_forging_the_number_of_a_step(desks: Desks, mine: ArticlePage) -> None:
    """Even a reviewer of the own sub-site decides nothing of another's by joining its step to an own page."""
    foreign = desks.foreign.task_state
    for role in (Role.CONTRIBUTOR, Role.REVIEWER):
        for page in (mine, desks.own.draft, desks.foreign.draft):
            address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", foreign.pk))
            assert desks.at(role).post(address, {}).status_code in (302, 403, 404)
    assert TaskState.objects.get(pk=foreign.pk).status == TaskState.STATUS_IN_PROGRESS


def test_unlocking_what_another_locked(desks: Desks, desk: Client, mine: ArticlePage) -> None:
    Page.objects.filter(pk=mine.pk).update(locked=True, locked_by=desks.people[Role.PUBLISHER])
    desk.post(reverse("wagtailadmin_pages:unlock", args=(mine.pk,)))
    assert Page.objects.get(pk=mine.pk).locked


# ── Reading what is not hers ──


def test_reports_and_the_log(desks: Desks, desk: Client) -> None:
    for name in ("site_history", "page_types_usage", "locked_pages", "aging_pages", "workflow",
                 "workflow_tasks"):  # fmt: skip
        for query in ("", "?export=csv", "?export=xlsx"):
            answer = desk.get(reverse(f"wagtailadmin_reports:{name}") + query)
            text = b"".join(answer) if answer.streaming else answer.content
            assert "机密草稿jtj" not in text.decode(errors="replace"), name
    assert refused(desk.get(reverse("wagtailadmin_reports:site_history")))
    assert refused(desk.get(reverse("background_work")))
    assert not titles_leak(desk.get(reverse("usefulness_report")))


def test_people_of_other_departments_are_not_named(desks: Desks, desk: Client) -> None:
    stranger = desks.foreign.writer
    for address in (
        reverse("wagtailadmin_explore", args=(desks.own.column.pk,)),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_pages:type_use", args=("editorial", "articlepage")),
    ):
        text = desk.get(address).content.decode()
        assert stranger.username not in text, address
        assert stranger.full_name not in text, address
    own = desk.get(reverse("wagtailadmin_explore", args=(desks.own.column.pk,))).content.decode()
    assert desks.own.writer.full_name in own, "a colleague is"


def test_the_sign_ins_of_the_demo_are_no_address(desk: Client) -> None:
    for address in ("/demo-sign-ins.json", "/media/demo-sign-ins.json", "/media/images/../demo-sign-ins.json",
                    "/static/demo-sign-ins.json", "/documents/../demo-sign-ins.json"):  # fmt: skip
        assert desk.get(address).status_code in (301, 302, 404), address
    assert not settings.DATA_DIR.samefile(settings.BASE_DIR)


# ── Files ──


def test_private_files_are_not_seen_previewed_or_chosen(desks: Desks, desk: Client) -> None:
    image, document = desks.foreign.image.pk, desks.foreign.document.pk
    for address in (
        reverse("wagtailimages_chooser:chosen", args=(image,)),
        reverse("wagtailimages_chooser:select_format", args=(image,)),
        reverse("wagtailimages:preview", args=(image, "width-10")),
        reverse("wagtaildocs_chooser:chosen", args=(document,)),
        reverse("wagtailadmin_api:images:detail", args=(image,)),
        reverse("wagtailadmin_api:documents:detail", args=(document,)),
    ):
        assert desk.get(address).status_code == 404, address
    for address in (
        reverse("wagtailimages_chooser:choose_results"),
        reverse("wagtaildocs_chooser:choose_results"),
        reverse("wagtailimages_chooser:chosen_multiple") + f"?id={image}",
        reverse("wagtaildocs_chooser:chosen_multiple") + f"?id={document}",
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
    ):
        assert not titles_leak(desk.get(address)), address


def test_uploading_into_a_foreign_collection(desks: Desks, desk: Client) -> None:
    upload = SimpleUploadedFile("x.png", picture_bytes(), content_type="image/png")
    form = {"title": "混入", "file": upload, "collection": desks.foreign.subsite.collection_id}
    desk.post(reverse("wagtailimages:add"), form)
    paper = SimpleUploadedFile("x.txt", b"text", content_type="text/plain")
    desk.post(reverse("wagtaildocs:add"), {**form, "file": paper})
    assert not PortalImage.objects.filter(collection=desks.foreign.subsite.collection, title="混入").exists()
    assert not PortalDocument.objects.filter(
        title="混入", collection=desks.foreign.subsite.collection
    ).exists()


def test_changing_or_deleting_foreign_files(desks: Desks, desk: Client) -> None:
    image, document = desks.foreign.image, desks.foreign.document
    desk.post(reverse("wagtailimages:delete", args=(image.pk,)))
    desk.post(reverse("wagtaildocs:delete", args=(document.pk,)))
    desk.post(reverse("wagtailimages:edit", args=(image.pk,)), {"title": "改名"})
    for model, pk in (("portalimage", image.pk), ("portaldocument", document.pk)):
        for action in ("delete", "add_tags", "add_to_collection"):
            bulk = reverse("wagtail_bulk_action", args=("media", model, action))
            answer = desk.post(
                f"{bulk}?id={pk}", {"collection": desks.own.subsite.collection_id, "tags": "x"}
            )
            assert answer.status_code == 404, (model, action)
    assert PortalImage.objects.get(pk=image.pk).title == image.title
    assert PortalDocument.objects.get(pk=document.pk).collection == desks.foreign.subsite.collection


# ── What belongs to the portal ──


def test_leading_an_address_elsewhere(desk: Client) -> None:
    form = {"old_path": "/bm/jtj/", "redirect_link": "https://evil.example/", "is_permanent": "on"}
    assert refused(desk.post(reverse("wagtailredirects:add"), form))
    assert not Redirect.objects.filter(redirect_link__contains="evil").exists()


def test_closing_pages_to_readers(desks: Desks, desk: Client, mine: ArticlePage) -> None:
    for page in (mine, desks.own.article, desks.own.column):
        desk.post(reverse("wagtailadmin_pages:set_privacy", args=(page.pk,)), {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


def test_not_even_the_publisher_takes_the_sub_site_down(desks: Desks) -> None:
    publisher, home = desks.at(Role.PUBLISHER), desks.own.subsite.root_page
    for name in ("unpublish", "delete", "move", "set_privacy"):
        sent = publisher.post(
            reverse(f"wagtailadmin_pages:{name}", args=(home.pk,)), {"restriction_type": "login"}
        )
        assert refused(sent), name
    for action in ("unpublish", "delete"):
        bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
        publisher.post(f"{bulk}?id={home.pk}", {"include_descendants": "on"})
    assert Page.objects.get(pk=home.pk).live
    assert not PageViewRestriction.objects.exists()


def test_menus_agencies_and_settings(desks: Desks, desk: Client) -> None:
    for name, args in (
        ("wagtailsnippets_subsites_menuitem:edit", (desks.own.menu_item.pk,)),
        ("wagtailsnippets_agencies_agency:edit", (desks.own.agency.pk,)),
        ("wagtailsettings:edit", ("subsites", "portalsettings", 1)),
        ("wagtailadmin_workflows:add", ()),
        ("wagtailadmin_collections:add", ()),
    ):
        assert refused(desk.post(reverse(name, args=args), {"title": "x", "name": "x"})), name
    assert MenuItem.objects.get(pk=desks.own.menu_item.pk).title == "jyj"
