"""Where an article leads: the texts before and after it, what is related, where else it stands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import City
from tests.frontdoor.reading import Sheet
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.pool import queries
from yimen.pool.models import Entry, Subject
from yimen.pool.queries import standing_beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(city: City) -> list[ArticlePage]:
    """A notice a day, the newest last."""
    now = timezone.now()
    return [
        factories.article(city.notices, f"第{day}天的通知", released_at=now - timedelta(days=9 - day))
        for day in range(1, 8)
    ]


def read(client: Client, article: ArticlePage) -> Sheet:
    address = article.address()
    assert address is not None
    return Sheet(client, address.path)


def aside(sheet: Sheet) -> list[str]:
    (side,) = sheet.all("l-aside")
    return [" ".join(link.text_content().split()) for link in side.find_class("entry-list__title")]


def test_the_texts_before_and_after_are_one_tap_away(week: list[ArticlePage], aunt_wang: Client) -> None:
    assert read(aunt_wang, week[3]).texts("turn__title") == ["第3天的通知", "第5天的通知"]
    assert read(aunt_wang, week[0]).texts("turn__title") == ["第2天的通知"]
    assert read(aunt_wang, week[6]).texts("turn__title") == ["第6天的通知"]


def test_texts_of_the_same_minute_are_passed_one_by_one(city: City, aunt_wang: Client) -> None:
    at = timezone.now() - timedelta(days=3)
    same = [factories.article(city.notices, f"同一分钟之{number}", released_at=at) for number in range(3)]
    assert read(aunt_wang, same[1]).texts("turn__title") == ["同一分钟之0", "同一分钟之2"]


def test_related_is_the_same_subject_first_and_never_the_text_itself(
    city: City, week: list[ArticlePage], aunt_wang: Client
) -> None:
    Subject.objects.create(code="water", name="供水", english_name="Water")
    news = factories.column(city.home, "政务要闻")
    factories.article(news, "水厂扩建开工", subjects=("water",))
    about = factories.article(city.notices, "停水通知", subjects=("water",))
    related = aside(read(aunt_wang, about))
    assert related[0] == "水厂扩建开工"
    assert len(related) == 5
    assert "停水通知" not in related
    assert "第7天的通知" not in related, "it is the text before, and stands there"


def test_what_is_withdrawn_or_private_is_not_led_to(week: list[ArticlePage], aunt_wang: Client) -> None:
    week[4].unpublish()
    sheet = read(aunt_wang, week[3])
    assert sheet.texts("turn__title") == ["第3天的通知", "第6天的通知"]
    assert "第5天的通知" not in aside(sheet)


def test_lasting_pages_are_no_news(city: City, week: list[ArticlePage], aunt_wang: Client) -> None:
    factories.information(city.notices, "机构职能")
    assert "机构职能" not in aside(read(aunt_wang, week[3]))


def test_all_of_it_is_one_query(week: list[ArticlePage], django_assert_num_queries: object) -> None:
    entry = Entry.objects.get(title="第7天的通知")
    column = week[0].get_parent().pk
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django gives a context manager
        found = queries.neighbours(entry, column_id=column, previous_id=entry.pk, next_id=None)
    assert len(found.related) == 5


def test_related_is_what_was_published_before(week: list[ArticlePage], aunt_wang: Client) -> None:
    """A new text changes the page of its neighbour alone, however many stand in the column."""
    assert aside(read(aunt_wang, week[3])) == ["第2天的通知", "第1天的通知"]
    assert set(standing_beside(Entry.objects.get(title="第7天的通知"))) == {("article", week[5].pk)}
    assert ("article", week[6].pk) in standing_beside(Entry.objects.get(title="第1天的通知"))


def test_beside_a_column_stand_its_siblings(city: City, aunt_wang: Client) -> None:
    factories.column(city.subsite.root_page, "工作动态")
    below = factories.column(city.notices, "招生通知")
    sheet = Sheet(aunt_wang, "/bm/jyj/tongzhi-gonggao/")
    (side,) = sheet.all("side-nav__items")
    links = {" ".join(link.text_content().split()): link for link in side.iter("a")}
    assert list(links) == ["通知公告", "招生通知", "工作动态"]
    assert links["通知公告"].get("aria-current") == "page"
    assert links["招生通知"].get("href") == below.address().path  # type: ignore[union-attr]


def test_a_navigation_column_leads_to_lasting_pages_too(city: City, aunt_wang: Client) -> None:
    about = factories.column(city.home, "走进云泽", layout="navigation")
    factories.information(about, "市情概况")
    assert "市情概况" in Sheet(aunt_wang, about.address().path).links  # type: ignore[union-attr]
