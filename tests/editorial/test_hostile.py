"""What hostile editors, imports and strangers may write and ask: nothing runs, nothing breaks."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html
from PIL import Image

from tests.cast import City
from tests.editorial.test_all_or_nothing import form_of
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.media.models import PortalImage
from yimen.subsites.models import MenuItem, PortalSettings

pytestmark = pytest.mark.django_db

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def runs_nothing(text: str) -> None:
    """No element or attribute of the page is the attacker's."""
    tree = html.fromstring(text.encode())
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        is_data = element.get("type") == "application/ld+json"
        assert not (element.tag == "script" and not is_data and "alert" in (element.text or ""))
        assert not [name for name in element.attrib if name.startswith("on")], element.attrib
        for name in ("href", "src", "action"):
            assert (
                not str(element.get(name, ""))
                .strip()
                .lower()
                .startswith(("javascript:", "data:text", "vbscript:"))
            )


BODY: list[tuple[str, Any]] = [
    ("imported", f'<p onclick="alert(1)">正文{SCRIPT}<a href="javascript:alert(1)">点</a>'
     '<iframe src="//evil.example"></iframe><svg onload=alert(1)><style>*{display:none}</style>'
     '<a href="jav&#x09;ascript:alert(1)">点</a><form action="//evil.example"><input></form></p>'),
    ("quote", {"text": SCRIPT, "author": SCRIPT}),
    ("timeline", {"events": [{"when": SCRIPT, "title": SCRIPT, "text": SCRIPT}]}),
    ("questions", {"questions": [{"question": SCRIPT, "answer": "<p>答</p>"}]}),
    ("contact", {"name": SCRIPT, "phone": SCRIPT, "address": SCRIPT, "hours": SCRIPT}),
    ("callout", {"title": SCRIPT, "text": "<p>注意</p>", "kind": "warning"}),
    ("table", {"data": [[SCRIPT, "数"], ["甲", SCRIPT]], "first_row_is_table_header": True, "table_caption": SCRIPT}),
]  # fmt: skip


def test_nothing_that_is_written_into_fields_and_blocks_runs(city: City, aunt_wang: Client) -> None:
    other = factories.column(city.home, f"栏目{SCRIPT}", slug="lanmu", summary=SCRIPT, introduction=SCRIPT)
    article = factories.article(
        city.notices, f"标题{SCRIPT}", body=BODY, slug="xss", summary=SCRIPT, author=SCRIPT[:60], editor=SCRIPT[:60],
        source=SCRIPT, audiences=("citizen",), also_in=(other,),
    )  # fmt: skip
    factories.entrance(city.home, code="citizen")
    MenuItem.objects.create(title=SCRIPT[:30], url="/a\"onclick='alert(1)")
    settings = PortalSettings.load()
    settings.name, settings.organiser, settings.contact = SCRIPT, SCRIPT, SCRIPT
    settings.save()
    city.bureau.phone, city.bureau.duties = SCRIPT[:60], SCRIPT
    city.bureau.save()
    for path in (
        "/", "/citizen/", "/lanmu/", "/bm/", "/bm/jyj/", "/bm/jyj/tongzhi-gonggao/",
        "/bm/jyj/tongzhi-gonggao/xss/", "/jg/jyj/",
    ):  # fmt: skip
        text = text_of(aunt_wang, path)
        runs_nothing(text)
        assert "<script>alert" not in text, path
        assert "evil.example" not in text, path
    assert "正文" in text_of(aunt_wang, "/bm/jyj/tongzhi-gonggao/xss/")
    for path in ("/feed.xml", "/lanmu/feed.xml"):
        assert "<script>" not in text_of(aunt_wang, path)
    assert article.live


def test_what_is_cleaned_is_cleaned_before_it_is_stored(city: City, zhous_desk: Client) -> None:
    form = form_of(
        ArticlePage(title="导入", slug=""),
        **{
            "action-publish": "1",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "imported",
            "body-0-id": "",
            "body-0-value": '<p onclick="x()">好<script>alert(1)</script></p>',
        },
    )
    answer = zhous_desk.post(
        reverse("wagtailadmin_pages:add", args=("editorial", "articlepage", city.notices.pk)), form
    )
    assert answer.status_code == 302
    stored = str(ArticlePage.objects.get().body.raw_data[0]["value"])
    assert "script" not in stored
    assert "onclick" not in stored
    assert "好" in stored


def test_control_characters_take_no_feed_down(city: City, aunt_wang: Client) -> None:
    factories.article(city.notices, "铃声\x07\x0b\x0c\x1f通知", slug="ling", summary="摘要\x08")
    for path in (
        "/feed.xml",
        "/bm/jyj/tongzhi-gonggao/feed.xml",
        "/bm/jyj/tongzhi-gonggao/",
        "/sitemap-1.xml",
    ):
        assert "ling" in text_of(aunt_wang, path)


# ── Strange requests ──

