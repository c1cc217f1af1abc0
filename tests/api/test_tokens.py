"""Who holds a token writes for its sub-site and for nobody else; who may give it out, and what is kept of it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.api.conftest import API, System, system_of
from tests.cast import HOST, City, desk_of
from tests.media.pictures import jpeg
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.api import writing
from yimen.api.models import KeptKey, Token
from yimen.api.tokens import forget_keys, give_out, revoke
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.foundation.limits import Limit
from yimen.media.models import PortalDocument, PortalImage
from yimen.records.models import AuditEntry
from yimen.subsites.models import Subsite

pytestmark = pytest.mark.django_db


@pytest.fixture
def health(city: City) -> Subsite:
    """The health commission's sub-site, which is none of the school system's business."""
    return factories.subsite(factories.agency("wjw", "云泽市卫生健康委员会"), below=city.directory)


@pytest.fixture
def clinics(health: Subsite) -> ColumnPage:
    return factories.column(health.root_page, "医院名录")


@pytest.fixture
def guard(city: City) -> User:
    """赵安, security administrator."""
    return factories.staff("zhaoan", "赵安", role=Role.SECURITY_ADMIN)


# ── Isolation ──
def test_another_department_s_column_is_refused_like_one_that_does_not_exist(
    school_system: System, clinics: ColumnPage, news: ColumnPage
) -> None:
    absent = ColumnPage(pk=99_999_999)
    answers = [school_system.hand_in(column, status=403).json() for column in (clinics, news, absent)]

    for column, answer in zip((clinics, news, absent), answers, strict=True):
        assert answer["detail"].replace(str(column.pk), "") == answers[2]["detail"].replace(
            str(absent.pk), ""
        )
        assert answer["errors"] == answers[2]["errors"]
    assert not ArticlePage.objects.exists()


def test_another_department_s_texts_and_files_are_not_there(
    school_system: System, city: City, clinics: ColumnPage, health: Subsite
) -> None:
    clinic_system = system_of(health)
    theirs = clinic_system.hand_in(clinics, reference="W-1")
    picture = factories.image(jpeg(), title="病房", description="病房", collection=health.collection)
    number = theirs.json()["id"]

    for method, path in (("GET", ""), ("POST", "review/"), ("POST", "publication/")):
        school_system.ask(method, f"submissions/{number}/{path}", status=404)
    school_system.ask(
        "PUT",
        f"submissions/{number}/",
        theirs.json()["draft"],
        status=404,
        **{"if-match": theirs.headers["ETag"]},
    )
    assert school_system.ask("GET", "submissions/").json()["submissions"] == []
    school_system.hand_in(city.notices, pictures=[{"picture": picture.pk}], status=422)
    school_system.hand_in(city.notices, reference="W-1")  # another department's numbers are not ours


def test_a_new_token_goes_on_with_what_the_old_one_handed_in(school_system: System, city: City) -> None:
    number = school_system.hand_in(city.notices).json()["id"]
    revoke(school_system.token, by=None, now=timezone.now())

    assert system_of(city.subsite).ask("GET", f"submissions/{number}/").json()["state"] == "draft"


# ── Ways in ──
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic eA==", "Bearer ym_aaaaaaaa_" + "b" * 43, "Bearer ym_é"]
)
def test_without_a_valid_token_there_is_a_401_in_words(city: City, header: str) -> None:
    answer = Client(headers={"host": HOST, "authorization": header}).get(f"{API}submissions/")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "令牌" in answer.json()["detail"]


def test_an_expired_a_revoked_and_a_guessed_token_open_nothing_and_stand_in_the_log(
    school_system: System, city: City
) -> None:
    guessed = System("", school_system.token, school_system.client)
    guessed.written = school_system.written[:12] + "x" * 43
    guessed.ask("GET", "submissions/", status=401)
    Token.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    school_system.ask("GET", "submissions/", status=401)
    Token.objects.update(expires_on=timezone.localdate() + timedelta(days=1))
    school_system.ask("GET", "submissions/")
    revoke(school_system.token, by=None, now=timezone.now())
    school_system.ask("GET", "submissions/", status=401)

    refused = AuditEntry.objects.filter(action="api.token_refused").order_by("pk")
    assert [line.detail["reason"] for line in refused] == ["secret", "expired", "revoked"]


def test_a_dismissed_account_closes_the_way_in(school_system: System) -> None:
    User.objects.filter(pk=school_system.token.account_id).update(is_active=False)

    school_system.ask("GET", "submissions/", status=401)


def test_a_signed_in_browser_has_no_way_in(city: City, lin: User) -> None:
    browser = desk_of(lin)
    body = {"column": f"column:{city.notices.pk}", "title": "越过", "html": "<p>越过</p>"}

    for answer in (
        browser.get(f"{API}submissions/"),
        browser.post(
            f"{API}submissions/", body, "application/json", headers={"idempotency-key": "browser-1"}
        ),
        Client(enforce_csrf_checks=True, headers={"host": HOST}).post(
            f"{API}submissions/", body, "application/json"
        ),
    ):
        assert answer.status_code == 401
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert not ArticlePage.objects.exists()


def test_a_token_does_what_it_was_given_for(city: City) -> None:
    asking = system_of(city.subsite, scopes=())

    problem = asking.hand_in(city.notices, status=403).json()

    assert "write" in problem["detail"]
    assert asking.ask("GET", "submissions/").json()["submissions"] == []


def test_the_account_cannot_sign_in(school_system: System) -> None:
    account = school_system.token.account

    assert not account.has_usable_password()
    assert not account.is_superuser


def test_guessing_is_slowed_down_and_a_right_token_still_opens(
    school_system: System, monkeypatch: Any
) -> None:
    monkeypatch.setattr(writing, "REFUSED", Limit("api-refused", times=2, seconds=300))
    guessing = System("ym_aaaaaaaa_" + "b" * 43, school_system.token, school_system.client)

    for status in (401, 401, 429):
        guessing.ask("GET", "submissions/", status=status)
    school_system.ask("GET", "submissions/")


# ── Pictures and files ──
def upload(
    system: System, path: str, file: SimpleUploadedFile, *, status: int, key: str = "upload-1", **words: str
) -> dict[str, Any]:
    answer = system.client.post(
        API + path,
        {"file": file, **words},
        headers={"authorization": f"Bearer {system.written}", "idempotency-key": key},
    )
    assert answer.status_code == status, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def test_pictures_and_files_are_uploaded_and_named_in_a_draft(school_system: System, city: City) -> None:
    school = SimpleUploadedFile("school.jpg", jpeg(), "image/jpeg")
    picture = upload(school_system, "pictures/", school, status=201, description="校门前的学生")
    school.seek(0)
    again = upload(school_system, "pictures/", school, status=201, description="校门前的学生")
    plan = SimpleUploadedFile("plan.txt", "招生计划".encode(), "text/plain")
    file = upload(school_system, "files/", plan, status=201, key="upload-2", title="招生计划")

    told = school_system.hand_in(
        city.notices, pictures=[{"picture": picture["id"]}], attachments=[file["id"]]
    ).json()

    assert again["id"] == picture["id"]
    assert PortalImage.objects.get().collection_id == city.subsite.collection_id
    assert PortalDocument.objects.get().collection_id == city.subsite.collection_id
    assert told["draft"]["pictures"][0]["picture"] == picture["id"]
    assert told["draft"]["attachments"] == [file["id"]]


@pytest.mark.parametrize(
    ("path", "name", "content"),
    [
        ("pictures/", "school.jpg", b"no picture"),
        ("files/", "macro.exe", b"MZ\x90\x00"),
        ("pictures/", "a.txt", b"x"),
    ],
)
def test_what_the_desk_would_refuse_is_refused_in_both_languages(
    school_system: System, path: str, name: str, content: bytes
) -> None:
    problem = upload(school_system, path, SimpleUploadedFile(name, content), status=422)

    assert problem["errors"][0]["where"] == "body.file"
    assert problem["errors"][0]["english_detail"]
    assert not PortalImage.objects.exists()
    assert not PortalDocument.objects.exists()
    assert not KeptKey.objects.exists()


# ── The desk ──
def test_the_security_administrator_gives_a_token_out_and_sees_it_once(guard: User, city: City) -> None:
    desk = desk_of(guard)
    day = timezone.localdate() + timedelta(days=100)

    made = desk.post(
        "/admin/tokens/new/",
        {"name": "学籍系统", "subsite": city.subsite.pk, "scopes": ["write"], "expires_on": day.isoformat()},
    )
    token = Token.objects.get()
    written = made.context["written"]

    assert written in made.content.decode()
    assert "no-store" in made.headers["Cache-Control"]
    listed = desk.get("/admin/tokens/").content.decode()
    assert token.prefix in listed
    assert written not in listed
    assert system_with(written, token).ask("GET", "submissions/").status_code == 200

    desk.post(f"/admin/tokens/{token.pk}/end/")
    system_with(written, token).ask("GET", "submissions/", status=401)
    actions = list(AuditEntry.objects.filter(subject=f"token:{token.pk}").values_list("action", flat=True))
    assert actions == ["api.token_given_out", "api.token_revoked", "api.token_refused"]


def system_with(written: str, token: Token) -> System:
    return System(written, token, Client(headers={"host": HOST}))


@pytest.mark.parametrize("days", [-1, 800])
def test_a_token_is_given_out_for_a_time_that_makes_sense(guard: User, city: City, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)

    desk_of(guard).post(
        "/admin/tokens/new/",
        {"name": "学籍系统", "subsite": city.subsite.pk, "scopes": ["write"], "expires_on": day.isoformat()},
    )

    assert not Token.objects.exists()


def test_editors_of_departments_give_nothing_out(zhou: User, city: City, school_system: System) -> None:
    desk = desk_of(zhou)

    assert desk.get("/admin/tokens/").status_code == 302
    assert desk.get("/admin/tokens/new/").status_code == 302
    desk.post(f"/admin/tokens/{school_system.token.pk}/end/")
    assert Token.objects.get().state == "valid"
    assert "tokens/" not in desk.get("/admin/").content.decode()


# ── What is kept ──
def test_the_token_itself_is_kept_nowhere(city: City, guard: User) -> None:
    today = timezone.localdate()
    _token, written = give_out(
        city.subsite, name="学籍系统", scopes=["write"], expires_on=today, by=guard, today=today
    )
    secret = written.rpartition("_")[2][:20]

    dump = io.StringIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            dump.write(repr(cursor.fetchall()))
    assert secret not in dump.getvalue()


def test_keys_are_forgotten_after_a_week(school_system: System, city: City) -> None:
    school_system.hand_in(city.notices)
    now = timezone.now()

    assert forget_keys(now=now + timedelta(days=6)) == 0
    assert forget_keys(now=now + timedelta(days=8)) == 1
