"""`bench/consolidation` measures what it says: on the water bureau's old site, whose truth is known."""

import json
from pathlib import Path

from bench.extraction.bodies import compare
from bench.extraction.measuring import main
from bench.extraction.truth import digest, load_sites, same_date
from tests.consolidation import old_site


def test_a_mirror_is_measured_with_every_miss_listed(tmp_path: Path, mirror_folder: Path) -> None:
    articles = old_site.build(tmp_path / "again")
    rows = [
        {"file": one.file, "title": one.title, "date": one.date, "source": one.source, "column": one.column}
        for one in articles
    ]
    rows[0]["title"] = "另一个标题"
    rows[1] |= {"hashed": True, **{key: digest(rows[1][key]) for key in ("title", "source", "column")}}
    truth, report = tmp_path / "truth.jsonl", tmp_path / "report.json"
    truth.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert (
        main(["--mirror", str(mirror_folder), "--truth", str(truth), "--json", str(report), "--quick"]) == 0
    )
    measured = json.loads(report.read_text(encoding="utf-8"))["mirror"]["without meta"]
    assert measured["fields"]["date"] == measured["fields"]["column"] == 1.0
    assert [(miss["field"], miss["true"]) for miss in measured["misses"]] == [("title", "另一个标题")]


def test_one_site_and_a_folder_of_sites_are_both_understood(tmp_path: Path) -> None:
    for folder in ("a_cn", "b_cn"):
        (tmp_path / folder / "x").mkdir(parents=True)
        (tmp_path / folder / "x/1.html").write_text("<p>一</p>", encoding="utf-8")
    truth = tmp_path / "truth.jsonl"
    truth.write_text('{"file": "a_cn/x/1.html"}\n{"file": "b_cn/x/1.html"}', encoding="utf-8")
    assert [site.name for site in load_sites(tmp_path, truth)] == ["a_cn", "b_cn"]
    truth.write_text('{"file": "a_cn/x/1.html"}', encoding="utf-8")
    assert list(load_sites(tmp_path / "a_cn", truth)[0].rows) == ["x/1.html"]


def test_dates_are_compared_by_day_and_by_the_minute_where_both_say_it() -> None:
    assert same_date("2006-08-12 09:30", "2006年8月12日")
    assert not same_date("2006-08-12 09:30", "2006-08-12 09:31")
    assert not same_date("", "2006-08-12")


def test_bodies_are_compared_by_characters_and_by_paragraphs() -> None:
    assert compare("甲乙\n丙丁", ["甲乙", "丙丁"]) == (1.0, 1.0, 0)
    characters, paragraphs, _ = compare("甲乙\n丙丁\n打印", ["甲乙", "丙丁"])
    assert (round(characters, 2), round(paragraphs, 2)) == (0.8, 0.8)
    assert compare("打印", []) == (0.0, 1.0, 2)
