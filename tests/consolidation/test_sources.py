"""Every kind of source gives the same record; what was made to harm is told and harms nothing."""

import gzip
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.consolidation import old_site
from yimen.consolidation.extraction.site import RawPage, read_site
from yimen.consolidation.sources.archives import read_warc
from yimen.consolidation.sources.opening import open_source
from yimen.consolidation.sources.records import Fetched, Trouble, UnusableSource
from yimen.foundation.decoding import decode_page

BASE = "http://www.yzsw.example"
PAGE = "<html><body><h1>关于防汛值班的通知</h1><p>发布时间：2006-07-01</p><p>各科室要落实值班制度。</p></body></html>"


def warc_of(*pages: tuple[str, bytes], compressed: bool = True) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=compressed)
    for url, data in pages:
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=gb2312")], protocol="HTTP/1.1"
        )
        stamp = {"WARC-Date": "2006-09-01T08:00:00Z"}
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(data), http_headers=headers, warc_headers_dict=stamp
        )
        writer.write_record(record)
    return buffer.getvalue()


def both(path: Path) -> tuple[list[Fetched], list[Trouble]]:
    read = list(open_source(path, base_url=BASE).read())
    return [one for one in read if isinstance(one, Fetched)], [
        one for one in read if isinstance(one, Trouble)
    ]


