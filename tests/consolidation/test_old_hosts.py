"""An old site has several names, and a run that breaks leaves no files: both seen from a small mirror."""

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from tests.cast import City
from tests.consolidation import old_site
from yimen.agencies.models import Agency
from yimen.consolidation.actions import ground, prepare_ground
from yimen.consolidation.actions import run as run_module
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.subsites.models import HostName, OldAddress, OldSite, OldSiteHost

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def water(city: City) -> Agency:
    """云泽市水务局, which has an old site and no sub-site yet."""
    return factories.agency("swj", "云泽市水务局")


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def consolidate(folder: Path) -> None:
    call_command("consolidate", str(folder), base_url=old_site.BASE_URL, agency="swj")


# ── hosts ──
@pytest.mark.parametrize("known", ["http://old.example.cn", "http://www.old.example.cn"])
def test_both_spellings_of_a_host_are_recorded(water: Agency, known: str) -> None:
    prepare_ground(water, base_url=known)
    prepare_ground(water, base_url=known)
    assert set(OldSiteHost.objects.values_list("name", flat=True)) == {"old.example.cn", "www.old.example.cn"}


def test_a_twin_that_is_the_portals_own_is_left_alone(water: Agency) -> None:
    name = HostName.objects.get(is_canonical=True).name
    assert ground._twins(f"www.{name}") == []
    assert ground._twins("10.0.0.7") == ground._twins("localhost") == []


def test_an_old_address_is_answered_under_every_host(city: City) -> None:
    site = factories.old_site(city.bureau, host="old.example.cn")
    article = factories.article(city.notices, slug="gaokao")
    OldAddress.objects.create(old_site=site, host="old.example.cn", path="/a.htm", page=article)
    OldSiteHost.objects.create(old_site=site, name="www.old.example.cn")
    answers = [
        Client(headers={"host": host}).get("/a.htm") for host in ("old.example.cn", "www.old.example.cn")
    ]
    assert [answer.status_code for answer in answers] == [301, 301]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Client(headers={"host": "ftp.old.example.cn"}).get("/a.htm").status_code == 400


def test_the_desk_keeps_the_hosts_of_an_old_site(city: City, django_user_model: Any) -> None:
    site = factories.old_site(city.bureau, host="old.example.cn")
    client = Client(headers={"host": HostName.objects.get(is_canonical=True).name})
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    shown = client.get(reverse(OldSite.snippet_viewset.get_url_name("edit"), args=[site.pk]), follow=True)
    assert 'name="hosts-TOTAL_FORMS"' in shown.content.decode()
    assert 'value="old.example.cn"' in shown.content.decode()


# ── runs that break ──
@pytest.mark.parametrize("broken_by", [RuntimeError, KeyboardInterrupt, OSError])
def test_a_run_that_breaks_takes_its_files_along(
    water: Agency, media: Path, mirror_folder: Path, broken_by: type[BaseException]
) -> None:
    """The picture of the first page is written; the page after it, in the same transaction, breaks."""
    real = run_module.stream_for
    seen: list[str] = []

    def breaks(record: Any, finder: Any) -> Any:
        if seen:
            raise broken_by("power cut")
        stream = real(record, finder)
        seen.extend(files_in(media))
        return stream

    with mock.patch.object(run_module, "stream_for", breaks), pytest.raises(broken_by):
        consolidate(mirror_folder)
    assert seen
    assert files_in(media) == []


def test_a_full_disk_leaves_no_half_file(water: Agency, media: Path, mirror_folder: Path) -> None:
    real = FileSystemStorage._save

    def full(storage: FileSystemStorage, name: str, content: Any) -> str:
        real(storage, name, content)
        raise OSError(28, "No space left on device")

    with mock.patch.object(FileSystemStorage, "_save", full), pytest.raises(OSError, match="No space left"):
        consolidate(mirror_folder)
    assert files_in(media) == []


def test_a_page_that_the_database_refuses_is_skipped(
    water: Agency, media: Path, mirror_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = run_module.stream_for

    def refuses(record: Any, finder: Any) -> Any:
        if record.title.startswith("关于做好水库"):
            raise IntegrityError("UNIQUE constraint failed")
        return real(record, finder)

    with mock.patch.object(run_module, "stream_for", refuses):
        consolidate(mirror_folder)
    assert "the portal refuses it" in capsys.readouterr().out
    assert not ArticlePage.objects.filter(title="关于做好水库除险加固工作的通知").exists()
    assert ArticlePage.objects.filter(title="关于做好农村饮水安全工作的通知").exists()
