"""The progress board shows the model case's figures because the rows say so, and follows each row."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.cast import EDUCATION_HOST, City
from tests.frontdoor.reading import Sheet, shown
from yimen.agencies.models import Agency
from yimen.demo import factories
from yimen.demo.content import read_content
from yimen.editorial.models import SubsiteHomePage
from yimen.frontdoor.models import ProgressBoardPage
from yimen.subsites.actions import give_own_host
from yimen.subsites.models import Subsite
from yimen.subsites.rules import DepartmentState, Progress, count_progress, state_of_subsite

CLOSED_ON = date(2026, 3, 1)
MODEL_CASE = Progress(
    departments=29,
    old_sites=16,
    old_sites_running=0,
    old_sites_closed=14,
    old_sites_exempt=2,
    subsites_finished=18,
    subsites_in_preparation=6,
    subsites_none=5,
    exempt_without_subsite=2,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(city: City) -> ProgressBoardPage:
    """The model case: 29 departments, of which the education bureau keeps its site on a host of its own, the
    agriculture bureau keeps one outside; beside them bodies that do not count."""
    departments = [city.bureau] + [factories.agency(f"d{n:02}", f"云泽市第{n}局") for n in range(1, 29)]
    education, agriculture, *others = departments
    for department in (education, agriculture):
        department.status = Agency.Status.EXEMPT
        department.save()
        factories.old_site(department, state="exempt")
    give_own_host(
        city.subsite,
        host=EDUCATION_HOST,
        port=80,
        approved_by="市政府办公室",
        approved_on=date(2026, 1, 15),
        approval_number="云政办函〔2026〕3号",
    )
    for department in others[:14]:
        factories.old_site(department, state="closed", closed_on=CLOSED_ON)
    factories.subsite(others[0], below=city.directory)
    for number, department in enumerate(others[1:24], 1):
        not_open_yet(department, city, Subsite.State.FINISHED if number < 18 else Subsite.State.PREPARATION)
    hall = factories.agency("dag", "云泽市档案馆", kind=Agency.Kind.INSTITUTION)
    not_open_yet(hall, city, Subsite.State.FINISHED)
    factories.old_site(hall)
    gone = factories.agency(
        "wjj", "云泽市物价局", status="closed", closed_on=CLOSED_ON, closing_reason="merged"
    )
    factories.old_site(gone, state="closed", closed_on=CLOSED_ON)
    return factories.progress_board(city.home)


def not_open_yet(department: Agency, city: City, state: str) -> None:
    """A sub-site whose home page is still a draft: the board counts rows, and a tenth of the time is enough."""
    home = SubsiteHomePage(title=department.name, slug=department.code, live=False)
    city.directory.add_child(instance=home)
    Subsite.objects.create(
        code=department.code, name=department.name, agency=department, root_page=home, state=state
    )


def figures(sheet: Sheet) -> list[int]:
    """The large numbers, in the order in which they stand."""
    return [int(text) for text in sheet.texts("figures__value")]


def bars(sheet: Sheet) -> list[list[int]]:
    """The two pictures' bars: their figures."""
    return [[int(shown(value)) for value in chart.find_class("chart__value")] for chart in sheet.all("chart")]


def widths(sheet: Sheet) -> list[list[str]]:
    return [[bar.get("width") for bar in chart.find_class("chart__fill")] for chart in sheet.all("chart")]


def lines(sheet: Sheet) -> list[list[str]]:
    """The table of departments, without its head."""
    table = next(table for table in sheet.all("<table>") if len(table.findall("tbody/tr")) > 4)
    return [[shown(cell) for cell in row] for row in table.findall("tbody/tr")]


def exported(client: Client) -> list[list[str]]:
    answer = client.get("/jindu/data.csv")
    assert answer.status_code == 200
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_board_shows_the_model_case(aunt_wang: Client, board: ProgressBoardPage) -> None:
    sheet = Sheet(aunt_wang, "/jindu/")
    assert figures(sheet) == [29, 16, 18, 6, 5]
    old_sites, without = sheet.texts("figures__note")
    assert [int(n) for n in "".join(c if c.isdigit() else " " for c in old_sites).split()] == [14, 2, 0]
    assert [int(n) for n in "".join(c if c.isdigit() else " " for c in without).split()] == [2]
    assert bars(sheet) == [[14, 2, 0, 13], [18, 6, 5]]
    assert widths(sheet) == [["100.0%", "14.3%", "0.0%", "92.9%"], ["100.0%", "33.3%", "27.8%"]]
    table = lines(sheet)
    assert len(table) == 29
    assert "云泽市档案馆" not in str(table), "an institution is no constituent department"
    assert "云泽市物价局" not in str(table), "a closed department is none any more"


