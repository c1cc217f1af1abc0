"""A copied text is a new text; an alias is the same one at a second address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from wagtail.models import Page, PageViewRestriction

from tests.cast import HOST
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.pool.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_years_notice() -> ArticlePage:
    notices = factories.column(factories.portal(), "通知公告", slug="tzgg")
    return factories.article(
        notices, "关于做好防汛工作的通知", released_at=timezone.now() - timedelta(days=365)
    )


def test_a_copy_gets_its_own_publish_time(last_years_notice: ArticlePage) -> None:
    copy = last_years_notice.copy(update_attrs={"slug": "fangxun-2", "title": "关于做好今年防汛工作的通知"})

    assert copy.live
    assert copy.released_at > timezone.now() - timedelta(minutes=5)
    assert copy.backdating_reason == ""


def test_an_alias_keeps_the_time_of_its_original_and_stays_out_of_lists(
    last_years_notice: ArticlePage,
) -> None:
    elsewhere = factories.column(Page.objects.get(depth=2), "防汛专题", slug="fangxun")

    alias = last_years_notice.create_alias(parent=elsewhere)

    entry = Entry.objects.get(object_id=alias.pk)
    assert alias.released_at == last_years_notice.released_at
    assert entry.is_alias
    assert not entry.is_listed
    assert entry.path.startswith("/fangxun/")


def test_search_engines_are_told_of_the_original_alone(last_years_notice: ArticlePage) -> None:
    elsewhere = factories.column(Page.objects.get(depth=2), "防汛专题", slug="fangxun")
    alias = last_years_notice.create_alias(parent=elsewhere)
    wang = Client(headers={"host": HOST})
    original = f"http://{HOST}{last_years_notice.address().path}"

    page = html.fromstring(wang.get(alias.address().path).content)
    sitemap = wang.get("/sitemap-1.xml").content.decode()

    assert page.xpath("//link[@rel='canonical']/@href") == [original]
    assert f"<loc>{original}</loc>" in sitemap
    assert alias.address().path not in sitemap
    PageViewRestriction.objects.create(page=last_years_notice, restriction_type="login")
    assert original not in wang.get(alias.address().path).content.decode()
