"""The page of components: for staff alone, complete, in every look that is offered."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import html

from tests.cast import HOST
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.design.specimens import CHOICES, asked_for
from yimen.design.tokens import THEMES
from yimen.design.uses import USES

FOLDER = Path(__file__).resolve().parents[2] / "yimen" / "design" / "templates" / "design" / "components"
COMPONENTS = {path.stem for path in FOLDER.glob("*.html")}


@pytest.fixture
def office(lin: User) -> Client:
    """林主任's browser, signed in."""
    client = Client(headers={"host": HOST})
    client.force_login(lin)
    return client


def page(client: Client, **look: str) -> html.HtmlElement:
    return html.document_fromstring(client.get("/-/design/", look).content)


def test_every_component_has_a_rule_of_use() -> None:
    ruled = [name for rules in USES.values() for name in rules]
    assert sorted(ruled) == sorted(COMPONENTS)


@pytest.mark.django_db
def test_every_component_is_shown_with_rule_and_parameters(office: Client) -> None:
    tree = page(office)
    shown = {sheet.get("id") for sheet in tree.find_class("specimen-sheet")}
    assert shown == COMPONENTS
    for sheet in tree.find_class("specimen-sheet"):
        assert len(sheet.xpath("string(./p)")) > 8, sheet.get("id")
        assert sheet.xpath(".//iframe[@title] | .//p[contains(@class, 'note')]"), sheet.get("id")
    assert "url_title?" in tree.get_element_by_id("notice").xpath("string(.//pre)")


@pytest.mark.django_db
@pytest.mark.slow
def test_every_frame_shows_its_component(office: Client) -> None:
    for address in page(office).xpath("//iframe/@src"):
        answer = office.get(address)
        assert answer.status_code == 200, address
        shown = html.document_fromstring(answer.content)
        assert len(shown.find_class("specimen__ground")[0]) > 0, address
        assert shown.xpath("//style | //@style | //script") == []


@pytest.mark.django_db
def test_a_look_is_handed_to_every_frame(office: Client) -> None:
    look = {"scheme": "dark", "theme": "pine", "mode": "elder", "contrast": "high", "text": "large"}
    addresses = page(office, **look).xpath("//iframe/@src")
    assert all(urlencode({"scheme": "dark", "theme": "pine"}) in address for address in addresses)
    shown = html.document_fromstring(office.get(addresses[0]).content)
    assert {name: value for name, value in shown.items() if name.startswith("data-")} == {
        "data-scheme": "dark",
        "data-mode": "elder",
        "data-contrast": "high",
        "data-text": "large",
    }
    (sheet,) = shown.xpath("//link[contains(@href, '/theme/')]/@href")
    css = office.get(sheet)
    assert css.headers["Content-Type"].startswith("text/css")
    assert THEMES["pine"]["--theme-main"][0] in css.content.decode()


def test_what_is_not_offered_was_not_asked_for() -> None:
    assert asked_for({"scheme": "neon", "mode": "elder", "theme": '"><script>'}) == {
        "text": "",
        "contrast": "",
        "width": "",
        "mode": "elder",
    }


def test_at_least_three_themes_are_offered() -> None:
    assert len(CHOICES["theme"]) - 1 >= 3
    assert all(re.fullmatch(r"[a-z-]+", name) for name in CHOICES["theme"] if name)


@pytest.mark.django_db
def test_only_staff_see_it(aunt_wang: Client) -> None:
    places = ("/-/design/", "/-/design/notice/1/", "/-/design/theme/pine.css")
    for place in places:
        answer = aunt_wang.get(place)
        assert answer.status_code == 302, place
        assert answer.headers["Location"].startswith("/-/account/login/?next=/-/design/"), place
    resident = factories.staff("wang", "王阿姨", kind=User.Kind.RESIDENT)
    aunt_wang.force_login(resident)
    assert [aunt_wang.get(place).status_code for place in places] == [302, 302, 302], "as to anybody"


@pytest.mark.django_db
def test_what_does_not_exist_is_not_shown(office: Client) -> None:
    for place in ("unicorn/1/", "notice/0/", "notice/99/", "theme/neon.css"):
        assert office.get(f"/-/design/{place}").status_code == 404, place
