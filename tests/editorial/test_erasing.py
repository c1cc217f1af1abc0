"""A page with somebody's data goes from everywhere at once: a marker is planted wherever a page leaves traces."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Comment, Page

from tests.cast import City
from tests.editorial.test_all_or_nothing import form_of
from yimen.accounts.models import User
from yimen.consolidation.models import PageVerdict
from yimen.demo import factories
from yimen.editorial.erasing import CannotErase, erase_page
from yimen.editorial.models import ArticlePage, Withdrawal
from yimen.foundation import erasing
from yimen.records.erasures import FOLLOWED_BY_THEN, finish_erasures
from yimen.records.models import AuditEntry, Change, ErasedThing
from yimen.subsites.models import OldAddress

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "欧阳秋葵"
SLUG = "ouyang-qiukui-de-shenqing"
PHONE = "13912345678"


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (900, 600), "#356").save(made, "JPEG")
    return made.getvalue()


def planted(city: City, desk: Client) -> ArticlePage:
    """A page that has been through everything that leaves a trace."""
    image = factories.image(picture(), title=f"{NAME}的照片", description=NAME)
    document = factories.document(f"{NAME} {PHONE}".encode(), title=f"{NAME}申请表", name=f"{SLUG}.txt")
    body = [
        ("paragraph", f"<p>{NAME}，电话{PHONE}。</p>"),
        ("attachments", {"files": [document]}),
    ]
    page = factories.article(city.notices, f"{NAME}的申请", slug=SLUG, body=body, image=image, summary=NAME)
    page.summary = f"{NAME}二"
    page.save_revision().publish()
    image.get_rendition("fill-400x300")
    Comment.objects.create(page=page, user=User.objects.get(username="lin"), text=NAME, contentpath="title")
    desk.post(
        reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,)), form_of(page, summary=f"{NAME}三")
    )
    page = ArticlePage.objects.get(pk=page.pk)
    page.slug = f"{SLUG}-2"
    page.save_revision().publish()  # leaves a former address
    old_site = factories.old_site(city.bureau, host="www.yzjy.example")
    address = OldAddress.objects.create(
        old_site=old_site, host="www.yzjy.example", path=f"/{SLUG}.html", page=page.page_ptr
    )
    PageVerdict.objects.create(
        address=address,
        file=f"{SLUG}.html",
        verdict="article",
        title=NAME,
        page=page.page_ptr,
        seen_at=timezone.now(),
    )
    return page


def rows_with(words: tuple[str, ...]) -> Iterator[str]:
    """Every cell of every table in which one of the words stands, plainly or as JSON writes it."""
    spelt = {form for word in words for form in (word, word.encode("unicode_escape").decode())}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, cell in zip(names, row, strict=True):
                    if any(word in str(cell) for word in spelt):
                        yield f"{table}.{name}: {str(cell)[:80]}"


def files_with(words: tuple[str, ...]) -> list[Path]:
    return [
        file
        for file in Path(settings.DATA_DIR).rglob("*")
        if file.is_file()
        and (any(word in file.name for word in words) or any(w.encode() in file.read_bytes() for w in words))
    ]


def test_nothing_of_it_is_left_in_any_table_nor_on_the_disk(
    city: City, lin: User, lins_desk: Client, aunt_wang: Client
) -> None:
    page = planted(city, lins_desk)
    former = page.address().path
    path = ArticlePage.objects.get(pk=page.pk).address().path
    words = (NAME, SLUG, PHONE)
    assert len({line.partition(":")[0] for line in rows_with(words)}) > 12, "planted widely"
    assert files_with(words)
    aunt_wang.get(f"{path}card.png")
    answer = lins_desk.post(
        reverse("wagtailadmin_pages:unpublish", args=(page.pk,)), {"reason": "personal", "understood": "on"}
    )
    assert answer.status_code == 302
    assert [aunt_wang.get(one).status_code for one in (former, path)] == [410, 410]
    assert NAME not in aunt_wang.get(path).content.decode()
    later = ("records_change.", "wagtailsearch_indexentry_fts_data.")  # what the last run is for
    left = [line for line in rows_with(words) if not line.startswith(later)]
    assert left == []
    assert files_with(words) == []
    assert len(Change.objects.filter(tags__icontains=SLUG)) <= 1, "by which followers find it"
    finish_erasures(now=timezone.now() + FOLLOWED_BY_THEN + timedelta(hours=1))
    assert list(rows_with(words)) == []
    assert ErasedThing.objects.filter(
        model="wagtailcore.page", pk_erased=page.pk, finished_at__isnull=False
    ).exists()
    assert AuditEntry.objects.filter(
        action="editorial.erased", subject=f"wagtailcore.page:{page.pk}"
    ).exists()


@pytest.mark.sqlite
def test_the_database_file_itself_keeps_nothing(city: City, lin: User, lins_desk: Client) -> None:
    """Rows that were deleted or overwritten stay in SQLite's free space unless it is told to wipe them."""
    page = planted(city, lins_desk)
    raw: sqlite3.Connection = connection.connection
    assert NAME.encode() in raw.serialize()
    erase_page(page, by=lin)
    finish_erasures(now=timezone.now() + FOLLOWED_BY_THEN + timedelta(hours=1))
    kept = raw.serialize()
    for word in (NAME, PHONE):
        at = kept.find(word.encode())
        assert at == -1, kept[max(0, at - 200) : at + 50]


def test_what_stands_elsewhere_too_is_not_erased(city: City, lin: User) -> None:
    image = factories.image(picture(), title="局办公楼")
    page = factories.article(city.notices, NAME, image=image)
    factories.article(city.notices, "别的通知", image=image)
    for one in Page.objects.filter(depth__gt=3):
        one.specific.save_revision().publish()
    erase_page(ArticlePage.objects.get(pk=page.pk), by=lin)
    assert type(image)._default_manager.filter(pk=image.pk).exists()


def test_a_place_is_not_erased_over_the_heads_of_what_stands_below(city: City, lin: User) -> None:
    factories.article(city.notices)
    with pytest.raises(CannotErase):
        erase_page(city.notices, by=lin)
    assert not Withdrawal.objects.exists()


def test_erasing_must_be_meant(city: City, lins_desk: Client) -> None:
    page = factories.article(city.notices)
    address = reverse("wagtailadmin_pages:unpublish", args=(page.pk,))
    answer = lins_desk.post(address, {"reason": "personal"})
    assert "understood" in answer.context["form"].errors
    assert Page.objects.filter(pk=page.pk).exists()


def test_every_app_that_stores_something_of_pages_names_its_eraser() -> None:
    assert {"editorial", "records", "media", "search", "frontdoor", "consolidation"} <= set(
        erasing.registered()
    )
    assert set(erasing.registered()) <= {config.label for config in apps.get_app_configs()}
    assert caches["cards"] is not None