def test_the_table_under_each_picture_says_the_same(aunt_wang: Client, board: ProgressBoardPage) -> None:
    sheet = Sheet(aunt_wang, "/jindu/")
    for chart, values in zip(sheet.all("chart"), bars(sheet), strict=True):
        assert [int(shown(cell)) for cell in chart.iterfind(".//td")] == values


def test_a_row_changes_and_figures_bars_table_and_export_move(
    aunt_wang: Client, board: ProgressBoardPage
) -> None:
    before = Sheet(aunt_wang, "/jindu/")
    exported_before = exported(aunt_wang)
    finished = Subsite.objects.get(code="d20")
    assert finished.state == Subsite.State.PREPARATION
    finished.state = Subsite.State.FINISHED
    finished.save()
    factories.old_site(Agency.objects.get(code="d27"), state="running")

    after = Sheet(aunt_wang, "/jindu/")
    assert figures(after) == [29, 17, 19, 5, 5]
    assert bars(after) == [[14, 2, 1, 12], [19, 5, 5]]
    assert widths(after) != widths(before)
    moved = {name for (name, *old), (_, *new) in zip(lines(before), lines(after), strict=True) if old != new}
    assert moved == {"云泽市第20局", "云泽市第27局"}
    moved = {a[0] for a, b in zip(exported_before, exported(aunt_wang), strict=True) if a != b}
    assert moved == {"云泽市第20局", "云泽市第27局"}


def test_an_exempt_department_is_linked_on_its_own_host(aunt_wang: Client, board: ProgressBoardPage) -> None:
    links = Sheet(aunt_wang, "/jindu/").links
    assert links["云泽市教育局"] == f"http://{EDUCATION_HOST}/"
    assert links["云泽市第2局"] == "/bm/d02/"
    assert links["云泽市第28局"] == "/jg/d28/", (
        "without a sub-site the department's page says how to reach it"
    )


def test_the_table_goes_into_a_spreadsheet(aunt_wang: Client, board: ProgressBoardPage) -> None:
    answer = aunt_wang.get(Sheet(aunt_wang, "/jindu/").path + "data.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf"), "WPS and Excel read Chinese only with the mark"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="progress.csv"'
    head, *rows = exported(aunt_wang)
    assert rows == lines(Sheet(aunt_wang, "/jindu/"))
    assert len(head) == 3 and all(head)
    assert "data.csv" in Sheet(aunt_wang, "/jindu/").addresses


def test_only_a_board_has_that_table(aunt_wang: Client, city: City) -> None:
    for place in ("", "bm/", "bm/jyj/", "nirgends/"):
        assert aunt_wang.get(f"/{place}data.csv").status_code == 404


def test_a_board_for_staff_alone_gives_its_table_to_nobody_else(aunt_wang: Client, city: City) -> None:
    board = factories.progress_board(city.home)
    PageViewRestriction.objects.create(page=board, restriction_type=PageViewRestriction.LOGIN)
    ProgressBoardPage.objects.get(pk=board.pk).save_revision().publish()
    assert aunt_wang.get("/jindu/").status_code == 302
    assert aunt_wang.get("/jindu/data.csv").status_code == 404


def test_a_portal_without_departments_has_a_board_all_the_same(db: None) -> None:
    factories.progress_board(factories.portal())
    sheet = Sheet(Client(headers={"host": "www.yunze.example"}), "/jindu/")
    assert figures(sheet) == [0, 0, 0, 0, 0]
    assert {width for chart in widths(sheet) for width in chart} == {"0.0%"}


def test_the_demo_city_is_the_model_case() -> None:
    """Counted from the texts that the loader reads, by the same rule as the board's."""
    states = [
        DepartmentState(
            old_site=agency.old_site.state if agency.old_site else "none",
            subsite=state_of_subsite(
                state=agency.site.state if agency.site else None,
                has_own_host=bool(agency.site and agency.site.own_host),
            ),
        )
        for agency in read_content(today=date(2026, 11, 23)).agencies
        if agency.kind == "department" and agency.status != "closed"
    ]
    assert count_progress(states) == MODEL_CASE
