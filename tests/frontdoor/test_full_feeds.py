"""A feed brings the whole text with its files in three formats, costs the same however much it brings, and sends
nothing twice.
"""

import json
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from lxml import etree, html
from wagtail.models import PageViewRestriction

from tests.cast import HOST
from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import queries_of
from tests.journeys.city import every_block
from tests.media.pictures import jpeg
from yimen.demo import factories
from yimen.editorial import full_texts
from yimen.editorial.blocks import ArticleBody
from yimen.editorial.models import ArticlePage

pytestmark = pytest.mark.django_db

FILES = ("feed.xml", "rss.xml", "feed.json")
START = f"http://{HOST}/"
HOSTILE = "𠮷🎉 ]]> </script><b>粗</b> & \x0b\x01\ufffe 通知"
READ = "𠮷🎉 ]]> </script><b>粗</b> &  通知"


def parsed(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, path
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def read(client: Client, path: str) -> list[dict[str, Any]]:
    """Title, id, link, author, text and files of each entry, in whichever format."""
    if path.endswith(".json"):
        answer = client.get(path)
        assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
        return [
            {
                "title": item["title"],
                "id": item["id"],
                "link": item["url"],
                "author": item["authors"][0]["name"],
                "text": item.get("content_html", ""),
                "published": datetime.fromisoformat(item["date_published"]),
                "files": [
                    (file["url"], file["mime_type"], str(file["size_in_bytes"]))
                    for file in item.get("attachments", [])
                ],
            }
            for item in json.loads(answer.content)["items"]
        ]
    return [
        {
            "title": entry.title,
            "id": entry.id,
            "link": entry.link,
            "author": entry.author,
            "text": entry.content[0].value if "content" in entry else "",
            "published": datetime(*entry.published_parsed[:6], tzinfo=UTC),
            "files": [(file.href, file.type, file.length) for file in entry.enclosures],
        }
        for entry in parsed(client, path).entries
    ]


@pytest.fixture
def rich(door: Door) -> ArticlePage:
    """An article with each block of the desk, a link to another page, a lead picture and attachments."""
    picture = factories.image(jpeg(400, 300), title="云湖日出", description="湖面上的日出")
    document = factories.document(b"%PDF-1.4 ...", title="招生简章", name="zsjz.pdf")
    other = factories.article(door.news, "办事指南", slug="zhinan")
    link = f'<p>见<a linktype="page" id="{other.pk}">办事指南</a>。</p>'
    return factories.article(
        door.city.notices,
        "秋季入学须知",
        slug="ruxue",
        image=picture,
        body=[("paragraph", link), *every_block(picture, document)],
    )


def column(door: Door) -> str:
    return str(door.city.notices.address().path)


@pytest.mark.parametrize("file", FILES)
def test_the_whole_text_comes_with_whole_addresses(
    aunt_wang: Client, door: Door, rich: ArticlePage, file: str
) -> None:
    (entry,) = read(aunt_wang, column(door) + file)
    tree = html.fragment_fromstring(entry["text"], create_parent="div")
    text = tree.text_content()
    for words in (
        "办理流程", "第一步在线登记", "8月20日", "云湖日出", "入学办理演示", "先登记。", "招生简章", "开放登记",
        "让每个孩子按时入学。", "要带什么？", "户口簿。", "0999-2233445", "逾期不办。", "旧站正文",
    ):  # fmt: skip
        assert words in text, words
    addresses = tree.xpath("//a/@href | //img/@src")
    assert addresses
    assert {
        address for address in addresses if not address.startswith((START, "https://example.org/"))
    } == set()
    assert f"{START}zwyw/zhinan/" in addresses
    assert not tree.xpath("//@class | //@style | //script | //button | //svg")


@pytest.mark.parametrize("file", FILES)
def test_files_come_with_type_and_size(aunt_wang: Client, door: Door, rich: ArticlePage, file: str) -> None:
    (entry,) = read(aunt_wang, column(door) + file)
    picture, *rest = entry["files"]
    url, kind, size = picture
    assert kind == "image/jpeg"
    assert int(size) == default_storage.size(url.partition("/media/")[2])
    if file != "rss.xml":  # RSS knows one file a text
        assert {(kind, size) for _url, kind, size in rest} == {("application/pdf", "12")}
        for url, _kind, _size in rest:
            answer = aunt_wang.get(url.removeprefix(f"http://{HOST}"))
            assert answer.getvalue() == b"%PDF-1.4 ..."


@pytest.mark.parametrize("file", FILES)
def test_every_format_says_the_same(aunt_wang: Client, door: Door, rich: ArticlePage, file: str) -> None:
    other, atom = read(aunt_wang, column(door) + file), read(aunt_wang, column(door) + "feed.xml")
    for entry in (*other, *atom):
        entry.pop("files")
        entry["text"] = html.fragment_fromstring(entry["text"], create_parent="div").text_content()
        entry["published"] = entry["published"].astimezone(UTC)
    assert other == atom
    assert atom[0]["author"] == "云泽市教育局"


def test_each_block_of_the_desk_has_its_words_in_feeds() -> None:
    assert set(full_texts._SHOWN) == set(ArticleBody().child_blocks)


@pytest.mark.parametrize("file", FILES)
def test_no_title_breaks_a_feed(aunt_wang: Client, door: Door, file: str) -> None:
    factories.article(
        door.news, HOSTILE, slug="hostile", summary=HOSTILE, body=[("paragraph", f"<p>{HOSTILE}</p>")]
    )
    (entry,) = read(aunt_wang, f"/zwyw/{file}")
    assert "\x01" not in entry["text"]
    assert html.fromstring(f"<p>{entry['title']}</p>").text_content().split()[0] == "𠮷🎉"
    if file == "feed.json":
        assert entry["title"] == READ
    else:
        title = etree.fromstring(aunt_wang.get(f"/zwyw/{file}").content).xpath(
            "//*[local-name() = 'entry' or local-name() = 'item']/*[local-name() = 'title']/text()"
        )
        assert title == [READ]


def test_a_feed_costs_the_same_however_much_it_brings(
    aunt_wang: Client, door: Door, rich: ArticlePage
) -> None:
    path = column(door)

    def more(count: int) -> None:
        for number in range(count):
            picture = factories.image(jpeg(200, 100), title=f"图{number}", name=f"p{number}.jpg")
            document = factories.document(b"x" * number, title=f"附件{number}", name=f"f{number}.pdf")
            factories.article(
                door.city.notices, f"通知{number}", image=picture, body=every_block(picture, document)
            )

    at_one = {file: queries_of(aunt_wang, path + file) for file in FILES}
    more(5)
    assert len(read(aunt_wang, f"{path}feed.json")) == 6
    assert {file: queries_of(aunt_wang, path + file) for file in FILES} == at_one
    assert max(at_one.values()) <= 25


@pytest.mark.parametrize("file", FILES)
def test_who_has_it_already_is_sent_nothing(
    aunt_wang: Client, door: Door, rich: ArticlePage, file: str
) -> None:
    path = column(door) + file
    first = aunt_wang.get(path)
    mark, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for asked in ({"if-none-match": mark}, {"if-modified-since": changed}):
        again = aunt_wang.get(path, headers=asked)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    rich.title = "秋季入学须知（更正）"
    rich.save_revision().publish()
    assert aunt_wang.get(path, headers={"if-none-match": mark}).status_code == 200
    rich.unpublish()
    gone = aunt_wang.get(path, headers={"if-none-match": mark})
    assert gone.status_code == 200, "a text that was withdrawn changes the feed too"
    assert aunt_wang.post(path).status_code == 405


def test_a_text_keeps_its_id_when_it_moves_and_its_feed_leads_on(aunt_wang: Client, door: Door) -> None:
    deep = factories.column(door.news, "会议", slug="huiyi")
    factories.article(deep, "常务会议")
    (before,) = read(aunt_wang, "/zwyw/huiyi/feed.json")
    deep.slug = "changwu"
    deep.save_revision().publish()
    answer = aunt_wang.get("/zwyw/huiyi/rss.xml")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/zwyw/changwu/rss.xml")
    (after,) = read(aunt_wang, "/zwyw/changwu/feed.json")
    assert after["id"] == before["id"]
    assert after["link"] != before["link"]


@pytest.mark.parametrize("file", FILES)
def test_nothing_private_is_told_and_nothing_twice(aunt_wang: Client, door: Door, file: str) -> None:
    hidden = factories.article(door.news, "内部通知", slug="neibu")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    link = f'<p>见<a linktype="page" id="{hidden.pk}">附件</a>。</p>'
    shown = factories.article(door.news, "公开通知", body=[("paragraph", link)], also_in=(door.city.notices,))
    shown.create_alias(parent=door.city.notices.page_ptr, update_slug="alias")
    (entry,) = read(aunt_wang, f"/{file}")
    assert entry["title"] == "公开通知"
    assert "neibu" not in entry["text"]


def test_a_very_long_text_is_read_on_its_page(
    aunt_wang: Client, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_texts, "LONGEST", 500)
    factories.article(door.news, "长文", summary="很长。", body=[("paragraph", f"<p>{'字' * 600}</p>")])
    (item,) = json.loads(aunt_wang.get("/zwyw/feed.json").content)["items"]
    assert item["content_text"] == "很长。"
    (entry,) = parsed(aunt_wang, "/zwyw/rss.xml").entries
    assert entry.summary == "很长。"


def test_json_feed_says_what_the_format_asks_for(aunt_wang: Client, door: Door, rich: ArticlePage) -> None:
    feed = json.loads(aunt_wang.get(f"{column(door)}feed.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "通知公告 - 云泽市教育局"
    assert feed["home_page_url"] == f"http://{HOST}{column(door)}"
    assert feed["feed_url"] == f"http://{HOST}{column(door)}feed.json"
    assert feed["language"] == "zh-Hans"
    assert feed["items"][0]["image"].startswith(f"{START}media/images/")
