"""The directory of bodies: everybody finds the office that is meant, closed ones lead to who has their duties."""

from datetime import date

import pytest
from django.test import Client

from tests.cast import HOST, City
from tests.frontdoor.reading import Sheet, shown
from yimen.agencies.models import Agency, Leader
from yimen.demo import factories
from yimen.pool.comparing import differences
from yimen.pool.models import Entry
from yimen.subsites.models import Subsite

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(city: City) -> City:
    """Beside the education bureau: finance, health, an archive, a district, and a price bureau that closed."""
    factories.agency("czj", "云泽市财政局", address="云泽市人民路1号", phone="0999-2233445")
    health = factories.agency(
        "wjw", "云泽市卫生健康委员会", english_name="Health Commission", status="joining"
    )
    factories.agency("dag", "云泽市档案馆", kind=Agency.Kind.INSTITUTION)
    factories.agency("hbq", "湖滨区人民政府", kind=Agency.Kind.DISTRICT)
    prices = factories.agency(
        "wjj", "云泽市物价局", status="closed", closed_on=date(2026, 3, 1), closing_reason="merged"
    )
    prices.successors.set([city.bureau, health])
    return city


def groups(sheet: Sheet) -> list[dict[str, list[str]]]:
    """For each group of the directory: its letters and the names under them."""
    return [
        {
            shown(part.find("dt")): [shown(entry.find("a")) for entry in part.iterfind("dd")]
            for part in index.find_class("agency-index__group")
        }
        for index in sheet.all("agency-index")
    ]


def test_bodies_stand_by_kind_and_under_their_pinyin_letter(aunt_wang: Client, bodies: City) -> None:
    sheet = Sheet(aunt_wang, "/bm/")
    departments, institutions, districts, closed = groups(sheet)
    assert departments == {"C": ["云泽市财政局"], "J": ["云泽市教育局"], "W": ["云泽市卫生健康委员会"]}
    assert institutions == {"D": ["云泽市档案馆"]}
    assert districts == {"H": ["湖滨区人民政府"]}
    assert closed == {"W": ["云泽市物价局"]}


def test_each_body_leads_to_where_it_is_met(aunt_wang: Client, bodies: City) -> None:
    links = Sheet(aunt_wang, "/bm/").links
    assert links["云泽市教育局"] == "/bm/jyj/"
    assert links["云泽市财政局"] == "/jg/czj/"
    for name in ("云泽市教育局", "云泽市财政局", "云泽市物价局", "湖滨区人民政府"):
        assert aunt_wang.get(links[name]).status_code == 200, name


def test_a_sub_site_that_is_not_open_yet_is_not_linked(aunt_wang: Client, bodies: City) -> None:
    finance = factories.subsite(
        Agency.objects.get(code="czj"), below=bodies.directory, state=Subsite.State.PREPARATION
    )
    finance.root_page.specific.unpublish()
    assert Sheet(aunt_wang, "/bm/").links["云泽市财政局"] == "/jg/czj/"


def test_no_two_letters_claim_one_place_on_the_page(aunt_wang: Client, bodies: City) -> None:
    ids = [element.get("id") for element in Sheet(aunt_wang, "/bm/").tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), "W stands among the departments and among the closed ones"


def test_a_new_body_appears_and_a_closed_one_moves(aunt_wang: Client, bodies: City) -> None:
    factories.agency("slj", "云泽市水利局")
    finance = Agency.objects.get(code="czj")
    finance.status, finance.closed_on, finance.closing_reason = "closed", date(2026, 5, 1), "renamed"
    finance.save()
    departments, *_, closed = groups(Sheet(aunt_wang, "/bm/"))
    assert departments == {"J": ["云泽市教育局"], "S": ["云泽市水利局"], "W": ["云泽市卫生健康委员会"]}
    assert closed == {"C": ["云泽市财政局"], "W": ["云泽市物价局"]}


def test_the_home_page_names_the_bodies_that_exist_shortly(aunt_wang: Client, bodies: City) -> None:
    (index,) = groups(Sheet(aunt_wang, "/"))
    assert index["C"] == ["财政局"]
    assert "物价局" not in str(index)


# ── A body's own page ──


