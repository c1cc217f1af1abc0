"""王阿姨 looks for last spring's notice: a column by years and months, each part at one address."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import City
from tests.frontdoor.reading import Sheet, queries_of
from yimen.demo import factories
from yimen.editorial.bulk import NewArticle, load_articles
from yimen.editorial.rules import Asked, asked_for, span_of

YUNZE = ZoneInfo("Asia/Shanghai")
NOTICES = "/bm/jyj/tongzhi-gonggao/"


def load(city: City, *, year: int, month: int, count: int) -> None:
    now = datetime(2026, 11, 20, 9, 0, tzinfo=YUNZE)
    articles = [
        NewArticle(
            column=city.notices,
            title=f"{year}年{month}月第{number}号通知",
            body=[("paragraph", "<p>正文。</p>")],
            released_at=datetime(year, month, 1, 0, number, tzinfo=YUNZE),
        )
        for number in range(count)
    ]
    load_articles(articles, now=now, reason=factories.IMPORTED)


@pytest.fixture
def filled(city: City) -> City:
    """Three notices of March 2025, thirty-five of March 2026, two of April 2026."""
    for year, month, count in ((2025, 3, 3), (2026, 3, 35), (2026, 4, 2)):
        load(city, year=year, month=month, count=count)
    return city


def offered(sheet: Sheet) -> dict[str, str]:
    (filters,) = sheet.all("filters")
    return {" ".join(link.text_content().split()): link.get("href") for link in filters.iter("a")}


def test_years_and_months_that_have_texts_are_offered_with_their_counts(
    filled: City, aunt_wang: Client
) -> None:
    assert offered(Sheet(aunt_wang, NOTICES)) == {
        "全部 40": "./", "2026 37": "?year=2026", "2025 3": "?year=2025",
    }  # fmt: skip
    of_year = offered(Sheet(aunt_wang, f"{NOTICES}?year=2026"))
    assert {words: href for words, href in of_year.items() if "月" in words} == {
        "3月 35": "?year=2026&month=3",
        "4月 2": "?year=2026&month=4",
    }


def test_a_month_shows_its_own_texts_and_has_pages_of_its_own(filled: City, aunt_wang: Client) -> None:
    april = Sheet(aunt_wang, f"{NOTICES}?year=2026&month=4")
    assert april.titles == ["2026年4月第1号通知", "2026年4月第0号通知"]
    assert "2026年4月，共 2 条" in april.words
    march = Sheet(aunt_wang, f"{NOTICES}?year=2026&month=3")
    assert march.titles[0] == "2026年3月第34号通知"
    assert "?year=2026&month=3&page=1" in march.addresses
    oldest = Sheet(aunt_wang, f"{NOTICES}?year=2026&month=3&page=1")
    assert oldest.titles[-1] == "2026年3月第0号通知"
    assert [*march.titles, *oldest.titles] == [f"2026年3月第{number}号通知" for number in range(34, -1, -1)]


def test_each_part_names_its_own_address_and_title(filled: City, aunt_wang: Client) -> None:
    assert Sheet(aunt_wang, NOTICES).canonical.endswith(NOTICES)
    month = Sheet(aunt_wang, f"{NOTICES}?year=2026&month=4")
    assert month.canonical.endswith(f"{NOTICES}?year=2026&month=4")
    assert "通知公告（2026年4月）" in month.texts("<title>")[0]
    page = Sheet(aunt_wang, f"{NOTICES}?page=1")
    assert page.canonical.endswith(f"{NOTICES}?page=1")


@pytest.mark.parametrize(
    "query",
    [
        "year=2024", "year=2026&month=5", "year=2026&month=13", "year=2026&month=03", "month=3",
        "month=3&year=2026", "year=2026&year=2026", "year=02026", "year=", "year=2026&month=4&page=9",
        "year=99999", "year=２０２６",
    ],
)  # fmt: skip
def test_what_is_empty_unknown_or_spelt_otherwise_is_not_there(
    filled: City, aunt_wang: Client, query: str
) -> None:
    assert aunt_wang.get(f"{NOTICES}?{query}").status_code == 404


def test_other_people_s_parameters_are_passed_over(filled: City, aunt_wang: Client) -> None:
    tagged = Sheet(aunt_wang, f"{NOTICES}?from=weixin&year=2026&month=4")
    assert tagged.canonical.endswith(f"{NOTICES}?year=2026&month=4")


def test_a_short_column_offers_no_filter(city: City, aunt_wang: Client) -> None:
    load(city, year=2026, month=3, count=4)
    assert Sheet(aunt_wang, NOTICES).all("filters") == []


def test_of_a_single_year_the_months_are_offered_at_once(city: City, aunt_wang: Client) -> None:
    load(city, year=2026, month=3, count=20)
    load(city, year=2026, month=4, count=5)
    assert "4月 5" in offered(Sheet(aunt_wang, NOTICES))


def test_new_year_s_eve_belongs_to_the_old_year_in_yunze(city: City, aunt_wang: Client) -> None:
    """The last minute of 2025 in Yunze is half past three in the afternoon by the database's clock."""
    for number, moment in enumerate(((2025, 12, 31, 23, 59), (2026, 1, 1, 0, 0))):
        at = datetime(*moment, tzinfo=YUNZE)
        factories.article(city.notices, f"跨年通知{number}", released_at=at)
    assert Sheet(aunt_wang, f"{NOTICES}?year=2025&month=12").titles == ["跨年通知0"]
    assert Sheet(aunt_wang, f"{NOTICES}?year=2026&month=1").titles == ["跨年通知1"]


def test_a_month_costs_the_same_however_long_the_column_is(city: City, aunt_wang: Client) -> None:
    load(city, year=2026, month=3, count=3)
    load(city, year=2025, month=3, count=3)
    path = f"{NOTICES}?year=2026&month=3"
    before = queries_of(aunt_wang, path)
    for year in range(2015, 2025):
        load(city, year=year, month=6, count=5)
    assert queries_of(aunt_wang, path) == before <= 15


@given(st.text(max_size=40))
def test_no_query_string_is_too_odd(query: str) -> None:
    asked = asked_for(query)
    assert asked is None or asked == Asked() or asked_for(asked.within) == Asked(asked.year, asked.month)


@given(st.integers(1900, 9998), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    since, until = span_of(year, month, zone=YUNZE)
    following = span_of(year + month // 12, month % 12 + 1, zone=YUNZE)[0] if year < 9998 else until
    assert since < until == following
    whole = span_of(year, None, zone=YUNZE)
    assert whole[0] <= since < until <= whole[1]
