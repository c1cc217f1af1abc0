"""Five entrances that compose themselves from whom a text concerns; editors arrange what comes first."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.cast import City
from tests.frontdoor.conftest import AUDIENCES, Door
from tests.frontdoor.reading import Sheet, remember, shown
from yimen.demo import factories
from yimen.frontdoor.models import AudienceEntrancePage, CityHomePage
from yimen.pool.models import Audience

pytestmark = pytest.mark.django_db


def channels(sheet: Sheet) -> list[str]:
    return sheet.texts("entrances__word")


def test_the_five_stand_on_the_home_page_in_their_order(aunt_wang: Client, door: Door) -> None:
    sheet = Sheet(aunt_wang, "/")
    assert channels(sheet) == ["市民", "企业", "投资者", "旅游者", "公务员"]
    for code, link in zip(AUDIENCES, sheet.all("entrances__channel"), strict=True):
        assert (
            Sheet(aunt_wang, link.get("href"))
            .all("entrances__channel")[AUDIENCES.index(code)]
            .get("aria-current")
        )


def test_an_entrance_that_is_not_published_is_not_offered(aunt_wang: Client, door: Door) -> None:
    door.entrances["visitor"].unpublish()
    assert channels(Sheet(aunt_wang, "/")) == ["市民", "企业", "投资者", "公务员"]


def test_an_entrance_for_staff_alone_is_not_offered(aunt_wang: Client, door: Door) -> None:
    PageViewRestriction.objects.create(
        page=door.entrances["official"], restriction_type=PageViewRestriction.LOGIN
    )
    assert channels(Sheet(aunt_wang, "/")) == ["市民", "企业", "投资者", "旅游者"]
    answer = aunt_wang.get("/official/")
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]


def test_what_concerns_investors_appears_whichever_site_it_comes_from(aunt_wang: Client, door: Door) -> None:
    factories.article(door.news, "高新区土地挂牌", audiences=("investor",))
    factories.article(door.city.notices, "职业学校合作办学招商", audiences=("investor", "business"))
    factories.article(door.city.notices, "秋季入学须知", audiences=("citizen",))
    factories.article(door.news, "普通新闻")
    assert Sheet(aunt_wang, "/investor/").titles == ["职业学校合作办学招商", "高新区土地挂牌"]
    assert Sheet(aunt_wang, "/business/").titles == ["职业学校合作办学招商"]
    assert Sheet(aunt_wang, "/citizen/").titles == ["秋季入学须知"]
    assert Sheet(aunt_wang, "/visitor/").titles == []


def test_what_no_longer_concerns_them_goes(aunt_wang: Client, door: Door) -> None:
    land = factories.article(door.news, "高新区土地挂牌", audiences=("investor",))
    land.audiences = [Audience.objects.get(code="business")]
    land.save_revision().publish()
    assert Sheet(aunt_wang, "/investor/").titles == []
    assert Sheet(aunt_wang, "/business/").titles == ["高新区土地挂牌"]
    land.unpublish()
    assert Sheet(aunt_wang, "/business/").titles == []


def test_what_is_private_does_not_appear(aunt_wang: Client, door: Door) -> None:
    land = factories.article(door.news, "内部招商通报", audiences=("investor",))
    PageViewRestriction.objects.create(page=land, restriction_type=PageViewRestriction.LOGIN)
    assert Sheet(aunt_wang, "/investor/").titles == []


def test_what_the_editors_arranged_stands_before_the_newest(aunt_wang: Client, door: Door) -> None:
    factories.article(door.news, "城市规划公告", audiences=())
    factories.article(door.city.notices, "土地挂牌", audiences=("investor",))
    entrance = AudienceEntrancePage.objects.get(pk=door.entrances["investor"].pk)
    entrance.sections = [
        ("text", {"title": "来云泽投资", "text": "<p>先看三件事。</p>"}),
        ("latest", {"title": "", "column": door.news.page_ptr, "count": 5, "style": "list"}),
    ]
    entrance.save_revision().publish()
    sheet = Sheet(aunt_wang, "/investor/")
    headings = [shown(h) for h in sheet.tree.iterfind(".//main//h2")]
    assert headings[:2] == ["来云泽投资", "政务要闻"]
    assert headings[2:] == ["最新发布", "相关部门"]
    assert sheet.titles == ["城市规划公告", "土地挂牌"]


# ── The choice made (test_preferences.py holds how) ──


def test_the_chosen_entrance_comes_first_and_nothing_disappears(aunt_wang: Client, door: Door) -> None:
    factories.article(door.news, "普通新闻")
    factories.article(door.city.notices, "招商手册发布", audiences=("investor",))
    home = CityHomePage.objects.get(pk=door.city.home.pk)
    home.sections = [("latest", {"title": "", "column": door.news.page_ptr, "count": 5, "style": "list"})]
    home.save_revision().publish()
    before = Sheet(aunt_wang, "/")
    remember(aunt_wang, "investor")
    after = Sheet(aunt_wang, "/")
    assert before.titles == ["普通新闻"]
    assert after.titles == ["招商手册发布", "普通新闻"]
    assert before.addresses <= after.addresses


def test_a_remembered_entrance_that_was_closed_leaves_the_home_page_whole(
    aunt_wang: Client, door: Door
) -> None:
    factories.article(door.news, "招商手册发布", audiences=("investor",))
    remember(aunt_wang, "investor")
    door.entrances["investor"].delete()
    sheet = Sheet(aunt_wang, "/")
    assert sheet.titles == []
    assert channels(sheet) == ["市民", "企业", "旅游者", "公务员"]


def test_a_city_without_entrances_still_has_a_home_page(aunt_wang: Client, city: City) -> None:
    remember(aunt_wang, "citizen")
    assert Sheet(aunt_wang, "/").all("entrances") == []
