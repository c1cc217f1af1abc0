"""Lists read the pool and nothing else: by language, by whom a text concerns, newest first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import City
from tests.pool.reading import entry_of, titles_on
from yimen.demo import factories
from yimen.frontdoor.models import AudienceEntrancePage
from yimen.pool.models import Audience, Subject
from yimen.records.models import Change

pytestmark = pytest.mark.django_db


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
    assert {"audience:citizen", "audience:business", "subject:education"} <= set(told)
    assert {f"agency-texts:{city.bureau.pk}", f"subsite-texts:{city.subsite.pk}"} <= set(told)


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
