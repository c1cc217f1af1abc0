"""Mirrors made to harm, and mirrors that break in the middle: nothing hangs, nothing half-done stays behind."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from yimen.consolidation.extraction.page import OldPage
from yimen.consolidation.extraction.profile import SiteProfile
from yimen.consolidation.extraction.records import Verdict
from yimen.consolidation.mirror import UnreadableFile, open_mirror
from yimen.consolidation.survey import Survey

BASE = "http://old.example.gov.cn"
PAGE = "<html><body><p>一页</p></body></html>"
PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def no_waiting_for_ever() -> Iterator[None]:
    """A read that hangs ends the test instead of the whole run."""

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError("the mirror is still being read")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", ["pipe.html", "pipe", "pipe.png"])
def test_a_pipe_is_told_and_never_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    os.mkfifo(tmp_path / name)
    files = {file.name: file for file in open_mirror(tmp_path, base_url=BASE).files}
    with pytest.raises(UnreadableFile, match="no regular file but a pipe"):
        files[name].read()


def test_pages_that_are_no_files_are_skipped_with_a_sentence(tmp_path: Path) -> None:
    folder, outside = tmp_path / "mirror", tmp_path / "secret.html"
    folder.mkdir()
    outside.write_text(PAGE)
    (folder / "index.html").write_text(PAGE)
    os.mkfifo(folder / "pipe.html")
    (folder / "out.html").symlink_to(outside)
    (folder / "device.html").symlink_to("/dev/zero")
    rows = {page.file.name: page.record for page in Survey(open_mirror(folder, base_url=BASE)).pages()}
    told = {name: row.reason for name, row in rows.items() if row.verdict is Verdict.SKIPPED}
    assert told["pipe.html"] == "no regular file but a pipe, socket or device; only files are read"
    assert told["out.html"] == told["device.html"] == "a symbolic link; links are not followed"


def test_a_socket_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.html")
        problems = {file.name: file.problem for file in open_mirror(tmp_path, base_url=BASE).files}
    assert "only files are read" in problems["s.html"]


def test_the_hosts_own_folder_is_not_looked_for_outside(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "mirror"
    (folder / "news").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.html").write_text(PAGE)
    (folder / "news/a.html").write_text(PAGE)
    (folder / "old.example.gov.cn").symlink_to(outside)
    assert [file.name for file in open_mirror(folder, base_url=BASE).files] == ["news/a.html"]


def test_one_caption_beside_many_pictures_is_no_template() -> None:
    """Eight photographs of eight pages, each called 现场图片: they are the pages' own."""
    profile = SiteProfile()
    pages = [
        OldPage(
            f'<p>欢迎<img src="{"../" * (number % 3)}images/logo.gif"></p><p>现场图片<img src="photo{number}.jpg"></p>',
            url=f"{BASE}/{number}.html",
        )
        for number in range(8)
    ]
    for page in pages:
        profile.observe(page)
    for page in pages:
        profile.mark_chrome(page)
        assert [line.is_chrome for line in page.lines] == [True, False]
