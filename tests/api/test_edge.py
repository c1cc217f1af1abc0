"""What surrounds every answer: words for slips, nothing sent twice, no list dearer when there is more."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.api.conftest import API, Reader
from tests.cast import HOST, City
from tests.frontdoor.reading import queries_of
from yimen.agencies.models import Leader
from yimen.api import edge
from yimen.api.rules import PROBLEMS, Cursor, cursor_of
from yimen.demo import factories
from yimen.editorial.models import ColumnPage
from yimen.foundation.limits import Limit

pytestmark = pytest.mark.django_db


def refused(harvester: Reader, path: str, *, status: int) -> dict[str, object]:
    answer = harvester.client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, object] = json.loads(answer.content)
    assert problem["status"] == status
    assert problem["instance"] == API + path.partition("?")[0]
    return problem


@pytest.mark.parametrize(
    ("asked", "where", "words"),
    [
        ("limt=5", "query.limt", "limit"),
        ("limit=5&limit=6", "query.limit", "只写一次"),
        ("limit=101", "query.limit", "100"),
        ("limit=0", "query.limit", "1"),
        ("limit=many", "query.limit", "整数"),
        ("sort=best", "query.sort", "newest"),
        ("since=yesterday", "query.since", "2026-11-23"),
        ("since=0001-01-01", "query.since", "1900"),
        ("subsite=gaj", "query.subsite", "gaj"),
        ("cursor=%00%FF", "query.cursor", "位置"),
        ("q=%00", "query.q", ""),
        ("column=article:1", "query.column", ""),
        ("language=fr", "query.language", "zh-hans"),
    ],
)
def test_a_slip_is_named_in_both_languages(harvester: Reader, asked: str, where: str, words: str) -> None:
    problem = refused(harvester, f"entries/?{asked}", status=422)

    (error,) = problem["errors"]  # type: ignore[misc]  # a list of one
    assert error["where"] == where
    assert words in error["detail"]
    assert error["english_detail"].isascii() or "“" in error["english_detail"]
    assert str(problem["type"]).endswith("/api/#problem-invalid")


def test_what_is_not_there_is_said_in_words(harvester: Reader) -> None:
    for path in (
        "entries/article:99999999/",
        "entries/x/",
        "entries/article:%00/",
        "nothing/",
        "agencies/x/",
    ):
        problem = refused(harvester, path, status=404)
        assert problem["title"] == "此地址没有内容"
        assert problem["english_detail"]


def test_an_address_without_its_slash_leads_to_the_one_with(harvester: Reader) -> None:
    answer = harvester.client.get(f"{API}entries?limit=3")

    assert (answer.status_code, answer.headers["Location"]) == (308, f"{API}entries/?limit=3")


def test_writing_to_a_list_is_refused_with_what_is_possible(harvester: Reader) -> None:
    answer = harvester.client.post(f"{API}entries/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.json()["status"] == 405


def test_who_has_it_already_is_sent_nothing(harvester: Reader, city: City) -> None:
    article = factories.article(city.notices)
    path = f"{API}entries/article:{article.pk}/"
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        first = harvester.client.get(path)
        again = harvester.client.get(path, headers={"if-none-match": first.headers["ETag"]})
        since = harvester.client.get(path, headers={"if-modified-since": first.headers["Last-Modified"]})
        factories.article(city.notices, "另一条")
        after = harvester.client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert [answer.status_code for answer in (first, again, since, after)] == [200, 304, 304, 200]
    assert again.content == since.content == b""


def test_within_the_second_of_a_change_only_the_mark_is_told(harvester: Reader, city: City) -> None:
    factories.article(city.notices)

    answer = harvester.client.get(f"{API}entries/")

    assert "ETag" in answer.headers
    assert "Last-Modified" not in answer.headers


def test_head_says_how_long_the_answer_would_be(harvester: Reader, city: City) -> None:
    whole = harvester.client.get(f"{API}agencies/")
    head = harvester.client.head(f"{API}agencies/")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.content))
    assert harvester.client.head(f"{API}nothing/").status_code == 404


def test_long_answers_are_sent_compressed(harvester: Reader, city: City) -> None:
    answer = harvester.client.get(f"{API}openapi.json", headers={"accept-encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"


def test_pages_elsewhere_may_read_without_credentials(harvester: Reader) -> None:
    answer = harvester.client.get(f"{API}subsites/", headers={"origin": "https://data.hubei.example"})
    asked = harvester.client.options(f"{API}subsites/", headers={"origin": "https://data.hubei.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert asked.status_code == 204
    assert not answer.cookies


def test_every_list_costs_the_same_at_five_and_at_forty(
    harvester: Reader, city: City, news: ColumnPage
) -> None:
    def more(count: int) -> None:
        for number in range(count):
            factories.article(
                city.notices, f"通知{number}", audiences=("citizen", "investor"), also_in=(news,)
            )
            code = f"x{city.notices.get_children().count()}-{number}"
            bureau = factories.agency(code, f"云泽市{code}局")
            bureau.leaders = [Leader(name="李局长", post="局长")]
            bureau.save()
            factories.subsite(bureau, below=city.directory)

    addresses = {
        "entries/?limit=100": 9,
        f"entries/?limit=100&column=column:{news.pk}&audience=citizen&q=通知&total=true": 18,
        "pages/": 4,
        "pages/?subsite=jyj": 5,
        "agencies/": 6,
        "subsites/": 4,
        "vocabularies/": 6,
        "changes/?since=1&limit=500": 6,
    }
    more(5)
    few = {address: queries_of(harvester.client, API + address) for address in addresses}
    more(12)
    many = {address: queries_of(harvester.client, API + address) for address in addresses}

    assert few == many
    assert {address: count for address, count in many.items() if count > addresses[address]} == {}


def test_every_problem_has_its_place_in_the_documentation(harvester: Reader) -> None:
    page = harvester.client.get("/api/").content.decode()

    assert [kind for kind in PROBLEMS if f'id="problem-{kind}"' not in page] == []


def test_no_address_crashes_a_cursor() -> None:
    for written in ("", "a", "WzEsMl0", "W10", "bnVsbA", "WzFlOTk5LDJd", "Wy0xLC0xXQ", "é", "[" * 90):
        cursor = cursor_of(written)
        assert cursor is None or isinstance(cursor, Cursor)
    now = timezone.now()
    assert cursor_of(Cursor(now, 7).written()) == Cursor(now, 7)


def test_the_overview_leads_everywhere(harvester: Reader, city: City) -> None:
    for name, address in harvester.get("").items():
        assert address.startswith(f"http://{HOST}/")
        status = 401 if name == "submissions" else 200
        assert Client(headers={"host": HOST}).get(address.partition(HOST)[2]).status_code == status


def test_who_asks_too_often_is_told_when_to_come_again(
    harvester: Reader, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "READS", Limit("api", times=3, seconds=60))

    answers = [harvester.client.get(f"{API}subsites/") for _time in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    assert "秒" in answers[3].json()["detail"]
