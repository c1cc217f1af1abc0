"""Feeds of every list, as a news reader takes them."""

from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.cast import EDUCATION_HOST, HOST, City
from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import Sheet
from yimen.demo import factories
from yimen.frontdoor import feeds

pytestmark = pytest.mark.django_db

LAST_YEAR = datetime(2025, 5, 6, 1, 30, tzinfo=UTC)


def read(client: Client, place: str) -> Any:
    answer = client.get(f"{place}feed.xml")
    assert answer.status_code == 200, place
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def titles(client: Client, place: str) -> list[str]:
    return [entry.title for entry in read(client, place).entries]


@pytest.fixture
def told(door: Door) -> Door:
    """Three texts: one of the city, one of the bureau, one of the bureau for investors."""
    factories.article(door.news, "市政府常务会议", released_at=LAST_YEAR, summary="讨论三件事。")
    factories.article(door.city.notices, "秋季入学须知")
    factories.article(door.city.notices, "合作办学招商", audiences=("investor",))
    return door


def test_each_list_has_its_feed(aunt_wang: Client, told: Door) -> None:
    assert titles(aunt_wang, "/") == ["合作办学招商", "秋季入学须知", "市政府常务会议"]
    assert titles(aunt_wang, "/zwyw/") == ["市政府常务会议"]
    assert titles(aunt_wang, "/bm/jyj/") == ["合作办学招商", "秋季入学须知"]
    assert titles(aunt_wang, told.city.notices.address().path) == ["合作办学招商", "秋季入学须知"]
    assert titles(aunt_wang, "/investor/") == ["合作办学招商"]
    assert titles(aunt_wang, "/citizen/") == []


def test_each_page_with_a_feed_names_it(aunt_wang: Client, told: Door) -> None:
    for place in ("/", "/zwyw/", "/bm/jyj/", told.city.notices.address().path, "/investor/"):
        named = [
            link.get("href")
            for link in Sheet(aunt_wang, place).rel("alternate")
            if "atom" in link.get("type", "")
        ]
        assert named == [f"{place}feed.xml"]
    for place in ("/bm/", "/jg/jyj/"):
        assert not [link for link in Sheet(aunt_wang, place).rel("alternate") if link.get("type")]


def test_one_page_offers_what_can_be_subscribed_to(aunt_wang: Client, told: Door) -> None:
    factories.english_home(told.city.home)
    sheet = Sheet(aunt_wang, "/feeds/")
    offered = [link.get("href") for link in sheet.all("feed-list")[0].iter("a")]
    assert offered[:4] == ["/", "/feed.xml", "/rss.xml", "/feed.json"]
    addresses = [link.get("href") for part in sheet.all("feed-list") for link in part.iter("a")]
    assert {"/investor/rss.xml", "/zwyw/feed.json", "/bm/jyj/feed.xml"} <= set(addresses)
    assert not [address for address in addresses if "tzgg" in address or address.startswith("/en/")]
    for address in addresses:
        assert aunt_wang.get(address).status_code == 200, address
    assert [link.get("href") for link in Sheet(aunt_wang, "/en/feeds/").all("feed-list")[0].iter("a")][
        :2
    ] == [
        "/en/",
        "/en/feed.xml",
    ]


def test_an_entry_says_what_where_when_and_by_whom(aunt_wang: Client, told: Door) -> None:
    told.city.home.refresh_from_db()
    feed = read(aunt_wang, "/")
    assert feed.feed.title == "中国·云泽"
    assert feed.feed.link == f"http://{HOST}/"
    assert {link.href for link in feed.feed.links if link.rel == "self"} == {f"http://{HOST}/feed.xml"}
    school, meeting = feed.entries[1], feed.entries[2]
    assert school.author == "云泽市教育局"
    assert meeting.summary == "讨论三件事。"
    assert meeting.published_parsed[:5] == LAST_YEAR.utctimetuple()[:5]
    assert meeting.updated_parsed > meeting.published_parsed, "it was loaded today"


def test_every_entry_has_a_lasting_id_and_an_absolute_link_that_answers(
    aunt_wang: Client, told: Door
) -> None:
    entries = read(aunt_wang, "/").entries
    ids = [entry.id for entry in entries]
    assert len(set(ids)) == 3
    assert ids == [entry.id for entry in read(aunt_wang, "/").entries]
    for entry in entries:
        assert entry.link.startswith(f"http://{HOST}/")
        assert aunt_wang.get(entry.link.removeprefix(f"http://{HOST}")).status_code == 200


