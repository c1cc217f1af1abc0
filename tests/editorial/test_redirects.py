"""林主任 makes redirects: none leads to itself, in circles, by a detour, or over a page that is public."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from tests.cast import HOST, City
from yimen.demo import factories

pytestmark = pytest.mark.django_db

START = f"http://{HOST}"


def told(desk: Client, old_path: str, *, link: str = "", page: int | str = "") -> str:
    """What the form says against it; empty when it was stored."""
    form = {
        "old_path": old_path,
        "site": "",
        "is_permanent": "on",
        "redirect_page": page,
        "redirect_link": link,
    }
    answer = desk.post(reverse("wagtailredirects:add"), form)
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


def test_only_straight_ways_are_stored(city: City, lins_desk: Client, aunt_wang: Client) -> None:
    page = factories.article(city.notices, slug="tz")
    path = page.address().path
    assert "自身" in told(lins_desk, "/jiu/", link=f"{START}/jiu/")
    assert "自身" in told(lins_desk, "/jiu/", link=f"{START}/jiu")
    assert "已发布" in told(lins_desk, path, link=f"{START}/jiu/")
    assert told(lins_desk, "/jiu/", page=page.pk) == ""
    assert "另一" in told(lins_desk, "/geng-jiu/", link=f"{START}/jiu/")
    assert told(lins_desk, "/wai/", link="https://www.gov.cn/") == ""
    assert aunt_wang.get("/jiu/")["Location"].endswith(path)
    row = Redirect.objects.get(old_path="/jiu")
    page.unpublish()
    answer = lins_desk.post(
        reverse("wagtailredirects:edit", args=(row.pk,)),
        {"old_path": "/jiu", "site": "", "is_permanent": "on", "redirect_link": f"{START}/jiu"},
    )
    assert "自身" in str(answer.context["form"].errors)


def test_two_that_lead_to_each_other_are_refused(city: City, lins_desk: Client) -> None:
    assert told(lins_desk, "/jia/", link=f"{START}/yi/") == ""
    assert "循环" in told(lins_desk, "/yi/", link=f"{START}/jia/")
