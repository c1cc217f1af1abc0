"""周琳 and 林主任 at the desk: slugs of Chinese titles, drafts and previews, and who may do what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import RegexPattern, RoutePattern

from tests.cast import City
from tests.editorial.test_all_or_nothing import form_of
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.editorial.rules import TAKEN_AT_THE_TOP
from yimen.pool.models import Entry

pytestmark = pytest.mark.django_db


def write(desk: Client, column: ColumnPage, title: str, slug: str = "", **more: Any) -> Any:
    address = reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", column.pk))
    return desk.post(address, form_of(ArticlePage(title=title, slug=slug), **{"action-publish": "1", **more}))


def slugs() -> list[str]:
    return list(ArticlePage.objects.order_by("pk").values_list("slug", flat=True))


# ── Slugs ──


TITLES = (
    ("关于秋季招生的通知", "", "guanyu-qiuji-zhaosheng-de-tongzhi"),
    ("2026年政府工作报告", "2026", "2026-nian-zhengfu-gongzuo-baogao"),  # what Wagtail's script leaves
    ("A股知识讲座", "a", "a-gu-zhishijiangzuo"),
    ("WTO与我们", "WTO", "wto-yu-women"),
    ("2026年预算", "yusuan-2026", "yusuan-2026"),  # chosen by 周琳
    ("恩", "", "en"),
    ("！？", "", "page"),
)


def test_a_chinese_title_has_a_pinyin_address(city: City, zhous_desk: Client) -> None:
    for title, sent, _ in TITLES:
        assert write(zhous_desk, city.notices, title, sent).status_code == 302, title
    assert slugs() == [slug for _, _, slug in TITLES]


def test_the_same_title_twice_is_two_addresses(city: City, zhous_desk: Client) -> None:
    for _ in range(3):
        assert write(zhous_desk, city.notices, "2026年放假通知", "2026").status_code == 302
    assert slugs() == [
        "2026-nian-fangjia-tongzhi",
        "2026-nian-fangjia-tongzhi-2",
        "2026-nian-fangjia-tongzhi-3",
    ]


def test_an_address_chosen_twice_is_refused_in_words(city: City, zhous_desk: Client) -> None:
    write(zhous_desk, city.notices, "甲", "tz")
    answer = write(zhous_desk, city.notices, "乙", "tz")
    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors


def test_a_changed_title_keeps_its_address(city: City, zhous_desk: Client) -> None:
    write(zhous_desk, city.notices, "关于秋季招生的通知")
    page = ArticlePage.objects.get()
    form = form_of(page, title="2026年更正通知", **{"action-publish": "1"})
    assert zhous_desk.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), form).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.slug) == ("2026年更正通知", "guanyu-qiuji-zhaosheng-de-tongzhi")


def column_form(title: str, slug: str) -> dict[str, Any]:
    form = form_of(ArticlePage(title=title, slug=slug), **{"action-publish": "1"})
    return {k: v for k, v in form.items() if not k.startswith(("body", "placements"))} | {
        "layout": "list", "column_type": "其他"
    }  # fmt: skip


def test_addresses_of_the_portal_itself_cannot_be_chosen(city: City, lins_desk: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=("editorial", "columnpage", city.home.pk))
    below = reverse("wagtailadmin_pages:add", args=("editorial", "columnpage", city.subsite.root_page_id))
    for slug in TAKEN_AT_THE_TOP - {"-", "_util"}:
        answer = lins_desk.post(address, column_form("栏目", slug))
        assert answer.status_code == 200, slug
        assert "slug" in answer.context["form"].errors, slug
    assert lins_desk.post(below, column_form("栏目", "admin")).status_code == 302, (
        "below a sub-site it is free"
    )


def test_a_title_that_spells_one_of_them_gets_a_number(city: City, lins_desk: Client) -> None:
    factories.english_home(city.home)
    address = reverse("wagtailadmin_pages:add", args=("editorial", "columnpage", city.home.pk))
    assert lins_desk.post(address, column_form("恩", "")).status_code == 302
    column = ColumnPage.objects.get(title="恩")
    assert column.slug == "en-2"
    assert Entry.objects.get(object_id=column.pk, kind="column").path == "/en-2/"


def test_the_list_of_taken_addresses_is_that_of_the_urls() -> None:
    first = set()
    for pattern in get_resolver().url_patterns:
        shape = pattern.pattern
        if isinstance(shape, RoutePattern) and str(shape):
            first.add(str(shape).split("/")[0])
        elif isinstance(shape, RoutePattern):
            first |= {
                str(inner.pattern).split("/")[0]
                for inner in pattern.url_patterns
                if not isinstance(inner.pattern, RegexPattern) and "/" in str(inner.pattern)
            }
    assert first <= TAKEN_AT_THE_TOP
    assert TAKEN_AT_THE_TOP - first <= {"static", "en", "_util"}


# ── Drafts and previews ──


def test_a_draft_is_seen_by_its_editor_and_by_nobody_else(
    city: City, zhous_desk: Client, aunt_wang: Client
) -> None:
    page = ArticlePage(title="尚未公布的通知", slug="draft", live=False)
    page.body = [("paragraph", "<p>草稿正文。</p>")]
    city.notices.add_child(instance=page)
    page.save_revision()
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/draft/").status_code == 404
    draft = reverse("wagtailadmin_pages:view_draft", args=(page.pk,))
    shown = zhous_desk.get(draft)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "尚未公布的通知" in text
    assert "草稿正文" in text
    assert 'class="masthead' in text
    assert "云泽市教育局" in text
    assert aunt_wang.get(draft).status_code == 302, "to the sign-in"
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/").content.decode().count("尚未公布的通知") == 0


def preview(desk: Client, post_to: str, form: dict[str, Any]) -> str:
    assert desk.post(post_to, form).json()["is_valid"]
    shown = desk.get(post_to, {"in_preview_panel": "true", "mode": ""})
    assert shown.status_code == 200
    return shown.content.decode()


def test_a_page_that_is_not_stored_yet_is_previewed_whole(city: City, zhous_desk: Client) -> None:
    address = reverse("wagtailadmin_pages:preview_on_add", args=("editorial", "articlepage", city.notices.pk))
    text = preview(zhous_desk, address, form_of(ArticlePage(title="预览中的通知", slug="")))
    assert "预览中的通知" in text
    assert 'class="masthead' in text
    assert 'aria-label="' in text
    assert "云泽市教育局" in text
    assert not ArticlePage.objects.exists()


def test_a_change_is_previewed_and_not_public(city: City, zhous_desk: Client, aunt_wang: Client) -> None:
    page = factories.article(city.notices, "旧标题", slug="tz")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    text = preview(zhous_desk, address, form_of(page, title="改过的标题"))
    assert "改过的标题" in text
    assert "改过的标题" not in aunt_wang.get("/bm/jyj/tongzhi-gonggao/tz/").content.decode()
    assert Entry.objects.get(kind="article").title == "旧标题"


def test_every_page_type_can_be_previewed(city: City, lins_desk: Client) -> None:
    entrance, board = factories.entrance(city.home, code="citizen"), factories.progress_board(city.home)
    information = factories.information(city.subsite.root_page)
    for one in (
        information,
        board,
        entrance,
        city.notices,
        city.subsite.root_page,
        city.directory,
        city.home,
    ):
        page = one.specific
        page.unpublish()
        page.save_revision()
        shown = lins_desk.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,)))
        assert shown.status_code == 200, page
        assert "masthead" in shown.content.decode(), page


def test_a_page_of_an_exempt_department_is_previewed_too(city: City, lins_desk: Client) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    own = factories.subsite(agriculture, below=city.directory, own_host="nyj.yunze.example")
    page = factories.article(factories.column(own.root_page, "农事"), "春耕")
    page.save_revision()
    assert lins_desk.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,))).status_code == 200


# ── Who may ──


def test_zhou_writes_for_her_bureau_and_for_nobody_else(city: City, zhous_desk: Client) -> None:
    assert write(zhous_desk, city.notices, "本局通知").status_code == 302
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    theirs = factories.column(transport.root_page, "通知")
    assert write(zhous_desk, theirs, "代发通知").status_code == 404
    assert not ArticlePage.objects.filter(title="代发通知").exists()
    other = factories.article(theirs, "他局通知")
    for view in ("edit", "delete", "unpublish"):
        answer = zhous_desk.post(reverse(f"wagtailadmin_pages:{view}", args=(other.pk,)), form_of(other))
        assert answer.status_code == 404, view
    other.refresh_from_db()
    assert other.live
    assert other.title == "他局通知"


def test_zhou_cannot_reach_what_the_portal_office_keeps(city: City, zhous_desk: Client) -> None:
    for name in (
        "wagtailsnippets_subsites_hostname:list",
        "wagtailsnippets_subsites_subsite:list",
        "wagtailsnippets_agencies_agency:add",
        "wagtailsnippets_editorial_source:add",
    ):
        assert zhous_desk.get(reverse(name)).status_code in (302, 403), name
