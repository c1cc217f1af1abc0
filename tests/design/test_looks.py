"""The server's side of the looks: the form that chooses, the attributes that stylesheets read, what caches learn."""

import re
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from tests.cast import City
from yimen.design.stylesheets import SHEETS
from yimen.design.tokens import LEAST_CONTRAST, contrast

pytestmark = pytest.mark.django_db

CSS = Path(__file__).resolve().parents[2] / "yimen" / "design" / "static" / "design" / "css"


def choose(visitor: Client, **settings: str) -> int:
    return visitor.post("/-/preferences/", settings).status_code


def cookie(visitor: Client) -> str:
    return visitor.cookies["yimen_prefs"].value if "yimen_prefs" in visitor.cookies else ""


def looks_like(visitor: Client, path: str = "/") -> dict[str, str]:
    root = html.document_fromstring(visitor.get(path).content)
    return {name: value for name, value in root.items() if name.startswith("data-")}


def pressed(visitor: Client) -> list[str]:
    tree = html.document_fromstring(visitor.get("/").content)
    return tree.xpath("//*[@aria-pressed='true']/@name")


def test_aunt_wang_chooses_step_by_step_and_takes_all_back(aunt_wang: Client) -> None:
    assert looks_like(aunt_wang) == {}
    assert choose(aunt_wang, text="large") == 302
    assert choose(aunt_wang, contrast="high") == 302
    assert choose(aunt_wang, entrance="citizen") == 302
    assert choose(aunt_wang, mode="elder") == 302
    assert cookie(aunt_wang) == "entrance:citizen.text:large.contrast:high.mode:elder"
    assert looks_like(aunt_wang) == {"data-text": "large", "data-contrast": "high", "data-mode": "elder"}
    assert pressed(aunt_wang) == ["text", "contrast"]

    choose(aunt_wang, text="")
    assert looks_like(aunt_wang) == {"data-contrast": "high", "data-mode": "elder"}
    choose(aunt_wang, reset="all")
    assert looks_like(aunt_wang) == {}
    assert cookie(aunt_wang) == "entrance:citizen", "where she comes from is no matter of how she sees"


def test_a_look_is_kept_on_pages_that_are_missing_too(aunt_wang: Client) -> None:
    choose(aunt_wang, mode="elder")
    assert looks_like(aunt_wang, "/nowhere/") == {"data-mode": "elder"}


def test_what_does_not_exist_changes_nothing(aunt_wang: Client) -> None:
    choose(aunt_wang, text="large")
    choose(aunt_wang, text="huge", contrast="low", mode="x", guide="<b>", scheme="dark")
    assert cookie(aunt_wang) == "text:large"


def test_scripts_own_settings_are_kept_and_change_no_page(aunt_wang: Client) -> None:
    before = html.document_fromstring(aunt_wang.get("/").content).attrib
    choose(aunt_wang, guide="on", read="on")
    assert cookie(aunt_wang) == "guide:on.read:on"
    assert html.document_fromstring(aunt_wang.get("/").content).attrib == before


def test_caches_learn_which_answers_depend_on_the_cookie(aunt_wang: Client, city: City) -> None:
    for path in ("/", city.notices.get_url(), "/nowhere/"):
        assert "Cookie" in aunt_wang.get(path).headers.get("Vary", ""), path
    for path in ("/robots.txt", "/sitemap.xml", "/feed.xml"):
        assert "Cookie" not in aunt_wang.get(path).headers.get("Vary", ""), path


def test_the_bar_leads_back_to_where_it_was_used(aunt_wang: Client, city: City) -> None:
    tree = html.document_fromstring(aunt_wang.get(f"{city.notices.get_url()}?page=1").content)
    (form,) = tree.xpath("//form[@data-access]")
    assert form.get("method") == "post"
    assert form.xpath("string(.//input[@name='next']/@value)").endswith("?page=1")
    assert "csrfmiddlewaretoken" not in form.fields


def high_contrast(where: str) -> dict[str, str]:
    """The tokens of a block of contrast.css that knows both schemes, found by what opens it."""
    css = (CSS / "contrast.css").read_text(encoding="utf-8").partition("@supports")[2].partition("{")[2]
    block = css.partition(where)[2].partition("--")[2].partition("}")[0]
    pairs = (line.partition(":") for line in f"--{block}".split(";") if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def test_high_contrast_is_the_same_by_choice_and_by_device() -> None:
    chosen, by_device = high_contrast('[data-contrast="high"]'), high_contrast("prefers-contrast: more")
    assert chosen.items() <= by_device.items()
    css = (CSS / "contrast.css").read_text(encoding="utf-8").partition("@supports")[0]
    derived = {name for name in by_device if name not in chosen}
    assert derived == set(re.findall(r"(--[\w-]+): var\(", css))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_high_contrast_keeps_its_word(scheme: int) -> None:
    tokens = {
        name: value.removeprefix("light-dark(").rstrip(")").split(",")[scheme].strip()
        for name, value in high_contrast('[data-contrast="high"]').items()
        if value.startswith("light-dark")
    }
    paper = tokens.pop("--paper")
    assert len(tokens) == 5
    for name, ink in tokens.items():
        assert contrast(ink, paper) >= 7 > LEAST_CONTRAST, name


def test_modes_come_after_everything_but_print() -> None:
    assert [layer for layer in SHEETS.values() if layer in ("modes", "print")] == ["modes", "modes", "print"]
