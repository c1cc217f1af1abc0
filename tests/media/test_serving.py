"""What the media folder gives to a stranger: pictures made to be shown, and nothing else in it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from tests.cast import HOST, City, desk_of
from tests.media.pictures import jpeg
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.media.models import PortalDocument, PortalImage

pytestmark = pytest.mark.django_db

OUTSIDE = (
    "../secret.jpg",
    "a/../../secret.jpg",
    "%2e%2e/secret.jpg",
    "..%2fsecret.jpg",
    "%2e%2e%2fsecret.jpg",
    "..%5csecret.jpg",
    "....//secret.jpg",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "a%00.jpg",
    "%00",
    "..",
    ".",
    "",
    "x" * 300 + ".jpg",
    "x/" * 3000 + "a.jpg",
    "%ff%fe.jpg",
    "http://evil.example/a.jpg",
)


@pytest.fixture
def lake(city: City) -> PortalImage:
    """A picture of the lake, as the office stored it: 900 pixels wide, with a camera's data in it."""
    return factories.image(jpeg(), title="云湖", description="湖面", name="lake.jpg")


@pytest.fixture
def plan(city: City) -> PortalDocument:
    return factories.document(b"%PDF-1.4 plan", title="招生计划", name="zhaosheng-jihua.pdf", is_public=True)


def get(path: str) -> tuple[int, bytes]:
    answer = Client(headers={"host": HOST}).get(path)
    return answer.status_code, b"".join(answer) if answer.streaming else answer.content


def test_a_rendition_is_a_picture_that_browsers_may_keep(aunt_wang: Client, lake: PortalImage) -> None:
    rendition = lake.get_rendition("fill-320x200")
    answer = aunt_wang.get(rendition.url)
    assert answer.status_code == 200
    assert b"".join(answer) == Path(rendition.file.path).read_bytes()
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_the_original_is_not_to_be_had(lake: PortalImage) -> None:
    """Originals carry place and camera, and are larger than a phone wants."""
    assert Path(lake.file.path).is_file()
    name = Path(lake.file.name).name
    for guess in (
        f"/media/{lake.file.name}",
        lake.file.url,
        f"/media/images/{name}",
        f"/media/images/../{lake.file.name}",
    ):
        assert get(guess)[0] == 404, guess


def test_a_document_is_not_to_be_had_by_guessing_its_file_name(plan: PortalDocument) -> None:
    assert Path(plan.file.path).is_file()
    for guess in (f"/media/{plan.file.name}", f"/media/images/../{plan.file.name}"):
        assert get(guess)[0] == 404, guess


def test_no_path_leads_out_of_the_folder(lake: PortalImage) -> None:
    media = Path(settings.MEDIA_ROOT)
    media.joinpath("images").mkdir(parents=True, exist_ok=True)
    media.joinpath("secret.jpg").write_bytes(b"what nobody may read")
    for path in OUTSIDE:
        status, content = get(f"/media/images/{path}")
        assert status == 404, path
        assert b"what nobody" not in content, path
        assert b"root:" not in content, path


def test_only_pictures_are_given(city: City) -> None:
    folder = Path(settings.MEDIA_ROOT) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ["page.html", "script.js", "style.css", "data.json", "noending", "run.svg.html", "x.pdf"]:
        folder.joinpath(name).write_bytes(b"<script>alert(1)</script>")
        assert get(f"/media/images/{name}")[0] == 404, name


def test_a_drawing_that_could_run_script_is_not_shown_as_a_page(city: City) -> None:
    folder = Path(settings.MEDIA_ROOT) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("a.svg").write_bytes(
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    )
    assert get("/media/images/a.svg")[0] == 404


def test_the_folder_itself_lists_nothing(lake: PortalImage) -> None:
    lake.get_rendition("fill-320x200")
    for path in ("/media/", "/media/images/"):
        assert get(path)[0] == 404, path


def test_nothing_is_written_through_it(aunt_wang: Client, lake: PortalImage) -> None:
    url = lake.get_rendition("fill-320x200").url
    for method in (aunt_wang.post, aunt_wang.put, aunt_wang.delete, aunt_wang.patch):
        assert method(url).status_code == 405


# ── Documents ──


def test_a_document_is_downloaded_under_its_own_name(aunt_wang: Client, plan: PortalDocument) -> None:
    answer = aunt_wang.get(plan.url)
    assert answer.status_code == 200
    assert b"".join(answer) == b"%PDF-1.4 plan"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert plan.filename in answer.headers["Content-Disposition"]


def test_a_document_that_could_run_script_is_only_ever_downloaded(aunt_wang: Client, city: City) -> None:
    page = factories.document(
        b"<script>alert(document.cookie)</script>", title="说明", name="shuoming.html", is_public=True
    )
    answer = aunt_wang.get(page.url)
    assert b"".join(answer).startswith(b"<script>"), "as it was uploaded"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_link_under_another_name_finds_nothing(aunt_wang: Client, plan: PortalDocument) -> None:
    assert aunt_wang.get(f"/documents/{plan.pk}/other.pdf").status_code == 404
    assert aunt_wang.get(f"/documents/{plan.pk + 99}/{plan.filename}").status_code == 404


def test_a_private_collections_document_needs_a_sign_in(
    aunt_wang: Client, plan: PortalDocument, lin: User
) -> None:
    drafts = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(
        collection=drafts, restriction_type=CollectionViewRestriction.LOGIN
    )
    plan.collection = drafts
    plan.save()
    refused = aunt_wang.get(plan.url)
    assert refused.status_code == 302
    assert b"plan" not in refused.content
    sign_in = aunt_wang.get(refused.headers["Location"], follow=True)
    assert sign_in.status_code == 200
    assert b'type="password"' in sign_in.content
    allowed = desk_of(lin).get(plan.url)
    assert b"".join(allowed) == b"%PDF-1.4 plan"
    assert "Cookie" in allowed.headers["Vary"], "no proxy may give it to the next who asks"


def test_a_document_whose_file_is_gone_is_not_found(aunt_wang: Client, plan: PortalDocument) -> None:
    Path(plan.file.path).unlink()
    assert aunt_wang.get(plan.url).status_code == 404
