"""What an old site is worth: the water bureau's, counted; doubles, poison and personal data found."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.consolidation import old_site
from yimen.consolidation.extraction.poison import poison_on
from yimen.consolidation.inventory.doubles import near_doubles, sketch_of
from yimen.consolidation.inventory.showing import as_html, as_text
from yimen.consolidation.inventory.summing import Inventory, sum_up
from yimen.consolidation.inventory.taking import Spool, take
from yimen.consolidation.sources.opening import open_source
from yimen.consolidation.sources.records import Fetched, Trouble

BASE = old_site.BASE_URL
IDENTITY = "11010519491231002X"  # the example of GB 11643-1999
TEXT = "".join(
    f"第{n}条　全市各水库要按照第{n}号预案落实值守，逐日巡查第{n}段堤防并登记。" for n in range(1, 12)
)


class Given:
    """A source of pages written down here."""

    def __init__(self, *pages: tuple[str, str]) -> None:
        self._pages = pages

    def read(self) -> Iterator[Fetched | Trouble]:
        for path, html in self._pages:
            url = f"{BASE}{path}"
            yield Fetched(url, url, 200, {"content-type": "text/html"}, html.encode(), None)


def article(title: str, text: str, *, day: str = "2006-08-12", links: str = "") -> str:
    return f"<html><body><h1>{title}</h1><p>发布时间：{day}</p><div><p>{text}</p>{links}</div></body></html>"


def inventory(source: Any, tmp_path: Path) -> Inventory:
    spool = Spool(tmp_path / "spool.jsonl")
    take(source, spool, jobs=1)
    return sum_up(spool.read(), site="水务局")


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory, mirror_folder: Path) -> Inventory:
    return inventory(open_source(mirror_folder, base_url=BASE), tmp_path_factory.mktemp("inventory"))


def test_the_water_bureaus_site_is_counted(water: Inventory) -> None:
    assert (water.kinds["list"], water.kinds["home"], water.kinds["duplicate"]) == (3, 1, 1)
    assert {column.name: column.last for column in water.columns}["政策法规"] == "2006-05-15"
    assert water.lied == 1
    assert water.encodings["gb18030"] > 15
    assert water.last == "2006-05-15"


def test_what_is_broken_is_listed_with_its_reason(water: Inventory) -> None:
    told = dict(water.troubles)
    assert "undecodable" in told[f"{BASE}/swdt/2006/undecodable.html"]
    assert "empty" in told[f"{BASE}/tzgg/2006/zero.html"]
    assert f"{BASE}/files/lost.doc" in dict(water.files_missing)


def test_farms_are_found_and_the_sites_own_hidden_menu_is_none(water: Inventory) -> None:
    assert any("casino.example" in sentence for _, told in water.poisoned for sentence in told)
    menu = '<div style="display:none"><a href="/a.html">通知</a><a href="/b.html">公告</a></div>'
    assert not poison_on(etree.HTML(f"<body>{menu}</body>"), url=f"{BASE}/")
    script = '<script>if(document.referrer.match("baidu")){window.location="http://x.example"}</script>'
    assert poison_on(etree.HTML(f"<body>{script}</body>"), url=f"{BASE}/")


def test_personal_data_is_held_back_and_shown_masked(tmp_path: Path) -> None:
    page = article("关于发放补助的公示", f"张三，身份证号{IDENTITY}。{TEXT}")
    found = inventory(Given(("/a/1.html", page)), tmp_path)
    [(url, told)] = found.personal
    assert url == f"{BASE}/a/1.html"
    assert IDENTITY not in as_text(found) + as_html(found)
    assert told[0].startswith("identity_number: 110")


def test_dead_links_and_pages_without_a_way_in_are_found(tmp_path: Path) -> None:
    links = (
        '<a href="/a/2.html">下文</a><a href="/gone.html">已失</a><a href="http://else.example/x.html">外</a>'
    )
    pages = (
        ("/a/1.html", article("关于汛期值守的通知", TEXT, links=links)),
        ("/a/2.html", article("关于水质检测的通知", TEXT[100:] + "水质。" * 30)),
        ("/a/3.html", article("关于节水宣传的通知", "宣传周。" * 40)),
    )
    found = inventory(Given(*pages), tmp_path)
    assert found.dead_inside == [(f"{BASE}/gone.html", 1)]
    assert found.links_outside == {"else.example": 1}
    assert f"{BASE}/a/3.html" in found.orphans
    assert f"{BASE}/a/2.html" not in found.orphans


def test_two_texts_with_one_title_and_day_are_told_and_not_merged(tmp_path: Path) -> None:
    pages = (
        ("/a/1.html", article("简报", TEXT)),
        ("/a/2.html", article("简报", "另一件事情的经过说明。" * 20)),
    )
    found = inventory(Given(*pages), tmp_path)
    assert found.alike == [("简报 (2006-08-12)", 2)]
    assert not found.doubles


def test_a_text_with_one_changed_sentence_is_nearly_the_same() -> None:
    changed = TEXT.replace("第11号预案", "第12号预案")
    sketches = [
        ("a", sketch_of(TEXT)),
        ("b", sketch_of(changed)),
        ("c", sketch_of("不相干的另一篇文章说的是学校。" * 20)),
    ]
    assert list(near_doubles(sketches)) == [("a", "b")]
    assert sketch_of("太短") == []


def test_pages_that_scripts_write_and_pages_of_one_image_are_told(tmp_path: Path) -> None:
    pages = (
        ("/app.html", "<html><body><div id=app></div><script src=/app.js></script></body></html>"),
        ("/scan.html", article("关于公布名单的通知", '<img src="/scan.jpg">')),
    )
    spool = Spool(tmp_path / "spool.jsonl")
    take(Given(*pages), spool, jobs=1)
    notes = {entry["facts"]["url"]: entry["facts"]["notes"] for entry in spool.read()}
    assert any("scripts only" in note for note in notes[f"{BASE}/app.html"])
    assert any("no text" in note for note in notes[f"{BASE}/scan.html"])


def test_a_page_of_many_megabytes_is_told_and_not_parsed(tmp_path: Path) -> None:
    found = inventory(Given(("/big.html", "<p>" + "长" * 2_000_000)), tmp_path)
    assert "no page is that long" in found.troubles[0][1]


def test_many_processes_write_the_same_as_one(mirror_folder: Path, tmp_path: Path) -> None:
    spools = []
    for jobs in (1, 2):
        spools.append(Spool(tmp_path / f"{jobs}.jsonl"))
        take(open_source(mirror_folder, base_url=BASE), spools[-1], jobs=jobs)
    assert spools[0].path.read_bytes() == spools[1].path.read_bytes()


@given(st.binary(max_size=200))
def test_a_spool_keeps_whole_lines_whatever_was_left_behind(tail: bytes) -> None:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"yimen-spool-{os.getpid()}.jsonl"
    path.write_bytes(b'{"a": 1}\n{"b": 2}\n' + tail.replace(b"\n", b""))
    spool = Spool(path)
    spool.begin()
    assert spool.done == 2
    assert path.read_bytes() == b'{"a": 1}\n{"b": 2}\n'
    path.unlink()


def test_killed_at_random_moments_the_records_are_the_same(mirror_folder: Path, tmp_path: Path) -> None:
    """kill -9, four times at moments of chance, then to the end: byte for byte what one run writes."""
    whole, broken = Spool(tmp_path / "whole.jsonl"), tmp_path / "broken.jsonl"
    take(open_source(mirror_folder, base_url=BASE), whole, jobs=1)
    code = (
        "import sys; from pathlib import Path; from yimen.consolidation.inventory import taking;"
        "from yimen.consolidation.sources.opening import open_source; taking._BATCH = 2;"
        f"taking.take(open_source(Path({str(mirror_folder)!r}), base_url={BASE!r}),"
        f"taking.Spool(Path({str(broken)!r})), jobs=1)"
    )
    chance = random.Random(7)
    for _ in range(4):
        child = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).resolve().parents[2])
        limit = time.monotonic() + 5
        wanted = chance.randrange(0, len(whole.path.read_bytes()))
        while child.poll() is None and time.monotonic() < limit:
            if broken.exists() and broken.stat().st_size >= wanted:
                break
        child.send_signal(signal.SIGKILL)
        child.wait()
    take(open_source(mirror_folder, base_url=BASE), Spool(broken), jobs=1)
    assert broken.read_bytes() == whole.path.read_bytes()


def test_the_command_prints_a_page_and_leaves_charts(mirror_folder: Path, tmp_path: Path) -> None:
    out = StringIO()
    call_command(
        "inventory",
        str(mirror_folder),
        base_url=BASE,
        name="云泽市水务局",
        into=tmp_path / "out",
        jobs=1,
        stdout=out,
    )
    said = out.getvalue()
    assert "云泽市水务局" in said
    assert "Articles a year" in said
    assert "last update 2006-05-15" in said
    page = (tmp_path / "out/inventory.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "原网站清查报告" in page
    told = json.loads((tmp_path / "out/inventory.json").read_text(encoding="utf-8"))
    assert told["kinds"]["list"] == 3


def test_several_sites_have_a_report_each(mirror_folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    table.write_text("网址,标题,正文\n/a/1.html,防汛通知,各科室要落实值班制度。\n", encoding="utf-8")
    call_command(
        "inventory",
        str(mirror_folder),
        str(table),
        base_url=BASE,
        into=tmp_path / "out",
        jobs=1,
        stdout=StringIO(),
    )
    assert sorted(one.parent.name for one in (tmp_path / "out").glob("*/inventory.html")) == sorted(
        [mirror_folder.name, "texts.csv"]
    )


def test_what_is_no_source_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is nothing at"):
        call_command("inventory", str(tmp_path / "nowhere"))
