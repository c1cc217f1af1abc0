"""What stands after the water bureau's old site has been brought in: pages, pictures, links, and every old address
answered. The site is imported once for all these stories, which only look."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.cast import HOST
from tests.consolidation import old_site
from yimen.agencies.models import Agency
from yimen.consolidation.models import PageVerdict
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.media.models import PortalDocument, PortalImage
from yimen.pool.models import Entry
from yimen.records.models import Change
from yimen.subsites.models import OldAddress, Subsite

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

OLD_HOST = "www.yzsw.example"
FIRST = "swdt/2006/101.html"


@dataclass(frozen=True)
class Imported:
    """The bureau after the import, the report's lines by file, and what was told on the error stream."""

    agency: Agency
    folder: Path
    report: dict[str, dict[str, str]]
    told: str


@pytest.fixture(scope="module")
def imported(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    mirror_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Imported]:
    place = tmp_path_factory.mktemp("imported")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=place), transaction.atomic():
        factories.directory(factories.portal(host=HOST))
        agency = factories.agency("swj", "云泽市水务局")
        errors, report = io.StringIO(), place / "report.jsonl"
        call_command(
            "consolidate",
            str(mirror_folder),
            base_url=old_site.BASE_URL,
            agency="swj",
            report=report,
            stdout=io.StringIO(),
            stderr=errors,
        )
        lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
        yield Imported(agency, mirror_folder, {line["file"]: line for line in lines}, errors.getvalue())
        transaction.set_rollback(True)


def test_the_agency_has_a_subsite_in_preparation_with_its_old_articles(imported: Imported) -> None:

    subsite = Subsite.objects.get(agency=imported.agency)
    assert subsite.state == Subsite.State.PREPARATION
    article = ArticlePage.objects.get(title="关于做好水库除险加固工作的通知")
    assert timezone.localtime(article.released_at).strftime("%Y-%m-%d %H:%M") == "2006-02-12 02:32"
    assert (str(article.source), article.author) == ("市防汛抗旱指挥部", "李明")
    assert article.get_parent().title == "通知公告"
    assert old_site.BASE_URL in article.backdating_reason
    entry = Entry.objects.get(title=article.title)
    assert (entry.subsite, entry.agency) == (subsite, imported.agency)
    assert Change.objects.filter(subject=entry.subject_name).exists()


def test_every_old_address_leads_to_its_new_page(imported: Imported) -> None:
    visitor = Client(headers={"host": OLD_HOST})
    portal = Client(headers={"host": HOST})
    for line in imported.report.values():
        answer = visitor.get(line["url"].removeprefix(old_site.BASE_URL))
        if not line["new_url"]:
            assert answer.status_code == 410
            continue
        assert (answer.status_code, answer["Location"]) == (301, line["new_url"])
        page = portal.get(line["new_url"].removeprefix(f"http://{HOST}"))
        assert page.status_code == 200
        if line["verdict"] == "article":
            assert line["title"] in page.content.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/", "/bm/swj/"),
        ("/index.html", "/bm/swj/"),
        ("/tzgg/", "/bm/swj/tongzhi-gonggao/"),
        ("/tzgg/index.html", "/bm/swj/tongzhi-gonggao/"),
        ("/show.asp?id=7", "/bm/swj/shuiwu-dongtai/dongtai-yemian-de-yipian-jiuwen/"),
    ],
)
def test_lists_and_queries_are_answered_too(imported: Imported, old: str, new: str) -> None:
    answer = Client(headers={"host": OLD_HOST}).get(old)
    assert (answer.status_code, answer["Location"]) == (301, f"http://{HOST}{new}")


def test_pictures_attachments_and_links_come_along(imported: Imported) -> None:
    article = ArticlePage.objects.get(title="我市城区供水管网改造工作取得新进展")
    image = next(block.value for block in article.body if block.block_type == "image")
    assert image["alt"] == "加固后的大坝"
    assert PortalImage.objects.count() == 1
    text = "".join(str(block.value.source) for block in article.body if block.block_type == "paragraph")
    later = ArticlePage.objects.get(title="云泽市水质监测公报管理办法（试行）")
    assert f'<a linktype="page" id="{later.pk}">' in text
    assert f'<a linktype="document" id="{PortalDocument.objects.get().pk}">' in text
    assert "已经遗失的附件" in text
    assert "lost.doc" not in text
    assert "images/broken.jpg: no picture that can be shown" in imported.told


def test_old_addresses_of_files_lead_to_the_page_that_shows_them(imported: Imported) -> None:
    article = ArticlePage.objects.get(title="我市城区供水管网改造工作取得新进展")
    for path in ("/images/dam.png", "/files/plan.doc"):
        assert OldAddress.objects.get(path=path).page_id == article.pk


def test_a_table_stays_a_table_with_its_links(imported: Imported) -> None:
    article = ArticlePage.objects.get(title="关于做好水库除险加固工作的通知")
    table = next(block.value for block in article.body if block.block_type == "imported")
    assert 'rowspan="2"' in table
    assert 'href="/bm/swj/shuiwu-dongtai/' in table


def test_one_text_in_two_columns_is_one_page_placed_twice(imported: Imported) -> None:
    article = ArticlePage.objects.get(title="我市节水型单位创建工作取得新进展")
    assert [placement.column.title for placement in article.placements.all()] == ["通知公告"]
    assert OldAddress.objects.get(path="/tzgg/2006/201.html").page_id == article.pk


def test_the_report_has_one_line_for_each_page_seen(imported: Imported) -> None:
    lines = imported.report
    assert len(lines) == sum(1 for path in imported.folder.rglob("*.html"))
    keys = ["file", "url", "verdict", "reason", "title", "date", "source", "column", "text", "new_url"]
    assert all(list(line) == keys for line in lines.values())
    first = lines[FIRST]
    assert first["date"] == "2006-01-11 01:31"
    assert first["url"] == f"{old_site.BASE_URL}/{FIRST}"
    assert first["new_url"].startswith(f"http://{HOST}/bm/swj/shuiwu-dongtai/")
    verdicts = Counter(line["verdict"] for line in lines.values())
    assert verdicts["home"] == 1
    assert verdicts["list"] == 3
    assert PageVerdict.objects.count() == len(lines)
