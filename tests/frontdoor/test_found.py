"""Lao Chen founds the portal of a real city with one command."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.cast import HOST
from yimen.frontdoor.models import CityHomePage

ENTRANCES = [
    (f"/{code}/", f"/en/{code}/") for code in ("citizen", "business", "investor", "visitor", "official")
]
pytestmark = pytest.mark.django_db


def test_one_command_makes_a_portal_and_never_a_second() -> None:
    call_command("found", host=HOST, name="中国·云泽", english_name="Yunze", alias=["云泽.政务"])
    chen = Client(headers={"host": HOST})
    for path in ("/", "/en/", "/bm/", "/jindu/", "/citizen/"):
        assert chen.get(path).status_code == 200, path
    for chinese, english in (("/bm/", "/en/departments/"), ("/jindu/", "/en/progress/"), *ENTRANCES):
        assert f'href="http://{HOST}{english}"' in chen.get(chinese).content.decode(), chinese
        assert f'href="http://{HOST}{chinese}"' in chen.get(english).content.decode(), english
    assert Client(headers={"host": "xn--9kqp55e.xn--zfr164b"}).get("/")["Location"] == f"http://{HOST}/"
    with pytest.raises(CommandError, match="stands here already"):
        call_command("found", host=HOST)


def test_a_name_that_is_no_host_founds_nothing() -> None:
    with pytest.raises(CommandError, match="a_b"):
        call_command("found", host="a_b.example")
    assert not CityHomePage.objects.exists()
