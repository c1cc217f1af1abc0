"""A picture in every size and format: made once, when its page is published, and never waited for."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.cast import City
from tests.frontdoor.reading import Sheet, queries_of
from tests.media.pictures import jpeg
from yimen.demo import factories
from yimen.editorial.bulk import NewArticle, load_articles
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.media.models import PortalImage, PortalRendition
from yimen.media.presenting import CARD, IN_TEXT, LARGE, LEAD, shown
from yimen.media.tasks import prepare_pictures

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def lake(city: City) -> PortalImage:
    return factories.image(jpeg(1300, 900), title="云湖", description="清晨的云湖", name="lake.jpg")


def specs(image: PortalImage) -> set[str]:
    return set(PortalRendition.objects.filter(image=image).values_list("filter_spec", flat=True))


def block(image: PortalImage) -> dict[str, object]:
    return {"image": image, "alt": "湖上日出", "is_decorative": False, "reason": "", "caption": "云湖"}


def with_pictures(city: City, image: PortalImage, count: int) -> str:
    body = [("gallery", {"title": "云湖四时", "images": [block(image)] * count}), ("image", block(image))]
    page: ArticlePage = factories.article(city.notices, f"云湖{count}景", body=body)
    return page.address().path  # type: ignore[union-attr]


def test_publishing_makes_what_lists_and_text_will_ask_for(city: City, lake: PortalImage) -> None:
    factories.article(city.notices, "云湖日出", image=lake, body=[("image", block(lake))])
    assert specs(lake) == {*CARD.all_specs, *LEAD.all_specs, *IN_TEXT.all_specs}


def test_a_reader_is_offered_the_lightest_format_and_the_fitting_size(
    city: City, lake: PortalImage, aunt_wang: Client
) -> None:
    sheet = Sheet(aunt_wang, with_pictures(city, lake, 2))
    (figure,) = sheet.all("picture")
    assert [source.get("type") for source in figure.iter("source")] == ["image/avif", "image/webp"]
    (image,) = figure.iter("img")
    widths = [size.split()[-1] for size in image.get("srcset").split(", ")]
    assert widths == ["480w", "800w", "1200w"]
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("800", "553", "lazy")
    for source in figure.iter("source"):
        assert [size.split()[-1] for size in source.get("srcset").split(", ")] == widths
        first = source.get("srcset").split()[0]
        answer = aunt_wang.get(first)
        assert answer.headers["Content-Type"] == source.get("type")
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file, read to its end


def test_a_gallery_is_links_to_the_large_pictures(city: City, lake: PortalImage, aunt_wang: Client) -> None:
    (gallery,) = Sheet(aunt_wang, with_pictures(city, lake, 3)).all("gallery")
    links = list(gallery.iter("a"))
    assert len(links) == 3
    assert "第 2 张，共 3 张" in links[1].text_content()
    large = PortalRendition.objects.get(image=lake, filter_spec=LARGE)
    assert {link.get("href") for link in links} == {large.url}


def test_pictures_in_a_text_cost_no_query_each(city: City, lake: PortalImage, aunt_wang: Client) -> None:
    few, many = with_pictures(city, lake, 2), with_pictures(city, lake, 12)
    assert queries_of(aunt_wang, few) == queries_of(aunt_wang, many)


def test_before_the_task_has_run_the_plain_size_serves(lake: PortalImage) -> None:
    assert specs(lake) == set()
    made = shown(lake, CARD)
    assert made["sources"] == []
    assert (made["width"], made["height"]) == (640, 400)


def test_the_first_who_sees_a_picture_sets_off_its_other_sizes(lake: PortalImage) -> None:
    """A picture of a thousand imported texts costs nothing before somebody reads one of them."""
    shown(lake, CARD)
    assert specs(lake) == set(CARD.all_specs)
    assert len(shown(PortalImage.objects.get(pk=lake.pk), CARD)["sources"]) == 2


def test_loaded_in_bulk_and_exchanged_pictures_get_their_sizes_too(
    city: City, lake: PortalImage, aunt_wang: Client
) -> None:
    views = factories.column(city.home, "云泽风光", slug="yzfg", layout=ColumnPage.Layout.GRAPHIC)
    loaded = NewArticle(column=views, title="云湖日出", body=[], released_at=NOW, image_id=lake.pk)
    load_articles([loaded], now=NOW, reason=factories.IMPORTED)
    assert specs(lake) == set()
    for _ in ("loaded", "exchanged"):
        aunt_wang.get("/yzfg/")
        assert specs(lake) == set(CARD.all_specs)
        lake.renditions.all().delete()  # as the desk does when the file is exchanged


def test_a_small_picture_is_not_blown_up_and_its_sizes_stand_once(city: City) -> None:
    small = factories.image(jpeg(300, 200), title="小图", name="small.jpg")
    prepare_pictures.enqueue([[small.pk, "text"]])
    made = shown(PortalImage.objects.get(pk=small.pk), IN_TEXT)
    assert made["srcset"].endswith(" 300w")
    assert "," not in made["srcset"]
    assert made["width"] == 300


def test_with_another_focal_point_another_cut_is_shown(lake: PortalImage) -> None:
    prepare_pictures.enqueue([[lake.pk, "card"]])
    before = shown(PortalImage.objects.get(pk=lake.pk), CARD)["url"]
    lake.focal_point_x, lake.focal_point_y = 1200, 100
    lake.focal_point_width = lake.focal_point_height = 80
    lake.save()
    assert shown(PortalImage.objects.get(pk=lake.pk), CARD)["url"] != before
    after = shown(PortalImage.objects.get(pk=lake.pk), CARD)
    assert len(after["sources"]) == 2
    assert before not in str(after)


def test_the_lead_is_fetched_first_and_cards_when_they_come_near(
    city: City, lake: PortalImage, aunt_wang: Client
) -> None:
    views = factories.column(city.home, "云泽风光", slug="yzfg", layout=ColumnPage.Layout.GRAPHIC)
    factories.article(views, "云湖日出", image=lake)
    (card,) = Sheet(aunt_wang, "/yzfg/").all("entry-card__image")
    assert (card.get("loading"), card.get("fetchpriority")) == ("lazy", None)
    home = city.home.specific
    home.sections = [("latest", {"title": "", "column": views.page_ptr, "count": 3, "style": "lead"})]
    home.save_revision().publish()
    (lead,) = Sheet(aunt_wang, "/").all("lead-story__image")
    assert (lead.get("loading"), lead.get("fetchpriority")) == (None, "high")
    (figure,) = lead.iterancestors("picture")
    assert len(list(figure.iter("source"))) == 2
