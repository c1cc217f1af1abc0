"""Each page type before the Nu HTML Checker: what it calls an error, a browser had to guess."""

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from dataclasses import fields
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import pytest

from tests.conftest import missing_tool
from tests.journeys.city import Places

CHECKER = "tools/web/node_modules/vnu-jar/build/dist/vnu.jar"
STAFF_ONLY = {"desk", "write_notice"}
LEADS_ELSEWHERE = {"old_address"}


@pytest.fixture(scope="module")
def checker(repository: Path) -> list[str]:
    """The command that examines a folder."""
    if not (repository / CHECKER).exists():
        missing_tool("The Nu HTML Checker", package="npm")
    if shutil.which("java") is None:
        missing_tool("Java", package="default-jre-headless")
    return ["java", "-jar", str(repository / CHECKER), "--format", "json", "--stdout"]


def html_of(url: str) -> bytes:
    """The page; names below .localhost are known to browsers alone, so the host goes into the request's head."""
    place = urlsplit(url)
    address = urlunsplit(
        place._replace(netloc=f"localhost:{place.port}", query=quote(place.query, safe="=&%"))
    )
    request = urllib.request.Request(address, headers={"Host": place.netloc})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:  # a page that says what is not there is a page
        return bytes(error.read())


def mistakes_in(folder: Path, checker: list[str]) -> list[str]:
    said = subprocess.run([*checker, str(folder)], capture_output=True, text=True, check=False)
    return [
        f"{Path(message['url']).stem}:{message.get('lastLine')} {message['message']} {message.get('extract', '')}"
        for message in json.loads(said.stdout)["messages"]
        if message["type"] != "info"  # its advice (“the list role is unnecessary”) does not know Safari
    ]


def test_every_page_type_is_valid(places: Places, checker: list[str], tmp_path: Path) -> None:
    for field in fields(places):
        if field.name not in STAFF_ONLY | LEADS_ELSEWHERE:
            (tmp_path / f"{field.name}.html").write_bytes(html_of(getattr(places, field.name)))
    assert "\n".join(mistakes_in(tmp_path, checker)) == ""


def test_the_checker_would_find_something(checker: list[str], tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text(
        "<!doctype html><title>x</title><p><div id=a></div id=a><img src=x>"
    )
    assert len(mistakes_in(tmp_path, checker)) >= 2
