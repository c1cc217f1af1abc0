"""The remembered entrance: one cookie with a closed list of values, set and undone by a form without script."""

import pytest
from django.test import Client

from tests.cast import HOST
from tests.frontdoor.reading import Sheet, remember, shown
from yimen.demo import factories

pytestmark = pytest.mark.django_db

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "https://evil.example/",
    "http:evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\n//evil.example",
    "/\t/evil.example",
    "https://www.yunze.example@evil.example/",
    "http://www.yunze.example.evil.example/",
    "",
)


@pytest.fixture
def aunt_wang(db: None) -> Client:
    """王阿姨 at a portal that has nothing yet but the citizens' entrance."""
    factories.entrance(factories.portal(host=HOST), code="citizen")
    return Client(headers={"host": HOST})


def chosen(visitor: Client) -> str:
    """What the visitor's browser remembers."""
    return visitor.cookies["yimen_prefs"].value if "yimen_prefs" in visitor.cookies else ""


def test_aunt_wang_remembers_her_entrance_and_undoes_it(aunt_wang: Client) -> None:
    before = Sheet(aunt_wang, "/citizen/")
    (button,) = before.tree.find_class("entrance-choice")[0].iter("button")
    assert (button.get("name"), button.get("value")) == ("entrance", "citizen")
    assert remember(aunt_wang, "citizen", then="/citizen/") == (302, "/citizen/")
    assert chosen(aunt_wang) == "entrance:citizen"

    after = Sheet(aunt_wang, "/citizen/")
    (button,) = after.tree.find_class("entrance-choice")[0].iter("button")
    assert (button.get("name"), button.get("value")) == ("entrance", "")
    assert [
        shown(word) for row in after.all("is-remembered") for word in row.find_class("entrances__word")
    ] == ["市民"]
    remember(aunt_wang, "")
    assert chosen(aunt_wang) == ""
    assert Sheet(aunt_wang, "/citizen/").all("is-remembered") == []


def test_the_cookie_says_nothing_of_the_person(aunt_wang: Client) -> None:
    remember(aunt_wang, "investor")
    cookie = aunt_wang.cookies["yimen_prefs"]
    assert set(aunt_wang.cookies) == {"yimen_prefs"}, "no session, no account"
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert 300 * 86_400 < int(cookie["max-age"]) <= 366 * 86_400


def test_an_entrance_that_does_not_exist_changes_nothing(aunt_wang: Client) -> None:
    remember(aunt_wang, "investor")
    for unknown in ("admin", "citizen.theme:x", "市民", "citizen\r\nSet-Cookie: a=b", "x" * 5000):
        assert remember(aunt_wang, unknown) == (302, "/")
        assert chosen(aunt_wang) == "entrance:investor", unknown


def test_a_cookie_that_nobody_here_wrote_is_not_believed(aunt_wang: Client) -> None:
    for cookie in ("entrance:mars", "citizen", "entrance:", "\x00", "entrance:citizen" * 50, "."):
        aunt_wang.cookies["yimen_prefs"] = cookie
        assert Sheet(aunt_wang, "/").all("is-remembered") == [], cookie
    aunt_wang.cookies["yimen_prefs"] = "theme:dark.entrance:citizen"
    assert len(Sheet(aunt_wang, "/").all("is-remembered")) == 1, "settings of a later release stand beside it"


def test_nobody_is_led_away_from_the_portal(aunt_wang: Client) -> None:
    for elsewhere in ELSEWHERE:
        assert remember(aunt_wang, "citizen", then=elsewhere) == (302, "/"), elsewhere


def test_a_line_break_in_the_address_breaks_no_header(aunt_wang: Client) -> None:
    answer = aunt_wang.post("/-/preferences/", {"entrance": "", "next": "/citizen/\r\nX-Evil: 1"})
    assert answer.status_code == 302
    assert "X-Evil" not in answer.headers
    assert "\n" not in answer.headers["Location"]


def test_another_site_cannot_choose_for_her(aunt_wang: Client) -> None:
    for origin in (
        "https://evil.example",
        "http://www.yunze.example.evil.example",
        "null",
        "http://www.yunze.example:81",
    ):
        assert remember(aunt_wang, "official", origin=origin)[0] == 403, origin
    assert chosen(aunt_wang) == ""
    assert remember(aunt_wang, "citizen", origin="http://www.yunze.example") == (302, "/")


def test_looking_at_the_address_chooses_nothing(aunt_wang: Client) -> None:
    assert aunt_wang.get("/-/preferences/?entrance=citizen").status_code == 405
    assert chosen(aunt_wang) == ""
