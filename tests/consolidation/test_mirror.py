"""Mirrors as wget and HTTrack leave them: which file was which address."""

from pathlib import Path

import pytest

from yimen.consolidation import mirror as mirror_module
from yimen.consolidation.mirror import (
    Kind,
    UnreadableFile,
    UnusableMirror,
    checked_base_url,
    old_addresses,
    open_mirror,
)

BASE = "http://old.example.gov.cn"
PAGE = "<html><body>一页</body></html>"


def put(folder: Path, name: str, content: bytes | str = PAGE) -> Path:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


@pytest.mark.parametrize(
    ("name", "url", "aliases"),
    [
        (b"a/b.html", "/a/b.html", []),
        (b"index.html", "/index.html", ["/"]),
        (b"zwgk/index.htm", "/zwgk/index.htm", ["/zwgk/"]),
        (b"default.asp", "/default.asp", ["/"]),
        (b"show.asp?id=12", "/show.asp?id=12", []),
        (b"show.asp?id=12.html", "/show.asp?id=12", ["/show.asp?id=12.html"]),
        (b"show.asp@id=12&page=2", "/show.asp?id=12&page=2", []),
        (b"show.asp%3Fid=12", "/show.asp?id=12", []),
        (b"view.jsp.html", "/view.jsp", ["/view.jsp.html"]),
        ("通知.html".encode(), "/%E9%80%9A%E7%9F%A5.html", []),
        ("通知.html".encode("gb18030"), "/%CD%A8%D6%AA.html", []),
        (b"a%20b.html", "/a%20b.html", []),
        (b"a b.html", "/a%20b.html", []),
        (b"12:30.html", "/12:30.html", []),
    ],
)
def test_a_file_name_gives_back_the_old_address(name: bytes, url: str, aliases: list[str]) -> None:
    assert old_addresses(name, f"{BASE}/") == (BASE + url, tuple(BASE + alias for alias in aliases))


def test_a_base_url_below_the_hosts_top_is_kept() -> None:
    assert (
        old_addresses(b"a.html", checked_base_url("http://old.example.gov.cn/jyj"))[0] == f"{BASE}/jyj/a.html"
    )


def test_files_are_told_apart_by_name_and_content(tmp_path: Path) -> None:
    put(tmp_path, "index.html")
    put(tmp_path, "show.php")
    put(tmp_path, "news/12345", "<!DOCTYPE html><html><body>ohne Endung</body></html>")
    put(tmp_path, "img/a.JPG", b"x")
    put(tmp_path, "files/a.docx", b"x")
    put(tmp_path, "js/a.js", "document.write('<html>')")
    put(tmp_path, "hts-cache/new.txt", b"x")
    kinds = {file.name: file.kind for file in open_mirror(tmp_path, base_url=BASE).files}
    assert kinds == {
        "index.html": Kind.PAGE,
        "show.php": Kind.PAGE,
        "news/12345": Kind.PAGE,
        "img/a.JPG": Kind.PICTURE,
        "files/a.docx": Kind.DOCUMENT,
        "js/a.js": Kind.OTHER,
    }


def test_wgets_folder_of_the_host_is_the_site(tmp_path: Path) -> None:
    put(tmp_path, "old.example.gov.cn/a.html")
    put(tmp_path, "cdn.example.cn/b.html")
    mirror = open_mirror(tmp_path, base_url=BASE)
    assert [file.url for file in mirror.pages] == [f"{BASE}/a.html"]


def test_httracks_own_note_outranks_the_file_name(tmp_path: Path) -> None:
    put(tmp_path, "show1a2b.html")
    file = open_mirror(tmp_path, base_url=BASE).pages[0]
    note = "<!-- Mirrored from old.example.gov.cn/show.asp?id=7 by HTTrack Website Copier/3.x -->"
    assert mirror_module.mirrored_from(note + PAGE, file) == f"{BASE}/show.asp?id=7"
    foreign = note.replace("old.example.gov.cn", "evil.example")
    assert mirror_module.mirrored_from(foreign + PAGE, file) == file.url


def test_a_link_out_of_the_mirror_is_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.html")
    folder = tmp_path / "mirror"
    put(folder, "index.html")
    (folder / "out.html").symlink_to(secret)
    files = {file.name: file for file in open_mirror(folder, base_url=BASE).files}
    with pytest.raises(UnreadableFile, match="symbolic link"):
        files["out.html"].read()


def test_a_page_too_large_to_be_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror_module, "PAGE_BYTES", 1024 * 1024)
    put(tmp_path, "big.html", PAGE + " " * 1024 * 1024)
    put(tmp_path, "index.html")
    files = {file.name: file for file in open_mirror(tmp_path, base_url=BASE).files}
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        files["big.html"].read()


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html")
    file = open_mirror(tmp_path, base_url=BASE).pages[0]
    path.unlink()
    with pytest.raises(UnreadableFile, match="cannot be read"):
        file.read()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "old.example.gov.cn",
        "ftp://old.example.gov.cn",
        "http://",
        "http://a:b:c/",
        "http://a.cn/?id=1",
        "http://a.cn:99999/",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    with pytest.raises(UnusableMirror):
        checked_base_url(address)
