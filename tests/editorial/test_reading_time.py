"""How long a text takes: said of long ones alone, whatever its script, and without a query."""

from django.test import Client

from tests.cast import City
from tests.frontdoor.reading import Sheet, queries_of
from yimen.demo import factories
from yimen.editorial.reading_time import minutes_of_body


def test_tables_and_answers_are_read_and_names_of_files_are_not() -> None:
    long = "字" * 300
    body = [
        {"type": "paragraph", "id": "a", "value": f"<p title='{long}'>{long}</p>"},
        {"type": "table", "id": "b", "value": {"data": [[long, None], [long, ""]], "table_caption": long}},
        {
            "type": "questions",
            "id": "c",
            "value": {"questions": [{"question": long, "answer": f"<p>{long}</p>"}]},
        },
        {"type": "video", "id": "d", "value": {"title": "", "video": 7, "transcript": long}},
    ]
    assert minutes_of_body(body) == 6


def test_a_long_notice_says_so_under_its_title_and_a_short_one_does_not(
    city: City, aunt_wang: Client
) -> None:
    paths = []
    for title, text in (("停水通知", "明天停水。"), ("供水管理办法", "第一条。" * 400)):
        page = factories.article(city.notices, title, body=[("paragraph", f"<p>{text}</p>")])
        paths.append(page.address().path)  # type: ignore[union-attr]
    short, long = (Sheet(aunt_wang, path) for path in paths)
    assert "阅读时间" not in short.words
    assert "约4分钟" in long.words
    assert queries_of(aunt_wang, paths[0]) == queries_of(aunt_wang, paths[1])