def test_the_newest_change_dates_the_feed(aunt_wang: Client, told: Door) -> None:
    meeting = factories.article(told.news, "更正")
    before = read(aunt_wang, "/zwyw/")
    meeting.title = "更正（二）"
    meeting.save_revision().publish()
    after = read(aunt_wang, "/zwyw/")
    assert after.entries[0].title == "更正（二）"
    assert after.entries[0].id == before.entries[0].id
    assert after.entries[0].published == before.entries[0].published
    assert after.feed.updated_parsed >= before.feed.updated_parsed


def test_titles_are_text_never_markup(aunt_wang: Client, told: Door) -> None:
    factories.article(told.news, '税率 <3% & "5%" 之间')
    assert titles(aunt_wang, "/zwyw/")[0] == '税率 <3% & "5%" 之间'


def test_control_characters_from_an_old_site_do_not_take_the_feed_down(aunt_wang: Client, told: Door) -> None:
    factories.article(told.news, "关于\x0b会议\x00的通知".replace("\x00", ""), summary="一\x1f二")
    assert titles(aunt_wang, "/zwyw/")[0] == "关于会议的通知"


def test_a_feed_holds_the_newest_only(aunt_wang: Client, told: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "LENGTH", 2)
    assert titles(aunt_wang, "/") == ["合作办学招商", "秋季入学须知"]


def test_what_is_no_list_has_no_feed(aunt_wang: Client, told: Door) -> None:
    article = factories.article(told.news, "通知")
    for place in (article.address().path, "/bm/", "/nirgends/", "/bm/nirgends/"):
        assert aunt_wang.get(f"{place}feed.xml").status_code == 404, place


def test_what_is_private_has_no_feed_and_stands_in_none(aunt_wang: Client, told: Door) -> None:
    PageViewRestriction.objects.create(page=told.city.notices, restriction_type=PageViewRestriction.LOGIN)
    assert aunt_wang.get(f"{told.city.notices.address().path}feed.xml").status_code == 404
    assert titles(aunt_wang, "/") == ["市政府常务会议"]
    assert titles(aunt_wang, "/bm/jyj/") == []
    assert titles(aunt_wang, "/investor/") == []


def test_a_department_on_its_own_host_has_its_feed_there(aunt_wang: Client, told: Door) -> None:
    agriculture = factories.agency("nyj", "云泽市农业农村局")
    subsite = factories.subsite(agriculture, below=told.city.directory, own_host=EDUCATION_HOST)
    factories.article(factories.column(subsite.root_page, "农业新闻"), "早稻开镰")
    there = Client(headers={"host": EDUCATION_HOST})
    assert titles(there, "/") == ["早稻开镰"]
    assert read(there, "/").entries[0].link.startswith(f"http://{EDUCATION_HOST}/")
    (first, *_) = read(aunt_wang, "/").entries
    assert (first.title, first.link[: len(EDUCATION_HOST) + 7]) == ("早稻开镰", f"http://{EDUCATION_HOST}")


def test_the_english_feed_has_english_texts(aunt_wang: Client, city: City) -> None:
    english = factories.english_home(city.home)
    factories.article(factories.column(english, "News"), "Lake festival opens")
    factories.article(city.notices, "秋季入学须知")
    feed = read(aunt_wang, "/en/")
    assert [entry.title for entry in feed.entries] == ["Lake festival opens"]
    assert feed.feed.language == "en"
    assert read(aunt_wang, "/").feed.language == "zh-Hans"


@pytest.mark.parametrize("file", ["feed.xml", "rss.xml", "feed.json"])
def test_one_feed_has_the_newest_of_every_language(aunt_wang: Client, city: City, file: str) -> None:
    english = factories.english_home(city.home)
    news = factories.column(english, "News")
    for number, column in enumerate((city.notices, news, city.notices)):
        at = datetime(2026, 3, number + 1, 9, tzinfo=UTC)
        factories.article(column, f"Festival {number}", released_at=at)
    answer = aunt_wang.get(f"/feeds/all/{file}")
    told = answer.content.decode()
    assert answer.status_code == 200
    assert told.index("Festival 2") < told.index("Festival 1") < told.index("Festival 0")
    assert f"http://{HOST}/feeds/all/{file}" in told
    assert (
        aunt_wang.get(f"/feeds/all/{file}", headers={"If-None-Match": answer.headers["ETag"]}).status_code
        == 304
    )
    assert f"/feeds/all/{file}" in {link.get("href") for link in Sheet(aunt_wang, "/feeds/").tree.iter("a")}


def test_where_there_is_one_language_no_feed_of_all_is_offered(aunt_wang: Client, told: Door) -> None:
    assert "/feeds/all/feed.xml" not in Sheet(aunt_wang, "/feeds/").addresses