def test_a_bodys_page_says_how_to_reach_it_what_it_does_and_who_leads_it(
    aunt_wang: Client, bodies: City
) -> None:
    finance = Agency.objects.get(code="czj")
    finance.duties = "编制市级预算。\n\n管理国库。\n"
    finance.leaders.add(Leader(name="何清源", post="局长", portfolio="主持全面工作"))
    finance.save()
    news = factories.column(bodies.home, "政务要闻")
    factories.article(news, "市级预算公开", agency=finance)
    sheet = Sheet(aunt_wang, "/jg/czj/")
    assert sheet.texts("<h1>") == ["云泽市财政局"]
    assert [shown(item) for item in sheet.tree.iterfind(".//ol/li") if "预算" in shown(item)] == [
        "编制市级预算。"
    ]
    assert sheet.titles == ["市级预算公开"]
    for words in ("云泽市人民路1号", "0999-2233445", "管理国库。", "何清源", "局长", "主持全面工作"):
        assert words in sheet.words, words


def test_a_closed_bodys_page_leads_to_who_has_its_duties(aunt_wang: Client, bodies: City) -> None:
    sheet = Sheet(aunt_wang, "/jg/wjj/")
    assert "2026年3月1日" in sheet.words
    assert sheet.links["云泽市教育局"] == "/jg/jyj/"
    assert sheet.links["云泽市卫生健康委员会"] == "/jg/wjw/"
    assert not {"云泽市教育局", "云泽市卫生健康委员会"} & set(Sheet(aunt_wang, "/jg/czj/").links)


def test_a_bodys_page_leads_to_its_sub_site_and_has_a_title_of_its_own(
    aunt_wang: Client, bodies: City
) -> None:
    sheet = Sheet(aunt_wang, "/jg/jyj/")
    assert "/bm/jyj/" in {link.get("href") for link in sheet.all("button")}
    assert shown(sheet.tree.find(".//title")) == "云泽市教育局 - 中国·云泽"
    assert sheet.canonical == "http://www.yunze.example/jg/jyj/"
    assert [shown(item) for item in sheet.tree.iterfind(".//nav/ol/li")][-1] == "云泽市教育局"


def test_a_body_that_is_not_there_is_not_found(aunt_wang: Client, bodies: City) -> None:
    assert aunt_wang.get("/jg/nobody/").status_code == 404


def test_readers_of_english_stay_in_english(aunt_wang: Client, bodies: City) -> None:
    factories.english_home(bodies.home)
    sheet = Sheet(aunt_wang, "/en/")
    assert sheet.links["Health Commission"] == "/en/jg/wjw/"
    page = Sheet(aunt_wang, "/en/jg/wjw/")
    assert page.tree.get("lang") == "en"
    assert page.texts("<h1>") == ["Health Commission"]
    editions = {link.get("hreflang"): link.get("href") for link in page.rel("alternate")}
    assert editions["zh-Hans"] == "http://www.yunze.example/jg/wjw/"
    assert editions["en"] == page.canonical == "http://www.yunze.example/en/jg/wjw/"


# ── in the pool ──


def test_an_agency_s_page_is_found_in_each_language_in_which_it_has_a_name(
    city: City, aunt_wang: Client
) -> None:
    def known() -> dict[str, str]:
        rows = Entry.objects.filter(kind="agency_page", object_id=city.bureau.pk)
        return dict(rows.values_list("path", "title"))

    bureau = city.bureau
    assert known() == {"/jg/jyj/": "云泽市教育局"}
    bureau.english_name = "Education Bureau"
    bureau.save()
    assert known() == {"/jg/jyj/": "云泽市教育局", "/en/jg/jyj/": "Education Bureau"}
    assert f"http://{HOST}/en/jg/jyj/" in aunt_wang.get("/sitemap-1.xml").content.decode()
    assert [str(one) for one in differences()] == []
    bureau.english_name, bureau.name = "", "云泽市教育和体育局"
    bureau.save()
    assert known() == {"/jg/jyj/": "云泽市教育和体育局"}


def test_an_agency_that_is_deleted_leaves_the_pool(city: City) -> None:
    alone = factories.agency("lyj", "云泽市林业局", english_name="Forestry Bureau")
    assert Entry.objects.filter(kind="agency_page", object_id=alone.pk).count() == 2
    alone.delete()
    assert not Entry.objects.filter(kind="agency_page", title__contains="林业").exists()
    assert [str(one) for one in differences()] == []
