"""吴审言 notes in the margin what 小何 should change, and looks at what she has changed."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment, Page

from tests.cast import City, desk_of
from tests.editorial.test_all_or_nothing import form_of
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.editorial.models import ArticlePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(city: City, he: User) -> ArticlePage:
    page = factories.article(city.notices, "招生通知", summary="报名到八月。")
    Page.objects.filter(pk=page.pk).update(owner=he)
    page.summary = "报名到九月。"
    page.save_revision(user=he)
    return page


def remark(**more: str) -> dict[str, str]:
    """What the browser sends for a new comment at the summary."""
    one = {
        "text": "请核对日期",
        "contentpath": "summary",
        "position": "",
        "id": "",
        "resolved": "",
        "DELETE": "",
    }
    fields = {f"comments-0-{name}": value for name, value in {**one, **more}.items()}
    return {
        **fields,
        "comments-TOTAL_FORMS": "1",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }


def strangers_desk(city: City) -> Client:
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    return desk_of(factories.staff("qiao", "乔路", role=Role.PUBLISHER, subsite=transport))


def test_a_reviewer_comments_and_the_author_answers_and_settles_it(
    article: ArticlePage, wu: User, wus_desk: Client, zhous_desk: Client
) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    assert wus_desk.post(edit, form_of(article, summary="报名到九月。", **remark())).status_code == 302
    comment = Comment.objects.get()
    assert (comment.user, comment.text, comment.contentpath) == (wu, "请核对日期", "summary")
    shown = zhous_desk.get(edit).content.decode()
    assert "请核对日期" in shown or "\\u8bf7\\u6838\\u5bf9\\u65e5\\u671f" in shown
    answered = remark(id=str(comment.pk), resolved="on") | {
        "comments-INITIAL_FORMS": "1",
        "comments-0-replies-TOTAL_FORMS": "1",
        "comments-0-replies-0-text": "已核对",
        "comments-0-replies-0-id": "",
        "comments-0-replies-0-DELETE": "",
    }
    assert zhous_desk.post(edit, form_of(article, summary="报名到九月。", **answered)).status_code == 302
    comment.refresh_from_db()
    assert comment.resolved_at is not None
    assert [reply.text for reply in comment.replies.all()] == ["已核对"]


def test_a_comment_is_for_the_department_alone(city: City, article: ArticlePage, wus_desk: Client) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    wus_desk.post(edit, form_of(article, summary="报名到九月。", **remark()))
    stranger = strangers_desk(city)
    assert stranger.get(edit).status_code == 404
    stranger.post(edit, form_of(article, **remark(text="我也说一句")))
    assert Comment.objects.count() == 1


def test_two_versions_stand_side_by_side_and_nobody_elses_department_sees_them(
    city: City, article: ArticlePage, wus_desk: Client
) -> None:
    compare = reverse("wagtailadmin_pages:revisions_compare", args=(article.pk, "earliest", "latest"))
    shown = wus_desk.get(compare).content.decode()
    assert '<span class="deletion">报名到八月。</span>' in shown
    assert '<span class="addition">报名到九月。</span>' in shown
    assert strangers_desk(city).get(compare).status_code == 404
