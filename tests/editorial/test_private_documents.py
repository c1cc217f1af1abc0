"""A file is public while something public shows it, or because somebody who may publish said so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.cast import City, desk_of
from tests.media.hostile import giant_png, office, photograph
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.media.models import PortalDocument, PortalImage

pytestmark = pytest.mark.django_db
PLAN = b"%PDF-1.4 plan"


@pytest.fixture
def plan(city: City) -> PortalDocument:
    return factories.document(PLAN, title="招生计划", name="zhaosheng-jihua.pdf")


def status(reader: Client, url: str) -> int:
    answer = reader.get(url)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


def draft_with(plan: PortalDocument, city: City) -> ArticlePage:
    page = ArticlePage(title="招生通知", slug="zs", live=False)
    page.body = [("attachments", {"files": [plan]})]
    city.notices.add_child(instance=page)
    page.save_revision()
    return page


def test_the_attachment_of_a_draft_is_not_to_be_had(
    city: City, plan: PortalDocument, aunt_wang: Client, lins_desk: Client
) -> None:
    page = draft_with(plan, city)
    assert status(aunt_wang, plan.url) == 404
    shown = lins_desk.get(plan.url)
    assert b"".join(shown) == PLAN
    assert shown.headers["Cache-Control"] == "private, no-store"
    page.get_latest_revision().publish()
    assert b"".join(aunt_wang.get(plan.url)) == PLAN, "at once, not when the worker comes by"
    page.refresh_from_db()
    page.unpublish()
    assert status(aunt_wang, plan.url) == 404


def test_a_link_in_running_text_and_in_old_text_shows_it_too(
    city: City, plan: PortalDocument, aunt_wang: Client
) -> None:
    link = f'<p><a linktype="document" id="{plan.pk}">计划</a></p>'
    first = factories.article(city.notices, "甲", body=[("paragraph", link)])
    assert status(aunt_wang, plan.url) == 200
    first.unpublish()
    assert status(aunt_wang, plan.url) == 404
    factories.article(city.notices, "乙", body=[("imported", f'<p><a href="{plan.url}">计划</a></p>')])
    assert status(aunt_wang, plan.url) == 200


def test_taking_the_file_out_of_the_page_takes_it_from_the_public(
    city: City, plan: PortalDocument, aunt_wang: Client
) -> None:
    page = factories.article(city.notices, "甲", body=[("attachments", {"files": [plan]})])
    page.body = [("paragraph", "<p>计划另发。</p>")]
    page.save_revision()
    assert status(aunt_wang, plan.url) == 200, "a change that nobody published takes nothing away"
    page.get_latest_revision().publish()
    assert status(aunt_wang, plan.url) == 404


def test_what_is_not_public_looks_like_what_never_was(
    city: City, plan: PortalDocument, aunt_wang: Client
) -> None:
    """Nobody learns by guessing that there is such a file."""
    draft_with(plan, city)
    guesses = (
        plan.url,
        f"/documents/{plan.pk}/other.pdf",
        f"/documents/{plan.pk + 99}/{plan.filename}",
        f"/documents/{'9' * 18}/{plan.filename}",
    )
    answers = {aunt_wang.get(guess).content.replace(guess.encode(), b"") for guess in guesses}
    statuses = {status(aunt_wang, guess) for guess in (*guesses, f"/documents/{'9' * 40}/a.pdf")}
    assert statuses == {404}
    assert len(answers) == 1


def test_a_mark_makes_it_public_by_itself(city: City, plan: PortalDocument, aunt_wang: Client) -> None:
    plan.is_public = True
    plan.save()
    assert status(aunt_wang, plan.url) == 200


def test_asking_costs_few_queries_however_many_pages_show_it(
    city: City, plan: PortalDocument, aunt_wang: Client
) -> None:
    counts = []
    for number in range(4):
        factories.article(city.notices, f"通知{number}", body=[("attachments", {"files": [plan]})])
        status(aunt_wang, plan.url)
        with CaptureQueriesContext(connection) as asked:
            status(aunt_wang, plan.url)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 7


def test_another_departments_editor_does_not_read_a_draft_s_file(
    city: City, plan: PortalDocument, lin: User
) -> None:
    stranger = factories.staff("wu", "吴敏")
    assert status(desk_of(stranger), plan.url) == 404
    assert status(desk_of(lin), plan.url) == 200


# ── Uploading ──
def upload(desk: Client, name: str, content: bytes) -> str:
    """What the form says is wrong; empty when the file was stored."""
    answer = desk.post(
        "/admin/documents/add/",
        {"title": "附件", "file": SimpleUploadedFile(name, content), "collection": "1", "tags": ""},
    )
    if answer.status_code == 302:
        return ""
    found = html.fromstring(answer.content).find_class("error-message")
    return " ".join(" ".join(error.text_content().split()) for error in found)


def test_the_form_says_in_chinese_what_is_wrong_and_stores_nothing(city: City, lins_desk: Client) -> None:
    for name, content in (
        ("工具.exe", b"MZ"),
        ("页面.pdf", b"<html>"),
        ("宏.docx", office("word/document.xml", more={"word/vbaProject.bin": b"x"})),
    ):
        said = upload(lins_desk, name, content)
        assert "。" in said, name
        assert not PortalDocument.objects.exists()
    assert upload(lins_desk, "关于招生的通知 (附件1).docx", office("word/document.xml")) == ""
    assert PortalDocument.objects.get().filename.startswith("关于招生的通知-附件1")


def test_a_photograph_of_sixty_million_pixels_gets_a_clear_word(city: City, lins_desk: Client) -> None:
    file = SimpleUploadedFile("广场.png", giant_png(10_000, 6_000), content_type="image/png")
    answer = lins_desk.post("/admin/images/add/", {"title": "广场", "file": file, "collection": "1"})
    assert "6000 万像素" in answer.content.decode() or "60 百万像素" in answer.content.decode()
    assert not PortalImage.objects.exists()


def test_what_the_telephone_wrote_is_neither_kept_nor_shown(city: City, lins_desk: Client) -> None:
    file = SimpleUploadedFile("现场.jpg", photograph(), content_type="image/jpeg")
    form = {"title": "现场", "file": file, "collection": "1", "description": "施工现场", "tags": ""}
    assert lins_desk.post("/admin/images/add/", form).status_code == 302
    image = PortalImage.objects.get()
    with image.file.open() as kept:
        assert b"GPS" not in kept.read()
    rendition = image.get_rendition("width-40")
    assert rendition.height > rendition.width, "turned as it was taken"
    with rendition.file.open() as shown:
        assert b"GPS" not in shown.read()