@pytest.mark.parametrize("compressed", [True, False])
def test_a_web_archive_keeps_all_that_the_server_said(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / ("site.warc.gz" if compressed else "site.warc")
    path.write_bytes(warc_of((f"{BASE}/a.html", PAGE.encode("gb18030")), compressed=compressed))
    [page], troubles = both(path)
    assert (page.url, page.status, page.declared_charset) == (f"{BASE}/a.html", 200, "gb2312")
    assert page.fetched_at == datetime(2006, 9, 1, 8, tzinfo=UTC)
    assert "防汛值班" in decode_page(page.data, declared=page.declared_charset).text
    assert len(page.checksum) == 64
    assert not troubles


def test_an_archive_that_breaks_off_gives_what_came_before_and_says_so(tmp_path: Path) -> None:
    whole = warc_of(*((f"{BASE}/{n}.html", PAGE.encode() * 40) for n in range(5)), compressed=False)
    path = tmp_path / "cut.warc"
    path.write_bytes(whole[: len(whole) - 2000])
    pages, troubles = both(path)
    assert [page.url for page in pages] == [f"{BASE}/{n}.html" for n in range(4)]
    assert "cut off" in troubles[0].why


def test_damaged_gzip_is_told(tmp_path: Path) -> None:
    whole = bytearray(warc_of(*((f"{BASE}/{n}.html", PAGE.encode()) for n in range(5))))
    whole[len(whole) // 2 : len(whole) // 2 + 40] = bytes(40)
    path = tmp_path / "bad.warc.gz"
    path.write_bytes(bytes(whole))
    pages, troubles = both(path)
    assert len(pages) < 5
    assert troubles


def test_a_page_that_unpacks_to_gigabytes_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yimen.consolidation.sources.archives.MOST_BYTES", 1_000_000)
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(warc_of((f"{BASE}/bomb.html", bytes(5_000_000)), (f"{BASE}/b.html", PAGE.encode())))
    pages, troubles = both(path)
    assert [page.url for page in pages] == [f"{BASE}/b.html"]
    assert troubles[0].where == f"{BASE}/bomb.html"


def test_a_wacz_is_read_like_its_archives(tmp_path: Path) -> None:
    path = tmp_path / "site.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/1.warc.gz", warc_of((f"{BASE}/a.html", PAGE.encode())))
    assert [page.url for page in both(path)[0]] == [f"{BASE}/a.html"]


def test_a_zip_of_a_mirror_gives_the_same_as_the_folder(tmp_path: Path, mirror_folder: Path) -> None:
    path = tmp_path / "mirror.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(mirror_folder.rglob("*")):
            archive.write(file, Path("www.yzsw.example") / file.relative_to(mirror_folder))
    zipped, folder = both(path)[0], both(mirror_folder)[0]
    assert [(page.url, page.checksum) for page in zipped] == [(page.url, page.checksum) for page in folder]
    assert f"{BASE}/show.asp?id=7" in {page.url for page in zipped}
    assert folder[0].lacks == ("status", "headers")


def test_a_zip_made_to_harm_writes_nothing_outside_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "inner" / "evil.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", PAGE)
        for name in ("../escaped.html", "/tmp/absolute.html", "..\\escaped.html", "C:/escaped.html"):
            archive.writestr(name, PAGE)
        archive.writestr("bomb.html", bytes(50_000_000))
        link = zipfile.ZipInfo("link.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    pages, troubles = both(path)
    assert [page.url for page in pages] == [f"{BASE}/index.html"]
    assert len(troubles) == 6
    assert "zip bombs" in next(one.why for one in troubles if one.where == "bomb.html")
    assert not list(tmp_path.rglob("escaped.html"))


class OldMember(zipfile.ZipInfo):
    """A name in the packing machine's code page, without the flag for UTF-8, as before 2006."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp437"), self.flag_bits


def test_chinese_names_packed_on_an_old_machine_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(OldMember("通知.html".encode("gb18030").decode("cp437")), PAGE)
    assert both(path)[0][0].url == f"{BASE}/%E9%80%9A%E7%9F%A5.html"


def test_rows_of_a_table_are_read_like_pages_and_bad_rows_told_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_bytes(
        "说明：由旧系统导出\n网址,标题,发布时间,来源,栏目,正文\n/a/1.html,防汛通知,2006-07-01,水务局,通知公告,各科室要落实值班制度。\n,缺少地址,,,,\n/a/3.html,,,,,\n".encode(
            "gb18030"
        )
    )
    [page], troubles = both(path)
    record = read_site([RawPage(page.url, page.data.decode())])[0]
    found = (record.url, record.title, str(record.day), record.source, record.column)
    assert found == (f"{BASE}/a/1.html", "防汛通知", "2006-07-01", "水务局", "通知公告")
    assert [(one.where, one.why) for one in troubles] == [
        ("texts.csv, row 4", "no address"),
        ("texts.csv, row 5", "neither title nor text"),
    ]


def test_a_workbook_is_a_table_too(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["标题", "链接", "日期"])
    book.active.append(["防汛通知", f"{BASE}/a/1.html", datetime(2006, 7, 1, 9, 30)])  # noqa: DTZ001  as cells are
    path = tmp_path / "texts.xlsx"
    book.save(path)
    assert both(path)[0][0].values["date"] == "2006-07-01 09:30"


def test_a_wordpress_export_gives_what_was_public(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    item = (
        "<item><title>{title}</title><link>{base}/?p={n}</link><dc:creator>李明</dc:creator>"
        '<category domain="category">通知</category><content:encoded><![CDATA[<p>正文</p>]]></content:encoded>'
        "<wp:post_date>2006-07-01 09:00:00</wp:post_date><wp:status>{status}</wp:status>"
        "<wp:post_type>post</wp:post_type></item>"
    )
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    items = [
        item.format(title=title, base=BASE, n=n, status=s)
        for n, title, s in ((1, "公开", "publish"), (2, "草稿", "draft"))
    ]
    path.write_text(f"<rss {spaces}><channel>{''.join(items)}</channel></rss>", encoding="utf-8")
    [page], _ = both(path)
    assert (page.url, page.values["title"], page.values["column"]) == (f"{BASE}/?p=1", "公开", "通知")


def test_entities_that_multiply_are_not_resolved(tmp_path: Path) -> None:
    path = tmp_path / "laughs.xml"
    path.write_text(
        '<!DOCTYPE r [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&b;&f;</title><link>http://a.example/1</link></item></channel></rss>",
        encoding="utf-8",
    )
    for one in both(path)[0]:
        assert b"root:" not in one.data
        assert "哈哈哈" not in one.data.decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.wacz", b"PK\x03\x04 cut", "cut off"),
        ("a.xlsx", b"no zip", "cut off"),
        ("a.csv", "名称,电话\n一,二".encode(), "no head"),
        ("a.xml", b"<html>", "no WordPress export"),
        ("a.bin", b"\x00", "none of the sources known"),
    ],
)
def test_what_is_no_source_is_refused_with_a_sentence(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnusableSource, match=said):
        list(open_source(tmp_path / name, base_url=BASE).read())


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.binary(max_size=400), st.integers(0, 600), st.booleans())
def test_no_damage_to_an_archive_upsets_the_reader(noise: bytes, place: int, compressed: bool) -> None:
    whole = warc_of(
        (f"{BASE}/a.html", PAGE.encode()), (f"{BASE}/b.html", PAGE.encode()), compressed=compressed
    )
    damaged = whole[:place] + noise + whole[place + len(noise) :]
    for one in read_warc(io.BytesIO(damaged), name="noise"):
        assert isinstance(one, Fetched | Trouble)


def test_truth_of_the_old_site_is_the_same_from_an_archive(tmp_path: Path, mirror_folder: Path) -> None:
    """The water bureau's site from its mirror and from an archive of it: the same records."""
    pages = [page for page in both(mirror_folder)[0] if page.content_type == "text/html" and page.data]
    path = tmp_path / "site.warc.gz"
    path.write_bytes(warc_of(*((page.url, page.data) for page in pages)))
    articles = old_site.build(tmp_path / "again")
    raws = []
    for page in both(path)[0]:
        try:
            raws.append(RawPage(page.url, decode_page(page.data, declared=page.declared_charset).text))
        except ValueError:
            continue
    titles = {record.url: record.title for record in read_site(raws)}
    assert all(titles[f"{BASE}/{one.file}"] == one.title for one in articles)
    assert gzip.decompress(path.read_bytes()).startswith(b"WARC/")
