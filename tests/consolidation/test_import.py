"""The water bureau's old site becomes its sub-site: pages, pictures, links, and every old address answered."""

import json
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.cast import HOST, City
from tests.consolidation import old_site
from yimen.agencies.models import Agency
from yimen.consolidation.actions import run as run_module
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.media.models import PortalDocument, PortalImage
from yimen.pool.models import Entry
from yimen.records.models import Change
from yimen.subsites.models import OldAddress, OldSite, OldSiteHost, Subsite

pytestmark = [
    pytest.mark.slow,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

OLD_HOST = "www.yzsw.example"
FIRST = "swdt/2006/101.html"


@pytest.fixture
def water(city: City) -> Agency:
    """云泽市水务局, which has an old site and no sub-site yet."""
    return factories.agency("swj", "云泽市水务局")


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def consolidate(
    folder: Path, *, agency: str = "swj", base_url: str = old_site.BASE_URL, **options: Any
) -> None:
    call_command("consolidate", str(folder), base_url=base_url, agency=agency, **options)


def reported(path: Path) -> dict[str, dict[str, str]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["file"]: line for line in lines}


def what_stands() -> dict[str, Any]:
    return {
        "articles": sorted(ArticlePage.objects.values_list("pk", "title", "latest_revision_id")),
        "columns": sorted(ColumnPage.objects.values_list("pk", "title")),
        "addresses": sorted(OldAddress.objects.values_list("key", "page_id")),
        "pool": Entry.objects.count(),
        "changes": Change.objects.count(),
        "media": (PortalImage.objects.count(), PortalDocument.objects.count()),
    }


def test_a_second_run_changes_nothing(
    water: Agency, mirror_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    consolidate(mirror_folder, report=tmp_path / "first.jsonl")
    before = what_stands()
    capsys.readouterr()
    consolidate(mirror_folder, report=tmp_path / "second.jsonl")
    assert what_stands() == before
    assert (tmp_path / "first.jsonl").read_bytes() == (tmp_path / "second.jsonl").read_bytes()
    said = capsys.readouterr().out
    assert "unchanged" in said
    assert "imported" not in said


def test_the_other_host_name_of_the_same_site_doubles_nothing(water: Agency, mirror_folder: Path) -> None:
    consolidate(mirror_folder)
    count = ArticlePage.objects.count()
    consolidate(mirror_folder, base_url="http://yzsw.example")
    assert ArticlePage.objects.count() == count
    assert set(OldSiteHost.objects.values_list("name", flat=True)) == {OLD_HOST, "yzsw.example"}
    answer = Client(headers={"host": "yzsw.example"}).get(f"/{FIRST}")
    assert answer.status_code == 301


def test_what_changed_in_the_mirror_is_brought_up_to_date(water: Agency, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    old_site.build(folder)
    consolidate(folder)
    released = ArticlePage.objects.get(title="关于做好水质监测公报工作的通知").released_at
    page = folder / "tzgg/2006/105.html"
    page.write_bytes(page.read_bytes().replace("600万元".encode("gb18030"), "990万元".encode("gb18030")))

    consolidate(folder, report=tmp_path / "report.jsonl")

    article = ArticlePage.objects.get(title="关于做好水质监测公报工作的通知")
    assert "990万元" in str(article.body)
    assert article.released_at == released
    assert ArticlePage.objects.filter(title=article.title).count() == 1


def test_the_desks_own_work_is_never_overwritten(water: Agency, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    old_site.build(folder)
    consolidate(folder)
    edited = ArticlePage.objects.get(title="关于做好水质监测公报工作的通知")
    edited.title = "关于做好水质监测工作的通知（更正）"
    edited.save_revision().publish()
    ArticlePage.objects.get(title="关于做好农村饮水安全工作的通知").delete()
    page = folder / "tzgg/2006/105.html"
    page.write_bytes(page.read_bytes().replace("600万元".encode("gb18030"), "990万元".encode("gb18030")))

    consolidate(folder, report=tmp_path / "report.jsonl")

    assert not ArticlePage.objects.filter(title="关于做好农村饮水安全工作的通知").exists()
    edited.refresh_from_db()
    assert "990万元" not in str(edited.body)
    lines = reported(tmp_path / "report.jsonl")
    assert lines["tzgg/2006/105.html"]["reason"] == "edited at the desk since it was imported"
    assert lines["tzgg/2006/103.html"]["reason"] == "removed at the desk since it was imported"


def test_a_dry_run_reports_and_imports_nothing(water: Agency, mirror_folder: Path, tmp_path: Path) -> None:
    before = what_stands()
    consolidate(mirror_folder, report=tmp_path / "report.jsonl", dry_run=True)
    assert what_stands() == before
    assert not Subsite.objects.filter(agency=water).exists()
    assert reported(tmp_path / "report.jsonl")[FIRST]["new_url"] == ""


def test_a_page_that_breaks_leaves_nothing_and_the_others_come(
    water: Agency, mirror_folder: Path, tmp_path: Path
) -> None:
    real = run_module.stream_for

    def broken(record: Any, finder: Any) -> Any:
        stream = real(record, finder)  # its picture is stored by now
        if record.url.endswith(FIRST):
            raise ValidationError("no room for this one")
        return stream

    with mock.patch.object(run_module, "stream_for", broken):
        consolidate(mirror_folder, report=tmp_path / "report.jsonl")

    assert not ArticlePage.objects.filter(title="我市城区供水管网改造工作取得新进展").exists()
    assert not PortalImage.objects.exists()
    assert not list((Path(settings.MEDIA_ROOT) / "original_images").glob("*"))
    line = reported(tmp_path / "report.jsonl")[FIRST]
    assert (line["verdict"], line["reason"]) == ("skipped", "the portal refuses it: no room for this one")
    assert ArticlePage.objects.filter(title="关于做好水库除险加固工作的通知").exists()

    consolidate(mirror_folder)
    assert ArticlePage.objects.filter(title="我市城区供水管网改造工作取得新进展").count() == 1


def test_an_agency_with_a_subsite_and_an_old_site_keeps_both(city: City, mirror_folder: Path) -> None:
    old = factories.old_site(city.bureau, host="www.yzjy.example")
    consolidate(mirror_folder, agency="jyj")
    assert OldSite.objects.get() == old
    assert Subsite.objects.get(agency=city.bureau) == city.subsite
    article = ArticlePage.objects.get(title="关于做好水库除险加固工作的通知")
    assert article.get_parent().pk == city.notices.pk, "the column that was there already is used"


MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "no folder": ({"folder": Path("/nowhere/at/all")}, "There is no folder"),
    "a file": ({"folder": Path(__file__)}, "is no folder"),
    "no page": ({"folder": Path(__file__).parent}, "holds no HTML page"),
    "wrong code": ({"agency": "swjj"}, r"No agency has the code 'swjj'. Nearest are: swj \(云泽市水务局\)"),
    "no address": ({"base_url": "www.yzsw.example"}, "is no address of a site"),
    "no host": ({"base_url": "http://yz_sw..example/"}, "has no usable host name"),
    "the portal's own": ({"base_url": f"http://{HOST}"}, "is a name of this portal"),
    "no place": ({"report": Path("/nowhere/at/all/report.jsonl")}, "The report cannot be written"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_bad_input_gets_a_sentence_and_leaves_nothing_behind(
    water: Agency, mirror_folder: Path, mistake: str
) -> None:
    options, sentence = MISTAKES[mistake]
    before = what_stands()
    with pytest.raises(CommandError, match=sentence):
        consolidate(**{"folder": mirror_folder, **options})
    assert what_stands() == before
    assert not Subsite.objects.filter(agency=water).exists()


def test_an_unreadable_mirror_is_told(water: Agency, mirror_folder: Path) -> None:
    with (
        mock.patch.object(Path, "iterdir", side_effect=PermissionError(13, "Permission denied")),
        pytest.raises(CommandError, match="cannot be read: Permission denied"),
    ):
        consolidate(mirror_folder)
    assert not Subsite.objects.filter(agency=water).exists()


def test_a_mirror_of_another_agencys_site_is_refused(city: City, water: Agency, mirror_folder: Path) -> None:
    factories.old_site(city.bureau, host=OLD_HOST)
    with pytest.raises(CommandError, match=r"is recorded as the old site of 云泽市教育局 \(jyj\)"):
        consolidate(mirror_folder)
    assert not Subsite.objects.filter(agency=water).exists()


def test_a_mirror_without_any_article_opens_no_subsite(water: Agency, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><body><p>建设中</p></body></html>", encoding="utf-8")
    with pytest.raises(CommandError, match="but no article"):
        consolidate(tmp_path)
    assert not Subsite.objects.filter(agency=water).exists()


def test_a_closed_agency_names_its_successor(water: Agency, mirror_folder: Path) -> None:
    heir = factories.agency("slj", "云泽市水利局")
    water.status, water.closing_reason = Agency.Status.CLOSED, Agency.ClosingReason.MERGED
    water.closed_on = timezone.localdate()
    water.save()
    water.successors.add(heir)
    with pytest.raises(CommandError, match=r"Give the code of its successor: slj \(云泽市水利局\)"):
        consolidate(mirror_folder)


def test_a_portal_without_a_directory_says_so(db: None, mirror_folder: Path) -> None:
    factories.portal(host=HOST)
    factories.agency("swj", "云泽市水务局")
    with pytest.raises(CommandError, match="no directory of agencies"):
        consolidate(mirror_folder)
