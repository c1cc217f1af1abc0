"""Every page of a small city, read in both languages: no word of the other stands in it unmarked."""

import re
from collections.abc import Iterator
from datetime import date

import polib
import pytest
from django.test import Client

from tests.cast import HOST, City
from tests.frontdoor.reading import Sheet
from tests.house.catalogue import FOLDER
from tests.house.reading import ROOT
from yimen.agencies.models import Leader
from yimen.demo import factories
from yimen.editorial.actions import open_edition, publish_translation
from yimen.editorial.models import LeadersPage
from yimen.frontdoor.actions import add_english_places
from yimen.subsites.models import MenuItem, PortalSettings

pytestmark = pytest.mark.django_db

LINK = re.compile(rf"^(?:http://{HOST})?(/[^#?]*)")


@pytest.fixture
def bilingual(city: City) -> City:
    """The city with everything that an English page may take from Chinese rows, translated and not."""
    _describe_the_city(city)
    home, english = city.home, factories.english_home(city.home, title="Yunze")
    for code in ("citizen", "visitor"):
        factories.entrance(home, code=code)
    factories.progress_board(home)
    add_english_places(home, english)
    news = factories.column(home, "云泽要闻", slug="yaowen")
    english_news = factories.column(english, "News", slug="news", translation_of=news)
    article = factories.article(news, "湖面结冰", slug="bing", source="云泽日报", audiences=("visitor",))
    factories.article(
        english_news, "The lake has frozen", slug="ice", translation_of=article, source="云泽日报",
        author="贺一川", audiences=("visitor",), agency=city.bureau,
        body=[("paragraph", "<p>Please stay on the shore.</p>")],
    )  # fmt: skip
    factories.information(english, "About this site", slug="about", body=[("paragraph", "<p>English.</p>")])
    MenuItem.objects.create(title="News", page=english_news.page_ptr, language="en")
    directory = next(page for page in english.get_children().specific() if page.slug == "departments")
    edition = open_edition(city.subsite, directory=directory, title="Education Bureau")
    chinese = LeadersPage(title="领导信息", slug="ldxx", agency=city.bureau)
    city.subsite.root_page.add_child(instance=chinese)
    publish_translation(
        LeadersPage(title="Leaders", slug="leaders", agency=city.bureau), of=chinese, parent=edition
    )
    return city


def _describe_the_city(city: City) -> None:
    settings = PortalSettings.load()
    settings.organiser, settings.icp_number = "云泽市人民政府办公室", "云ICP备00000001号"
    settings.contact, settings.tagline = "云泽市政通路1号", "一个门进来"
    settings.save()
    bureau = city.bureau
    bureau.english_name, bureau.english_short_name = "Yunze Education Bureau", "Education Bureau"
    bureau.phone, bureau.address = "0700-5550111", "云泽市书院路18号"
    bureau.english_address, bureau.office_hours = "18 Shuyuan Road, Yunze", "工作日 8:30—17:30"
    bureau.duties = "管理学校。"
    bureau.leaders.add(
        Leader(name="郁晚晴", post="局长", english_name="Yu Wanqing", english_post="Director"),
        Leader(name="左传声", post="副局长", portfolio="分管考试。", resume="1974年生。"),
    )
    bureau.save()
    factories.agency("lyj", "云泽市林业局", address="青松路1号")  # nobody has translated anything of it
    factories.agency(
        "wjj", "云泽市物价局", english_name="Yunze Price Bureau", status="closed", closed_on=date(2026, 3, 1),
        closing_reason="merged",
    ).successors.set([bureau])  # fmt: skip


def crawled(visitor: Client, start: str) -> Iterator[Sheet]:
    """Every page that links lead to from `start`, within its language."""
    waiting, known = [start], {start}
    while waiting:
        sheet = Sheet(visitor, waiting.pop())
        yield sheet
        for url in sheet.addresses:
            found = LINK.match(url or "")
            path = found[1] if found else ""
            is_page = path.endswith("/") and not path.startswith(("/-/", "/admin/", "/static/", "/media/"))
            if is_page and path.startswith("/en/") == start.startswith("/en/") and path not in known:
                known.add(path)
                waiting.append(path)


def test_no_chinese_word_stands_unmarked_on_an_english_page(aunt_wang: Client, bilingual: City) -> None:
    sheets = list(crawled(aunt_wang, "/en/"))
    assert {"/en/departments/", "/en/departments/jyj/leaders/", "/en/jg/lyj/", "/en/news/ice/"} <= {
        sheet.path for sheet in sheets
    }
    found = {sheet.path: sheet.unmarked_chinese for sheet in sheets if sheet.unmarked_chinese}
    assert found == {"/en/jg/lyj/": ["云泽市林业局 - Yunze"]}, (
        "a title can carry no mark; others have English"
    )
    assert all(sheet.tree.get("lang") == "en" for sheet in sheets)


def test_no_english_word_of_the_interface_stands_on_a_chinese_page(
    aunt_wang: Client, bilingual: City
) -> None:
    """What the catalogue translates never stands there in its English."""
    ours = {
        entry.msgid
        for entry in polib.pofile(str(ROOT / FOLDER / "django.po"))
        if entry.msgid != entry.msgstr and not entry.msgid_plural and re.search("[A-Za-z]{2}", entry.msgid)
    }
    found: dict[str, set[str]] = {}
    for sheet in crawled(aunt_wang, "/"):
        for code in sheet.tree.xpath("//code"):
            code.drop_tree()  # names of the interface for programs are the same in every language
        said = {" ".join(text.split()) for text in sheet.tree.find("body").itertext()}
        said |= {value for element in sheet.tree.iter() for value in map(element.get, ("aria-label", "alt"))}
        if english := said & ours:
            found[sheet.path] = english
    assert found == {}


def test_an_english_page_tells_an_agency_in_english_forms(aunt_wang: Client, bilingual: City) -> None:
    words = Sheet(aunt_wang, "/en/jg/jyj/").words
    for told in (
        "Yunze Education Bureau",
        "18 Shuyuan Road, Yunze",
        "+86 700 555 0111",
        "Yu Wanqing",
        "Director",
    ):
        assert told in words
    assert "1 March 2026" in Sheet(aunt_wang, "/en/jg/wjj/").words
    chinese = Sheet(aunt_wang, "/jg/jyj/").words
    for told in ("云泽市书院路18号", "0700-5550111", "郁晚晴"):
        assert told in chinese


def test_the_english_directory_is_in_the_order_of_english_names(aunt_wang: Client, bilingual: City) -> None:
    factories.agency(
        "czj", "云泽市财政局", english_name="Yunze Finance Bureau", english_short_name="Finance Bureau"
    )
    initials = Sheet(aunt_wang, "/en/departments/").texts("agency-index__initial")
    assert initials[:3] == ["E", "F", "L"]


def test_the_directory_leads_to_the_english_edition_of_a_department(
    aunt_wang: Client, bilingual: City
) -> None:
    links = Sheet(aunt_wang, "/en/departments/").links
    assert links["Education Bureau"] == "/en/departments/jyj/"
    assert links["云泽市林业局"] == "/en/jg/lyj/"
    assert Sheet(aunt_wang, "/bm/").links["云泽市教育局"] == "/bm/jyj/"


def test_lists_write_days_alike_in_both_languages(aunt_wang: Client, bilingual: City) -> None:
    for path in ("/yaowen/", "/en/news/"):
        (day,) = Sheet(aunt_wang, path).texts("entry-list__date")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
