"""One text, one address, any number of places; lists read the pool and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests.cast import City
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.frontdoor.models import AudienceEntrancePage
from yimen.pool.models import Audience, Entry, Placement, Subject
from yimen.records.models import Change

pytestmark = pytest.mark.django_db


def entry_of(page: Page) -> Entry:
    return Entry.objects.get(object_id=page.pk, content_type__model=type(page)._meta.model_name)


def in_pool(page: Page) -> bool:
    return Entry.objects.filter(object_id=page.pk).exclude(kind="agency").exists()


def titles_on(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def shows(client: Client, path: str, title: str) -> bool:
    return f'/{title}/"' in titles_on(client, path)


# ── Placements ──


@pytest.fixture
def traffic(city: City) -> ColumnPage:
    """A column of the transport bureau."""
    bureau = factories.agency("jtj", "云泽市交通运输局")
    return factories.column(factories.subsite(bureau, below=city.directory).root_page, "出行提示")


def test_one_text_stands_in_columns_of_two_subsites_under_one_address(
    city: City, traffic: ColumnPage, aunt_wang: Client
) -> None:
    article = factories.article(city.notices, "关于高考期间交通的通知", slug="gaokao", also_in=(traffic,))
    for path in ("/bm/jyj/tongzhi-gonggao/", "/bm/jtj/chuxing-tishi/"):
        assert 'href="/bm/jyj/tongzhi-gonggao/gaokao/"' in titles_on(aunt_wang, path)
    assert aunt_wang.get("/bm/jtj/chuxing-tishi/gaokao/").status_code == 404
    page = titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/gaokao/")
    assert page.count('rel="canonical"') == 1
    assert 'href="/bm/jtj/chuxing-tishi/"' in page, "also in"
    assert Placement.objects.filter(entry=entry_of(article)).count() == 2


def test_withdrawn_is_withdrawn_everywhere(city: City, traffic: ColumnPage, aunt_wang: Client) -> None:
    factories.entrance(city.home, code="citizen")
    article = factories.article(city.notices, slug="gaokao", also_in=(traffic,), audiences=("citizen",))
    places = (
        "/bm/jyj/tongzhi-gonggao/",
        "/bm/jtj/chuxing-tishi/",
        "/bm/jyj/",
        "/citizen/",
        "/jg/jyj/",
        "/feed.xml",
        "/bm/jyj/feed.xml",
        "/citizen/feed.xml",
        "/sitemap-1.xml",
    )
    assert all("/gaokao/" in titles_on(aunt_wang, path) for path in places)
    article.unpublish()
    assert not any("/gaokao/" in titles_on(aunt_wang, path) for path in places)
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/gaokao/").status_code == 404
    ArticlePage.objects.get(pk=article.pk).save_revision().publish()
    assert all("/gaokao/" in titles_on(aunt_wang, path) for path in places)


def test_a_placement_taken_back_leaves_the_text_at_home(
    city: City, traffic: ColumnPage, aunt_wang: Client
) -> None:
    article = factories.article(city.notices, slug="gaokao", also_in=(traffic,))
    article = ArticlePage.objects.get(pk=article.pk)
    article.placements = []
    article.save_revision().publish()
    assert "/gaokao/" not in titles_on(aunt_wang, "/bm/jtj/chuxing-tishi/")
    assert "/gaokao/" in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/")
    assert f"column:{traffic.pk}" in Change.objects.latest("pk").tags, "its list was told"


def test_a_deleted_column_takes_its_placements_along_not_the_texts(
    city: City, traffic: ColumnPage, aunt_wang: Client
) -> None:
    article = factories.article(city.notices, slug="gaokao", also_in=(traffic,))
    ColumnPage.objects.get(pk=traffic.pk).delete()
    assert entry_of(article).placements.count() == 1
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/gaokao/").status_code == 200


def test_a_draft_changes_nothing_that_is_public(city: City, aunt_wang: Client) -> None:
    article = factories.article(city.notices, "旧标题", slug="gaokao")
    page = ArticlePage.objects.get(pk=article.pk)
    page.title = "新标题草稿"
    page.save_revision()
    assert "新标题草稿" not in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/")
    assert "新标题草稿" not in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/gaokao/")
    assert entry_of(article).title == "旧标题"


# ── Addresses that change ──


@pytest.fixture
def deep(city: City) -> ArticlePage:
    """An article two columns deep."""
    schools = factories.column(city.notices, "学校", slug="xuexiao")
    return factories.article(schools, slug="gaokao")


def test_a_columns_new_slug_readdresses_all_below(city: City, deep: ArticlePage, aunt_wang: Client) -> None:
    notices = ColumnPage.objects.get(pk=city.notices.pk)
    notices.slug = "gonggao"
    notices.save_revision().publish()
    entry = entry_of(deep)
    assert entry.path == "/bm/jyj/gonggao/xuexiao/gaokao/"
    assert entry.parent_path == "/bm/jyj/gonggao/xuexiao/"
    assert aunt_wang.get(entry.path).status_code == 200
    told = {tag for change in Change.objects.filter(action="moved") for tag in change.tags}
    assert "address:/bm/jyj/tongzhi-gonggao/xuexiao/gaokao/" in told
    assert f"address:{entry.path}" in told


def test_a_withdrawn_columns_new_slug_readdresses_its_public_texts(
    city: City, deep: ArticlePage, aunt_wang: Client
) -> None:
    ColumnPage.objects.get(pk=city.notices.pk).unpublish()
    notices = ColumnPage.objects.get(pk=city.notices.pk)
    notices.slug = "gonggao"
    notices.save()
    assert entry_of(deep).path == "/bm/jyj/gonggao/xuexiao/gaokao/"
    assert aunt_wang.get("/bm/jyj/gonggao/xuexiao/gaokao/").status_code == 200


def test_a_slug_that_begins_like_another_moves_only_its_own(city: City) -> None:
    """tongzhi-gonggao-2 is not below tongzhi-gonggao; A is not a."""
    sibling = factories.column(city.subsite.root_page, "通知公告")
    stays = factories.article(sibling, slug="stays")
    capital = factories.column(city.subsite.root_page, "大写", slug="Tongzhi-Gonggao")
    stays_too = factories.article(capital, slug="stays")
    notices = ColumnPage.objects.get(pk=city.notices.pk)
    notices.slug = "gonggao"
    notices.save_revision().publish()
    assert entry_of(stays).path == "/bm/jyj/tongzhi-gonggao-2/stays/"
    assert entry_of(stays_too).path == "/bm/jyj/Tongzhi-Gonggao/stays/"


def test_a_moved_column_takes_its_texts_and_their_subsite_along(
    city: City, deep: ArticlePage, traffic: ColumnPage, aunt_wang: Client
) -> None:
    assert entry_of(deep).subsite == city.subsite
    ColumnPage.objects.get(pk=city.notices.pk).move(traffic, pos="last-child")
    entry = entry_of(deep)
    assert entry.path == "/bm/jtj/chuxing-tishi/tongzhi-gonggao/xuexiao/gaokao/"
    assert entry.subsite is not None
    assert entry.subsite.code == "jtj"
    assert entry.agency is not None
    assert entry.agency.code == "jtj"
    assert aunt_wang.get(entry.path).status_code == 200
    assert "/gaokao/" not in titles_on(aunt_wang, "/bm/jyj/")


def test_old_addresses_lead_to_the_new_ones(
    city: City, deep: ArticlePage, aunt_wang: Client, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    with django_capture_on_commit_callbacks(execute=True):
        notices = ColumnPage.objects.get(pk=city.notices.pk)
        notices.slug = "gonggao"
        notices.save_revision().publish()
    for path in ("/bm/jyj/tongzhi-gonggao/", "/bm/jyj/tongzhi-gonggao/xuexiao/gaokao/"):
        answer = aunt_wang.get(path)
        assert answer.status_code == 301, path
        assert answer.headers["Location"].endswith(path.replace("tongzhi-gonggao", "gonggao"))


def test_two_texts_of_one_title_have_two_addresses(city: City) -> None:
    slugs = [factories.article(city.notices, "放假通知").slug for _ in range(3)]
    assert slugs == ["fangjia-tongzhi", "fangjia-tongzhi-2", "fangjia-tongzhi-3"]


def test_pages_outside_every_site_are_not_public(city: City) -> None:
    lost = factories.CityHomePage(title="遗忘的首页", slug="lost")
    Page.get_first_root_node().add_child(instance=lost)
    assert not in_pool(lost)


# ── What is private ──


@pytest.fixture
def behind_password(city: City) -> ArticlePage:
    factories.entrance(city.home, code="citizen")
    return factories.article(city.notices, "内部通知", slug="neibu", audiences=("citizen",))


LISTS = (
    "/", "/bm/jyj/", "/bm/jyj/tongzhi-gonggao/", "/citizen/", "/jg/jyj/", "/feed.xml", "/bm/jyj/feed.xml",
    "/bm/jyj/tongzhi-gonggao/feed.xml", "/sitemap-1.xml",
)  # fmt: skip


def test_a_private_text_stands_in_no_list_and_asks_for_its_password(
    behind_password: ArticlePage, aunt_wang: Client
) -> None:
    private = PageViewRestriction.objects.create(
        page=behind_password, restriction_type="password", password="芝麻开门"
    )
    for path in LISTS:
        page = titles_on(aunt_wang, path)
        assert "neibu" not in page, path
        assert "内部通知" not in page, path
    answer = aunt_wang.get("/bm/jyj/tongzhi-gonggao/neibu/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "夏季工作时间" not in page
    assert 'type="password"' in page
    assert "no-store" in answer.headers["Cache-Control"]
    wrong = aunt_wang.post(
        reverse("wagtailcore_authenticate_with_password", args=(private.pk, behind_password.pk)),
        {"password": "芝麻", "return_url": "/bm/jyj/tongzhi-gonggao/neibu/"},
    )
    assert wrong.status_code == 200
    right = aunt_wang.post(
        reverse("wagtailcore_authenticate_with_password", args=(private.pk, behind_password.pk)),
        {"password": "芝麻开门", "return_url": "/bm/jyj/tongzhi-gonggao/neibu/"},
    )
    assert (right.status_code, right.headers["Location"]) == (302, "/bm/jyj/tongzhi-gonggao/neibu/")
    assert "夏季工作时间" in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/neibu/")
    private.delete()
    assert "neibu" in titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/")


def test_a_column_for_staff_hides_all_below_it(
    city: City, behind_password: ArticlePage, aunt_wang: Client, zhous_desk: Client
) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    for path in ("/bm/jyj/tongzhi-gonggao/", "/bm/jyj/tongzhi-gonggao/neibu/"):
        answer = aunt_wang.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"] == f"/-/sign-in/?next={path}"
        assert zhous_desk.get(path).status_code == 200
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/feed.xml").status_code == 404
    for path in ("/", "/bm/jyj/", "/citizen/", "/jg/jyj/", "/feed.xml", "/sitemap-1.xml"):
        assert "tongzhi-gonggao" not in titles_on(aunt_wang, path), path


def test_a_new_text_in_a_private_column_is_private_from_the_start(city: City, aunt_wang: Client) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    assert entry_of(factories.article(city.notices)).is_restricted


def test_deleting_a_private_column_leaves_nothing_in_the_pool(
    city: City, behind_password: ArticlePage
) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    ColumnPage.objects.get(pk=city.notices.pk).delete()
    assert not in_pool(behind_password)
    assert not in_pool(city.notices)


def test_an_alias_of_a_private_text_is_private_too(
    city: City, behind_password: ArticlePage, aunt_wang: Client
) -> None:
    elsewhere = factories.column(city.home, "汇编", slug="huibian")
    behind_password.create_alias(parent=elsewhere)
    assert aunt_wang.get("/huibian/neibu/").status_code == 200
    PageViewRestriction.objects.create(page=behind_password, restriction_type="login")
    assert aunt_wang.get("/huibian/neibu/").status_code == 302
    assert "neibu" not in titles_on(aunt_wang, "/sitemap-1.xml")


# ── Copies and aliases ──


def test_an_alias_is_no_second_text_in_lists_and_follows_its_original(city: City, aunt_wang: Client) -> None:
    elsewhere = factories.column(city.home, "汇编", slug="huibian")
    article = factories.article(city.notices, "旧标题", slug="gaokao", audiences=("citizen",))
    alias = article.create_alias(parent=elsewhere)
    assert aunt_wang.get("/huibian/gaokao/").status_code == 200
    assert titles_on(aunt_wang, "/feed.xml").count("<entry>") == 1
    page = ArticlePage.objects.get(pk=article.pk)
    page.title = "新标题"
    page.save_revision().publish()
    assert "新标题" in titles_on(aunt_wang, "/huibian/gaokao/")
    assert entry_of(ArticlePage.objects.get(pk=alias.pk)).title == "新标题"
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert aunt_wang.get("/huibian/gaokao/").status_code == 404
    assert not in_pool(alias)


def test_an_alias_made_a_text_of_its_own_stands_in_lists(
    city: City, lins_desk: Client, aunt_wang: Client
) -> None:
    elsewhere = factories.column(city.home, "汇编", slug="huibian")
    alias = factories.article(city.notices, slug="gaokao").create_alias(parent=elsewhere)
    assert "/huibian/gaokao/" not in titles_on(aunt_wang, "/huibian/")
    lins_desk.post(f"/admin/pages/{alias.pk}/convert_alias/")
    assert "/huibian/gaokao/" in titles_on(aunt_wang, "/huibian/")


def test_a_copied_column_is_copied_with_its_texts_and_their_facets(
    city: City, lins_desk: Client, aunt_wang: Client
) -> None:
    factories.entrance(city.home, code="citizen")
    factories.article(city.notices, slug="gaokao", audiences=("citizen",))
    answer = lins_desk.post(
        f"/admin/pages/{city.notices.pk}/copy/",
        {
            "new_title": "通知汇编",
            "new_slug": "huibian",
            "new_parent_page": city.home.pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        },
    )
    assert answer.status_code == 302
    assert aunt_wang.get("/huibian/gaokao/").status_code == 200
    assert "/huibian/gaokao/" in titles_on(aunt_wang, "/huibian/")
    assert "/huibian/gaokao/" in titles_on(aunt_wang, "/citizen/")


# ── Languages ──


def test_the_english_edition_stands_under_en(city: City, aunt_wang: Client) -> None:
    factories.english_home(city.home)
    chinese = titles_on(aunt_wang, "/")
    english = titles_on(aunt_wang, "/en/")
    for page in (chinese, english):
        assert 'hreflang="zh-Hans" href="http://www.yunze.example/"' in page
        assert 'hreflang="en" href="http://www.yunze.example/en/"' in page
    assert '<html lang="en"' in english
    assert '<html lang="zh-Hans"' in chinese
    for path in ("/", "/en/"):
        assert "Accept-Language" not in aunt_wang.get(path).headers.get("Vary", "")


def test_the_languages_do_not_mix_in_lists(city: City, aunt_wang: Client) -> None:
    english = factories.english_home(city.home)
    news = factories.column(english, "News", slug="news")
    factories.article(news, "Lake opens to visitors", slug="lake", audiences=("visitor",))
    factories.article(city.notices, slug="gaokao", audiences=("visitor",))
    assert "/en/news/lake/" in titles_on(aunt_wang, "/en/feed.xml")
    assert "lake" not in titles_on(aunt_wang, "/feed.xml")
    assert "gaokao" not in titles_on(aunt_wang, "/en/feed.xml")


def test_a_sentence_in_another_language_of_the_browser_changes_nothing(city: City, aunt_wang: Client) -> None:
    asked = aunt_wang.get("/", headers={"accept-language": "en"}).content
    assert asked == aunt_wang.get("/", headers={"accept-language": "zh"}).content


# ── Facets and sub-sites ──


def test_an_entry_keeps_whom_and_what_it_concerns(city: City) -> None:
    subject = Subject.objects.create(code="education", name="教育", english_name="Education")
    article = factories.article(city.notices, audiences=("citizen", "business"), subjects=("education",))
    entry = entry_of(article)
    assert set(entry.audiences.values_list("code", flat=True)) == {"citizen", "business"}
    assert list(entry.subjects.all()) == [subject]
    told = Change.objects.latest("pk").tags
    assert {"audience:citizen", "audience:business", "subject:education", "agency:jyj", "subsite:jyj"} <= set(
        told
    )


def test_an_entrance_composes_itself(city: City, aunt_wang: Client) -> None:
    for code in ("citizen", "business"):
        factories.entrance(city.home, code=code)
    factories.article(city.notices, slug="for-citizens", audiences=("citizen",))
    factories.article(city.notices, slug="for-nobody")
    assert "/for-citizens/" in titles_on(aunt_wang, "/citizen/")
    assert "/for-citizens/" not in titles_on(aunt_wang, "/business/")
    assert "/for-nobody/" not in titles_on(aunt_wang, "/citizen/")
    assert AudienceEntrancePage.objects.count() == 2
    assert Audience.objects.count() == 5


def test_the_pages_of_a_subsite_whose_row_is_gone_stay_public(city: City, aunt_wang: Client) -> None:
    article = factories.article(city.notices, slug="gaokao")
    city.subsite.delete()
    assert entry_of(article).subsite is None
    assert aunt_wang.get("/bm/jyj/tongzhi-gonggao/gaokao/").status_code == 200


def test_lists_are_newest_first_and_end_in_a_fixed_order(city: City, aunt_wang: Client) -> None:
    day = timezone.now() - timedelta(days=3)
    slugs = [factories.article(city.notices, slug=f"no{n}", released_at=day).slug for n in range(3)]
    factories.article(city.notices, slug="older", released_at=day - timedelta(days=1))
    page = titles_on(aunt_wang, "/bm/jyj/tongzhi-gonggao/")
    order = sorted([*slugs, "older"], key=lambda slug: page.index(f"/{slug}/"))
    assert order == ["no2", "no1", "no0", "older"]
