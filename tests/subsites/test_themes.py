"""Themes: tokens that can be read, at an address that changes with them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import City
from yimen.design.tokens import THEMES
from yimen.subsites.frame import theme_stylesheet_url
from yimen.subsites.models import Theme

pytestmark = pytest.mark.django_db

PINE = {name: list(pair) for name, pair in THEMES["pine"].items()}
WRONG = (
    {"--theme-main": ["#ffff00", "#ffff00"]},  # cannot be read on paper
    {"--paper": ["#000000", "#ffffff"]},  # not a sub-site's to change
    {"--theme-main": "#1f3a5f"},
    {"--theme-main": ["#1f3a5f"]},
    {"--theme-main": ["red", "blue"]},
    {"--theme-main": ["#1f3a5f;} body{display:none", "#a3bfe3"]},
    {"--theme-main": [None, 7]},
    ["--theme-main"],
    "body{}",
)


def test_only_readable_tokens_become_a_theme() -> None:
    Theme(name="松绿", tokens=PINE).full_clean()
    for tokens in WRONG:
        with pytest.raises(ValidationError):
            Theme(name="坏", tokens=tokens).full_clean()


def test_a_subsite_wears_its_theme_and_the_portal_does_not(city: City, aunt_wang: Client) -> None:
    city.subsite.theme = Theme.objects.create(name="松绿", tokens=PINE)
    city.subsite.save()
    url = theme_stylesheet_url(city.subsite)
    assert url in aunt_wang.get("/bm/jyj/").content.decode()
    assert url not in aunt_wang.get("/").content.decode()
    sheet = aunt_wang.get(url)
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "#1f4d3a" in sheet.content.decode()


def test_a_changed_theme_has_a_new_address_and_the_old_one_is_gone(city: City, aunt_wang: Client) -> None:
    theme = Theme.objects.create(name="松绿", tokens=PINE)
    city.subsite.theme = theme
    before = theme_stylesheet_url(city.subsite)
    theme.tokens = {name: list(pair) for name, pair in THEMES["lake"].items()}
    theme.save()
    after = theme_stylesheet_url(city.subsite)
    assert before != after
    assert aunt_wang.get(before).status_code == 404
    assert aunt_wang.get(after).status_code == 200


def test_the_desk_says_why_a_theme_cannot_be_read(city: City, lins_desk: Client) -> None:
    answer = lins_desk.post(
        reverse("wagtailsnippets_subsites_theme:add"),
        {"name": "亮黄", "tokens": '{"--theme-main": ["#ffff00", "#ffff00"]}'},
    )
    assert answer.status_code == 200
    assert "tokens" in answer.context["form"].errors
    assert not Theme.objects.filter(name="亮黄").exists()
