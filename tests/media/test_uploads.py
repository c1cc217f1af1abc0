"""What the desk says to a picture that is none, and that nothing half-done stays behind."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests.cast import City
from tests.media.pictures import jpeg, png
from yimen.media.models import PortalImage

pytestmark = pytest.mark.django_db

BROKEN = (
    ("nothing.jpg", b""),
    ("words.jpg", "这不是图片".encode()),
    ("page.jpg", b"<html><script>alert(1)</script></html>"),
    ("head-only.jpg", jpeg()[:20]),
    ("half.jpg", jpeg()[: len(jpeg()) // 2]),
    ("half.png", png()[:60]),
    ("a-pdf.png", b"%PDF-1.4 ..."),
    ("a-jpeg.png", jpeg()),
    ("tool.exe", jpeg()),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
)
ADD = "/admin/images/add/"


def upload(desk: Client, content: bytes, *, name: str = "tu.jpg") -> tuple[int, str]:
    """Add a picture on the desk; the status (302 when it was stored) and what the form says is wrong."""
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    answer = desk.post(
        ADD, {"title": "校园", "file": file, "collection": "1", "description": "", "credit": "", "tags": ""}
    )
    if answer.status_code != 200:
        return answer.status_code, ""
    errors = html.fromstring(answer.content).find_class("error-message")
    return 200, " ".join(" ".join(error.text_content().split()) for error in errors)


def stored() -> set[Path]:
    folder = Path(settings.MEDIA_ROOT) / "original_images"
    return set(folder.glob("*")) if folder.exists() else set()


def test_a_whole_picture_is_stored(lins_desk: Client, city: City) -> None:
    assert upload(lins_desk, jpeg())[0] == 302
    assert upload(lins_desk, png(), name="tu.png")[0] == 302
    assert [image.width for image in PortalImage.objects.order_by("pk")] == [900, 40]


def test_what_is_no_whole_picture_is_refused_with_a_sentence(lins_desk: Client, city: City) -> None:
    before = stored()
    for name, content in BROKEN:
        status, said = upload(lins_desk, content, name=name)
        assert status == 200, name
        assert said, f"the form says nothing about {name}"
        assert PortalImage.objects.count() == 0, name
        assert stored() == before, f"{name} stays behind"


def test_a_picture_too_large_for_memory_is_refused(
    lins_desk: Client, city: City, settings: pytest.FixtureRequest
) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000  # type: ignore[attr-defined]
    before = stored()
    status, said = upload(lins_desk, jpeg())
    assert status == 200
    assert said
    assert PortalImage.objects.count() == 0
    assert stored() == before


def test_of_many_at_once_the_broken_one_is_told_and_the_others_stay(lins_desk: Client, city: City) -> None:
    def add(content: bytes) -> dict[str, object]:
        answer = lins_desk.post(
            "/admin/images/multiple/add/",
            {"title": "校园", "files[]": SimpleUploadedFile("tu.jpg", content), "collection": "1"},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert answer.status_code == 200
        told: dict[str, object] = answer.json()
        return told

    assert add(jpeg())["success"]
    half = add(jpeg()[: len(jpeg()) // 2])
    assert not half["success"]
    assert half["error_message"]
    assert PortalImage.objects.count() == 1
