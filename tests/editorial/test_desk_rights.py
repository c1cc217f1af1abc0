"""周琳 keeps her bureau's pictures and files; the desk locks the database for nobody who is not signed in."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import HOST, City
from yimen.demo.pictures import picture
from yimen.media.models import PortalImage

pytestmark = pytest.mark.django_db


def test_an_editor_uploads_and_chooses_her_bureaus_pictures(city: City, zhous_desk: Client) -> None:
    collection = city.subsite.collection
    upload = SimpleUploadedFile("lake.jpg", picture("lake"), content_type="image/jpeg")

    sent = zhous_desk.post(
        reverse("wagtailimages:add"), {"title": "云泽湖", "file": upload, "collection": collection.pk}
    )

    assert sent.status_code == 302, sent.content[:400]
    stored = PortalImage.objects.get(title="云泽湖")
    assert stored.collection == collection
    shown = zhous_desk.get(reverse("wagtailimages_chooser:choose"))
    assert "云泽湖" in shown.json()["html"]


def test_an_editor_opens_the_files_of_her_bureau(zhous_desk: Client) -> None:
    assert zhous_desk.get(reverse("wagtaildocs:index")).status_code == 200
    assert zhous_desk.get(reverse("wagtaildocs:add")).status_code == 200


def test_signing_in_takes_no_write_lock_while_the_password_is_tried(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Client(headers={"host": HOST})

    before_the_hash: list[str] = []
    hashed = MD5PasswordHasher.encode

    with CaptureQueriesContext(connection) as queries:

        def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
            before_the_hash.extend(query["sql"] for query in queries.captured_queries)
            return hashed(self, password, salt)

        monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
        stranger.post(reverse("account_login"), {"login": "admin", "password": "guess"})

    assert before_the_hash
    assert all(sql.startswith("SELECT") for sql in before_the_hash)