PATHS = (
    "/" + "a" * 10_000 + "/",
    "/" + "a/" * 5_000,
    "/bm/jyj/\x00/",
    "/bm/jyj\x00",
    "/%00/",
    "/\r\nX-Evil: 1/",
    "/..%2f..%2fetc/passwd",
    "/../../etc/passwd",
    "/bm//jyj/",
    "/BM/JYJ/",
    "/bm/jyj/index.html",
    "/bm/jyj/;x=1/",
    "/通知/",
    "/\ud7ff/",
    "/'; DROP TABLE pool_entry; --/",
    "/.env",
    "/wp-login.php",
    "/jg/no/",
    "/jg/" + "a" * 5_000 + "/",
    "/sitemap-0.xml",
    "/sitemap-99999999999999999999.xml",
    "/no/feed.xml",
    "/" + "a" * 5_000 + "/feed.xml",
    "/-/theme/1-x.css",
    "/-/theme/99999999999999999999-x.css",
    "/media/images/" + "a" * 5_000 + ".jpg",
    "/media/images/../../yimen.env",
    "/media/images/a\x00.jpg",
    "/documents/1/x.pdf",
    "/documents/99999999999999999999/x.pdf",
    "/-/password/1/1/",
    "/-/password/99999999999999999999/1/",
)


def test_a_strange_path_is_not_found_and_breaks_nothing(city: City, aunt_wang: Client) -> None:
    for path in PATHS:
        answer = aunt_wang.get("/", PATH_INFO=path.encode().decode("latin-1"))
        assert answer.status_code in (301, 404), (path[:40], answer.status_code)
        location = answer.headers.get("Location", "/")
        assert location.startswith(("/", "http://www.yunze.example/")), path[:40]
        assert not location.startswith("//"), path[:40]
        assert "X-Evil" not in answer.headers


QUERIES = (
    "page=-1", "page=0", "page=%EF%BC%99", "page=999999999999", "page=1e3", "page=", "page=1&page=2", "page=%00",
    "page=%FF", "page=1;DROP", "page[]=1", "q=" + "a" * 10_000, "&" * 2_000, "%", "=", "page=" + "9" * 4_000,
)  # fmt: skip


def test_a_strange_query_breaks_nothing(city: City, aunt_wang: Client) -> None:
    factories.article(city.notices)
    for path in ("/", "/bm/jyj/", "/bm/jyj/tongzhi-gonggao/", "/feed.xml", "/sitemap.xml", "/jg/jyj/"):
        for query in QUERIES:
            answer = aunt_wang.get(path, QUERY_STRING=query)
            assert answer.status_code in (200, 404), (path, query[:30], answer.status_code)


def test_other_methods_break_nothing(city: City, aunt_wang: Client) -> None:
    for path in ("/", "/bm/jyj/tongzhi-gonggao/", "/feed.xml", "/jg/jyj/", "/robots.txt", "/no/"):
        for method in ("post", "put", "delete", "patch", "options", "head"):
            assert getattr(aunt_wang, method)(path).status_code < 500, (path, method)


def test_a_strange_cookie_is_nobodys_choice(city: City, aunt_wang: Client) -> None:
    for cookie in ("x" * 5_000, "entrance:citizen.entrance:x", "\x00", "entrance:<script>alert"):
        aunt_wang.cookies["yimen_prefs"] = cookie
        assert "<script>alert" not in text_of(aunt_wang, "/")


# ── Uploads ──


def upload(desk: Client, name: str, content: bytes, kind: str = "image/jpeg") -> Any:
    return desk.post(
        reverse("wagtailimages:add"),
        {"title": "照片", "file": SimpleUploadedFile(name, content, content_type=kind), "collection": "1"},
    )


def jpeg() -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 40), "#1f3a5f").save(made, "JPEG")
    return made.getvalue()


NO_PICTURES = (
    ("a.jpg", b""),
    ("a.jpg", b"not a picture"),
    ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 50),
    ("a.png", b"\x89PNG\r\n\x1a\n"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    ("a.html", b"<script>alert(1)</script>"),
    ("a.jpg", b"GIF89a" + b"\x01" * 20),
)


def test_what_is_no_picture_gets_a_sentence_and_leaves_nothing(city: City, lins_desk: Client) -> None:
    for name, content in NO_PICTURES:
        answer = upload(lins_desk, name, content)
        assert answer.status_code == 200, content
        assert answer.context["form"].errors["file"], content
    assert not PortalImage.objects.exists()


def test_a_picture_cut_off_half_way_is_refused(
    city: City, lins_desk: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    whole = BytesIO()
    Image.effect_noise((900, 600), 60).convert("RGB").save(whole, "JPEG")
    answer = upload(lins_desk, "cut.jpg", whole.getvalue()[: len(whole.getvalue()) // 2])
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_a_picture_whose_file_is_gone_or_broken_harms_no_page(
    city: City, aunt_wang: Client, settings: Any, tmp_path: Path
) -> None:
    """A disk error, or a file brought in from an old site: the text is shown all the same."""
    settings.MEDIA_ROOT = str(tmp_path)
    gone, broken = (factories.image(jpeg(), title=title, description="图") for title in ("没了", "坏了"))
    Path(gone.file.path).unlink()
    Path(broken.file.path).write_bytes(jpeg()[:200])
    for slug, image in (("gone", gone), ("broken", broken)):
        block = {"image": image, "alt": "断图", "is_decorative": False, "reason": "", "caption": ""}
        factories.article(
            city.notices, slug=slug, image=image, body=[("image", block), ("paragraph", "<p>正文</p>")]
        )
        assert "正文" in text_of(aunt_wang, f"/bm/jyj/tongzhi-gonggao/{slug}/")
    city.notices.layout = "graphic"
    city.notices.save_revision().publish()
    assert "/gone/" in text_of(aunt_wang, "/bm/jyj/tongzhi-gonggao/")


def test_a_whole_picture_is_taken(city: City, lins_desk: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    assert upload(lins_desk, "a.jpg", jpeg()).status_code == 302
    assert PortalImage.objects.get().title == "照片"
