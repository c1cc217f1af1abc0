"""小何 brings a Word manuscript in: what was understood is shown, and becomes a draft by her own rights."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from tests.cast import City, desk_of
from tests.editorial.papers import line, notice, paper
from tests.media.hostile import ole
from yimen.accounts.models import User
from yimen.demo import factories
from yimen.editorial.erasing import erase_page
from yimen.editorial.manuscripts import kept
from yimen.editorial.models import ArticlePage, KeptManuscript, Source
from yimen.media.models import PortalImage
from yimen.records.models import AuditEntry

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def upload(desk: Client, content: bytes, name: str = "招生通知.docx") -> str:
    """The address of what was understood; empty where the file was refused."""
    answer = desk.post("/admin/manuscripts/", {"file": SimpleUploadedFile(name, content, WORD)})
    return answer.headers["Location"] if answer.status_code == 302 else ""


def test_a_manuscript_becomes_a_draft_with_table_and_picture(city: City, hes_desk: Client, he: User) -> None:
    Source.objects.create(name="云泽市教育局")
    seen = upload(hes_desk, notice())
    shown = hes_desk.get(seen).content.decode()
    assert 'value="云泽市教育局关于做好2026年秋季招生工作的通知"' in shown
    assert 'value="云教发〔2026〕12号"' in shown
    assert "招生片区示意图" in shown
    assert "第二小学" in shown
    form = {
        "column": city.notices.pk,
        "title": "关于做好2026年秋季招生工作的通知",
        "number": "云教发〔2026〕12号",
        "dated": "2026-06-01",
        "summary": "",
        "alt_0": "各小学招生片区的地图",
    }
    answer = hes_desk.post(seen, form)
    page = ArticlePage.objects.get()
    assert answer.headers["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert not page.live
    assert (page.owner, page.document_number, str(page.dated)) == (he, "云教发〔2026〕12号", "2026-06-01")
    assert page.get_parent().specific == city.notices
    assert [block.block_type for block in page.body] == ["paragraph", "table", "image", "paragraph"]
    image = PortalImage.objects.get()
    assert image.description == "各小学招生片区的地图"
    assert image.collection == city.subsite.collection
    assert not KeptManuscript.objects.exists()
    assert hes_desk.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_refused_file_is_told_in_chinese_and_leaves_nothing(city: City, hes_desk: Client) -> None:
    answer = hes_desk.post(
        "/admin/manuscripts/", {"file": SimpleUploadedFile("旧稿.wps", ole("WordDocument"))}
    )
    assert "另存为" in answer.content.decode()
    assert not KeptManuscript.objects.exists()
    assert not ArticlePage.objects.exists()


def test_log_and_history_say_what_was_brought_in_and_what_was_left_out(city: City, hes_desk: Client) -> None:
    program = {"word/embeddings/oleObject1.bin": b"MZ"}
    seen = upload(hes_desk, paper(line("通知", style="gwbt"), line("正文。"), more=program))
    told = hes_desk.get(seen).context["told"]
    assert told, "the manuscript has something that no page takes over"
    hes_desk.post(seen, {"column": city.notices.pk, "title": "甲"})
    page = ArticlePage.objects.get()
    entry_of_log = AuditEntry.objects.get(action="editorial.manuscript_brought_in")
    assert entry_of_log.subject == f"page:{page.pk}"
    assert entry_of_log.detail["left_out"] == len(told)
    entry = PageLogEntry.objects.get(page=page.pk, action="yimen.bring_in")
    assert entry.data["left_out"] == told
    history = hes_desk.get(reverse("wagtailadmin_pages:history", args=(page.pk,))).content.decode()
    assert told[0] in history


def test_an_upload_of_what_is_erased_goes_with_it(
    city: City, hes_desk: Client, lin: User, django_capture_on_commit_callbacks: object
) -> None:
    upload(hes_desk, notice(), name="张三低保公示.docx")
    upload(hes_desk, notice(), name="招生通知.docx")
    page = factories.article(city.notices, "张三低保公示")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without types
        erase_page(page, by=lin)
    assert [kept.name for kept in KeptManuscript.objects.all()] == ["招生通知.docx"]


def test_nobody_writes_where_they_may_not(city: City, hes_desk: Client, zhou: User) -> None:
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    theirs = factories.column(transport.root_page, "通知")
    seen = upload(hes_desk, notice())
    assert "交通运输局" not in hes_desk.get(seen).content.decode()
    hes_desk.post(seen, {"column": theirs.pk, "title": "代发"})
    assert not ArticlePage.objects.exists()
    assert desk_of(zhou).get(seen).status_code == 404, "uploads are their owner's alone"
    assert desk_of(factories.staff("guest", "来客")).get("/admin/manuscripts/").status_code in (302, 403)


def test_a_draft_that_breaks_half_way_leaves_no_picture(
    city: City, hes_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = upload(hes_desk, notice())
    folder = Path(settings.MEDIA_ROOT) / "original_images"
    before = set(folder.glob("*"))

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(ArticlePage, "save_revision", broken)
    with pytest.raises(RuntimeError):
        hes_desk.post(seen, {"column": city.notices.pk, "title": "甲", "alt_0": "图"})
    assert not ArticlePage.objects.exists()
    assert not PortalImage.objects.exists()
    assert set(folder.glob("*")) == before


def test_rare_characters_and_emoji_make_a_page_with_an_address(city: City, hes_desk: Client) -> None:
    seen = upload(hes_desk, paper(line("𠮷㐀村公示😀", style="gwbt"), line("𠮷先生。")), name="𠮷㐀😀.docx")
    hes_desk.post(seen, {"column": city.notices.pk, "title": "𠮷㐀村公示😀"})
    page = ArticlePage.objects.get()
    assert page.title == "𠮷㐀村公示😀"
    assert page.slug.isascii()
    page.get_latest_revision().publish()
    reader = Client(headers={"host": "www.yunze.example"})
    assert "𠮷㐀村公示😀" in reader.get(page.address().path).content.decode()


def test_uploads_of_which_nothing_became_go_after_a_week(
    city: City, hes_desk: Client, django_capture_on_commit_callbacks: object
) -> None:
    upload(hes_desk, notice())
    row = KeptManuscript.objects.get()
    kept.forget_old()
    assert KeptManuscript.objects.exists()
    KeptManuscript.objects.update(uploaded_at=row.uploaded_at - kept.KEPT_FOR * 2)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without types
        kept.forget_old()
    assert not KeptManuscript.objects.exists()
    assert not Path(row.file.path).exists()
