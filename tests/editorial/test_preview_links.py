"""市长 reads a draft by a link, without an account; the link says nothing to anybody else."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import City
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, PreviewLink
from yimen.editorial.previewing import make_link

pytestmark = pytest.mark.django_db


def draft(city: City) -> ArticlePage:
    page = ArticlePage(title="尚未公布的人事通知", slug="rs", live=False)
    page.body = [("paragraph", "<p>草稿正文。</p>")]
    city.notices.add_child(instance=page)
    page.save_revision()
    return page


def link_to(page: ArticlePage, *, by: User, days: int = 3) -> str:
    _link, secret = make_link(page, by=by, purpose="市长", days=days, now=timezone.now())
    return reverse("preview_link", args=(secret,))


def test_the_desk_makes_a_link_that_shows_the_newest_draft(
    city: City, zhou: User, zhous_desk: Client, aunt_wang: Client
) -> None:
    page = draft(city)
    address = reverse("preview_links", args=(page.pk,))
    answer = zhous_desk.post(address, {"purpose": "市长", "days": "2"})
    told = " ".join(str(one) for one in get_messages(answer.wsgi_request))
    found = re.search(r"http://www\.yunze\.example(/-/preview/\S+/)<", told)
    assert found
    shown = aunt_wang.get(found[1])
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "草稿正文" in text
    assert "尚未发布" in text
    assert shown["Cache-Control"] == "no-store, private"
    assert "noindex" in shown["X-Robots-Tag"]
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in shown
    secret = found[1].split("/")[-2]
    assert len(secret) >= 43
    link = PreviewLink.objects.get()
    assert secret not in str(vars(link)), "only its hash is kept"
    assert link.views == 1
    page.title = "改过的人事通知"
    page.save_revision()
    assert "改过的人事通知" in aunt_wang.get(found[1]).content.decode()
    zhous_desk.get(address)  # where the message was shown
    listed = zhous_desk.get(reverse("own_preview_links")).content.decode()
    assert "市长" in listed
    assert secret not in listed


def test_expired_revoked_and_invented_links_are_told_the_same_at_the_same_price(
    city: City, zhou: User, zhous_desk: Client, aunt_wang: Client
) -> None:
    page = draft(city)
    expired, revoked = link_to(page, by=zhou), link_to(page, by=zhou)
    first, second = PreviewLink.objects.order_by("pk")
    PreviewLink.objects.filter(pk=first.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    zhous_desk.post(reverse("revoke_preview_link", args=(second.pk,)))
    answers, prices = [], []
    for address in (expired, revoked, "/-/preview/invented/", f"/-/preview/{'a' * 43}/"):
        with CaptureQueriesContext(connection) as asked:
            answer = aunt_wang.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store, private")
        assert "预览链接" in answer.content.decode()
        answers.append(answer.content.decode().replace(address, ""))
        prices.append(len(asked))
    assert len(set(prices)) == 1, prices
    assert len(set(answers)) == 1


def test_strangers_make_and_revoke_no_links(city: City, zhou: User, zhous_desk: Client) -> None:
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    theirs = factories.article(factories.column(transport.root_page, "通知"), "他局通知")
    assert zhous_desk.post(reverse("preview_links", args=(theirs.pk,)), {"days": "2"}).status_code in (
        302,
        403,
        404,
    )
    lin = factories.staff("lin2", "林", is_superuser=True)
    link_to(theirs, by=lin)
    zhous_desk.post(reverse("revoke_preview_link", args=(PreviewLink.objects.get().pk,)))
    assert PreviewLink.objects.get().revoked_at is None


def test_a_link_shows_nothing_once_its_page_is_gone(city: City, zhou: User, aunt_wang: Client) -> None:
    page = draft(city)
    address = link_to(page, by=zhou)
    page.delete()
    assert aunt_wang.get(address).status_code == 404
