"""What nginx does with the store's files is what the page layer does: headers, looks, whom it leaves alone."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from tests.baking.machine import Machine
from yimen.design.preferences import COOKIE_NAME, LOOKS, Preferences

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
# Said of each answer anew: nginx says them by itself from the file, or for its kind of file.
OF_THE_FILE = {"Content-Type", "Content-Length", "Content-Language", "ETag", "Last-Modified", "Accept-Ranges"}


@pytest.mark.django_db
def test_the_headers_are_those_of_the_page_layer(machine: Machine) -> None:
    said = dict(re.findall(r'^add_header (\S+) "?(.*?)"?;$', (DEPLOY / "nginx-kept.conf").read_text(), re.M))
    assert said.pop("Cache-Status") == "yimen; hit; detail=file"
    machine.get("/")
    kept = machine.get("/").headers
    del kept["Cache-Status"]
    assert said == {name: value for name, value in kept.items() if name not in OF_THE_FILE}


def test_each_look_is_read_out_of_the_cookie() -> None:
    looks = dict(re.findall(r'"(\S*)"\s+(\S+);', block("$yimen_look"))) | {"||": "plain"}
    found = set()
    for text, contrast, mode in product((None, "large"), (None, "high"), (None, "elder")):
        chosen = Preferences(text=text, contrast=contrast, mode=mode, guide="on", entrance="citizen")
        parts = (part_of(chosen.encode(), name) for name in ("$yimen_text", "$yimen_contrast", "$yimen_mode"))
        look = looks["|".join(parts)]
        assert look == chosen.look
        found.add(look)
    assert found == set(LOOKS)


def test_staff_and_the_chosen_entrance_are_left_to_the_application() -> None:
    names = re.search(r'map "\$yimen_reads\|\$args\|(\S+)" \$yimen_by_application', configuration())
    assert names
    looked_at = set(names[1].split("|"))
    assert {
        f"$cookie_{COOKIE_NAME}",
        f"$cookie_{settings.SESSION_COOKIE_NAME}",
        "$http_authorization",
    } <= looked_at
    by_nginx = re.search(r'"~(\S+)" 0;', block("$yimen_by_application"))
    assert by_nginx
    rule = re.compile(by_nginx[1])
    assert rule.match("1|||||")
    assert rule.match("1|||||text:large.mode:elder")
    for other in (
        "0|||||",
        "1|page=2||||",
        "1||staff|||",
        "1|||staff||",
        "1||||Bearer x|",
        "1|||||entrance:citizen",
    ):
        assert not rule.match(other), other


def configuration() -> str:
    return (DEPLOY / "nginx.conf").read_text()


def block(variable: str) -> str:
    """What stands between the braces of the map that gives this variable."""
    found = re.search(rf"map [^{{]*{re.escape(variable)}\s*\{{(.*?)\n?\}}", configuration(), re.S)
    assert found, variable
    return found[1]


def part_of(cookie: str, variable: str) -> str:
    rule = re.search(r"~(\S+)\s+(\S+);", block(variable))
    assert rule
    return rule[2] if re.search(rule[1], cookie) else ""
