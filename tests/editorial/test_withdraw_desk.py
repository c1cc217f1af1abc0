"""林主任 and 周琳 take pages down at the desk: the reason is asked wherever a page could go without one."""

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.cast import City
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, Withdrawal

pytestmark = pytest.mark.django_db


def withdraw_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:unpublish", args=(page.pk,))


def bulk_url(action: str, *pages: Page) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=("wagtailcore", "page", action)) + f"?{ids}"


def is_live(page: Page) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def told(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_the_screen_asks_for_the_reason_and_shows_what_links_there(
    city: City, lins_desk: Client, aunt_wang: Client
) -> None:
    page = factories.article(city.notices, "本局通知", slug="tz")
    other = factories.article(city.notices, "另一通知", slug="other")
    other.body = [("paragraph", f'<p><a linktype="page" id="{page.pk}">见通知</a></p>')]
    other.save_revision().publish()
    shown = lins_desk.get(withdraw_url(page)).content.decode()
    assert "误发" in shown
    assert "另一通知" in shown, "what links here"
    assert "通知公告" in shown, "where it is placed"
    assert lins_desk.post(withdraw_url(page), {}).status_code == 200
    assert is_live(page)
    answer = lins_desk.post(withdraw_url(page), {"reason": "mistake", "explanation": "日期有误。"})
    assert answer.status_code == 302
    assert not is_live(page)
    assert reverse("put_back", args=(Withdrawal.objects.get().pk,)) in told(answer)
    assert aunt_wang.get(page.address().path).status_code == 410


def test_a_wrong_click_is_undone_from_the_message_and_from_the_register(
    city: City, lins_desk: Client
) -> None:
    page = factories.article(city.notices, "本局通知", slug="tz")
    lins_desk.post(withdraw_url(page), {"reason": "mistake"})
    row = Withdrawal.objects.get()
    register = lins_desk.get(reverse("withdrawals")).content.decode()
    assert "本局通知" in register
    assert reverse("put_back", args=(row.pk,)) in register
    assert lins_desk.get(reverse("put_back", args=(row.pk,))).status_code == 405
    answer = lins_desk.post(reverse("put_back", args=(row.pk,)))
    assert answer.status_code == 302
    assert is_live(page)
    assert "已恢复发布" in told(lins_desk.get(reverse("withdrawals"))) or is_live(page)


def test_merging_into_itself_is_refused_in_words(city: City, lins_desk: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    for target in ("", str(page.pk)):
        answer = lins_desk.post(withdraw_url(page), {"reason": "merged", "target": target})
        assert answer.status_code == 200
        assert answer.context["form"].non_field_errors()
    assert is_live(page)


def test_many_at_once_are_asked_for_their_reason_too(city: City, lins_desk: Client) -> None:
    pages = [factories.article(city.notices, f"通知{n}", slug=f"tz-{n}") for n in range(3)]
    assert "误发" in lins_desk.get(bulk_url("unpublish", *pages)).content.decode()
    lins_desk.post(bulk_url("unpublish", *pages), {})
    assert all(map(is_live, pages))
    lins_desk.post(bulk_url("unpublish", *pages), {"reason": "personal", "understood": "on"})
    assert all(map(is_live, pages))
    answer = lins_desk.post(bulk_url("unpublish", *pages), {"reason": "mistake"})
    assert answer.status_code == 302
    assert not any(map(is_live, pages))
    assert Withdrawal.objects.filter(reason="mistake").count() == 3


def test_what_is_public_is_not_deleted_without_a_reason(city: City, lins_desk: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    answer = lins_desk.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    assert answer["Location"] == withdraw_url(page)
    lins_desk.post(bulk_url("delete", page))
    lins_desk.post(reverse("wagtailadmin_pages:delete", args=(city.notices.pk,)))
    for action in ("delete", "unpublish"):
        address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
        refused = lins_desk.post(address, json.dumps({}), content_type="application/json")
        assert refused.status_code == 404, action
    assert is_live(page)
    lins_desk.post(withdraw_url(page), {"reason": "mistake"})
    assert lins_desk.post(reverse("wagtailadmin_pages:delete", args=(page.pk,))).status_code == 302
    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_deleted_page_leaves_its_word_behind(city: City, lins_desk: Client, aunt_wang: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    lins_desk.post(withdraw_url(page), {"reason": "mistake", "explanation": "数字有误。"})
    lins_desk.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    assert "数字有误。" in aunt_wang.get(page.address().path).content.decode()


def test_other_departments_pages_are_out_of_reach(city: City, zhous_desk: Client) -> None:
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    theirs = factories.article(factories.column(transport.root_page, "通知"), "他局通知")
    assert zhous_desk.post(withdraw_url(theirs), {"reason": "mistake"}).status_code in (302, 403, 404)
    assert is_live(theirs)
    theirs.unpublish()
    row = Withdrawal.objects.get()
    assert zhous_desk.post(reverse("put_back", args=(row.pk,))).status_code in (302, 403, 404)
    assert not is_live(theirs)
    assert "他局通知" not in zhous_desk.get(reverse("withdrawals")).content.decode()


def test_move_and_delete_say_what_links_there(city: City, lins_desk: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    other = factories.column(city.subsite.root_page, "动态")
    shown = lins_desk.get(
        reverse("wagtailadmin_pages:move_confirm", args=(page.pk, other.pk))
    ).content.decode()
    assert "所在栏目" in shown
    page.unpublish()
    shown = lins_desk.get(reverse("wagtailadmin_pages:delete", args=(page.pk,))).content.decode()
    assert "没有页面链接到它" in shown


def test_source_picture_and_file_say_where_they_stand(city: City, lins_desk: Client) -> None:
    document = factories.document(b"%PDF-1.4 ...", title="附件一", name="fj.pdf")
    page = factories.article(
        city.notices, "带附件的通知", source="云泽日报", body=[("attachments", {"files": [document]})]
    )
    page.save_revision().publish()
    for name, pk in (
        ("wagtaildocs:delete", document.pk),
        ("wagtailsnippets_editorial_source:delete", ArticlePage.objects.get(pk=page.pk).source_id),
    ):
        shown = lins_desk.get(reverse(name, args=(pk,))).content.decode()
        assert "带附件的通知" in shown, name
