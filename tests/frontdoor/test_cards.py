"""The picture that a link to a page is shown with: the page's own, or its words, drawn here."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from tests.cast import HOST
from tests.conftest import missing_tool
from tests.frontdoor.conftest import Door
from tests.frontdoor.reading import Sheet
from tests.media.pictures import jpeg
from yimen.demo import factories
from yimen.foundation import fonts
from yimen.frontdoor import card_drawing, cards
from yimen.frontdoor.card_drawing import Words, card, drawable
from yimen.media.models import PortalImage

TITLE = "关于公布2025年秋季中小学入学办理时间和所需材料的通知"


@pytest.fixture
def serif() -> Path:
    file = fonts.font_file(fonts.SERIF) or fonts.font_file(fonts.SANS)
    if file is None:
        missing_tool("A font with Chinese characters", package="fonts-noto-cjk")
    assert file is not None
    return file


def words(title: str = TITLE) -> Words:
    return Words(title=title, site="中国·云泽", foot="云泽市教育局", colour="#1f3a5f")


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def og(sheet: Sheet, name: str) -> str:
    (content,) = sheet.tree.xpath(f"//meta[@property='og:{name}']/@content")
    return str(content)


# ── Drawing ──


@pytest.mark.parametrize(
    "title", ["云", TITLE, TITLE * 5, "A" * 300, "", "</script>\x00\u202e𠮷🎉", "《" * 90]
)
def test_a_card_of_any_title_has_the_size_that_readers_show(title: str) -> None:
    made = card(words(title))
    assert opened(made).size == (1200, 630)
    assert len(made) < 80_000


def test_nothing_is_drawn_outside_the_margin(serif: Path) -> None:
    for title in (TITLE, TITLE * 5, "A" * 300, "云泽市人民政府关于印发《办法》、《细则》的通知，" * 4):
        picture = opened(card(words(title))).convert("RGB")
        paper = picture.getpixel((1199, 1))
        right = picture.crop((1200 - 40, 0, 1200, 630)).getcolors()
        assert right == [(40 * 630, paper)], title


def test_what_the_font_lacks_is_left_out_rather_than_boxed(serif: Path) -> None:
    assert drawable("云\x00泽\u202e🎉\ue000 通知\U000e0041", serif) == "云泽 通知"
    assert drawable("𠮷野家 Café 2025年", serif).endswith("野家 Café 2025年")
    assert fonts.draws(serif, "云")
    assert not fonts.draws(serif, "\ue000")


def test_without_a_chinese_font_there_is_the_mark_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_drawing, "font_file", lambda names: None)
    assert card(words("甲")) == card(words("乙"))
    assert len(opened(card(words())).convert("RGB").getcolors() or []) > 1


# ── Asking for it ──


@pytest.mark.django_db
def test_a_page_without_a_picture_is_shared_with_its_words(aunt_wang: Client, door: Door) -> None:
    path = factories.article(door.city.notices, TITLE).address().path
    sheet = Sheet(aunt_wang, path)
    assert og(sheet, "image") == f"http://{HOST}{path}card.png"
    assert (og(sheet, "image:width"), og(sheet, "image:height")) == ("1200", "630")
    assert sheet.meta["twitter:card"] == "summary_large_image"
    answer = aunt_wang.get(f"{path}card.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert opened(answer.content).size == (1200, 630)
    again = aunt_wang.get(f"{path}card.png", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_every_kind_of_page_names_a_picture_that_is_there(aunt_wang: Client, door: Door) -> None:
    factories.english_home(door.city.home)
    for path in ("/", "/en/", "/bm/", "/bm/jyj/", "/jg/jyj/", "/zwyw/", "/investor/"):
        address = og(Sheet(aunt_wang, path), "image")
        assert aunt_wang.get(address.removeprefix(f"http://{HOST}")).status_code == 200, path


@pytest.mark.django_db
def test_a_card_is_drawn_once_for_the_same_words(
    aunt_wang: Client, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["cards"].clear()
    article = factories.article(door.news, "初稿")
    drawn: list[str] = []

    def drawing(said: Words) -> bytes:
        drawn.append(said.title)
        return card(said)

    monkeypatch.setattr(cards, "card", drawing)
    path = f"{article.address().path}card.png"
    first = aunt_wang.get(path)
    assert aunt_wang.get(f"{path}?title=其他").content == first.content
    assert drawn == ["初稿"]
    article.title = "定稿"
    article.save_revision().publish()
    assert aunt_wang.get(path).headers["ETag"] != first.headers["ETag"]
    assert drawn == ["初稿", "定稿"]


@pytest.mark.django_db
def test_nothing_private_is_drawn(aunt_wang: Client, door: Door) -> None:
    hidden = factories.article(door.news, "内部通知", slug="neibu")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    for name in ("card.png", "picture.jpg"):
        assert aunt_wang.get(f"/zwyw/neibu/{name}").status_code == 404
        assert aunt_wang.get(f"/zwyw/never/{name}").status_code == 404


@pytest.mark.django_db
def test_a_page_with_a_picture_is_shared_with_it(aunt_wang: Client, door: Door) -> None:
    picture = factories.image(jpeg(1600, 1200), title="云湖")
    path = factories.article(door.news, "云湖日出", image=picture).address().path
    assert og(Sheet(aunt_wang, path), "image") == f"http://{HOST}{path}picture.jpg"
    answer = aunt_wang.get(f"{path}picture.jpg")
    assert answer.status_code == 302
    shared = picture.renditions.get(filter_spec="fill-1200x630|format-jpeg")
    assert answer.headers["Location"] == shared.url
    assert (shared.width, shared.height) == (1200, 630)


@pytest.mark.django_db
def test_a_picture_that_is_gone_leads_to_the_words(aunt_wang: Client, door: Door) -> None:
    picture = factories.image(jpeg(1600, 1200), title="云湖")
    path = factories.article(door.news, "云湖日出", image=picture).address().path
    PortalImage.objects.get(pk=picture.pk).file.storage.delete(picture.file.name)
    answer = aunt_wang.get(f"{path}picture.jpg")
    assert answer.headers["Location"] == "card.png"
    assert aunt_wang.get(f"{path}card.png").status_code == 200
