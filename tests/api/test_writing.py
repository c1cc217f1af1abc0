"""The education bureau's school system hands in a notice; 周琳 reviews it as any other."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import WorkflowPage

from tests.api.conftest import System
from tests.cast import HOST, City, desk_of
from tests.frontdoor.reading import queries_of
from yimen.accounts.models import User
from yimen.api.models import KeptKey, Submission
from yimen.editorial.models import ArticlePage
from yimen.pool.models import Entry
from yimen.records.models import AuditEntry
from yimen.subsites.models import Subsite

pytestmark = pytest.mark.django_db


def test_a_notice_goes_from_the_system_through_review_to_the_public(
    school_system: System, city: City, review: object, zhou: User
) -> None:
    made = school_system.hand_in(city.notices, reference="XJ-2026-001").json()
    assert (made["state"], made["url"]) == ("draft", None)
    assert not Entry.objects.filter(title="中小学招生通知").exists()

    waiting = school_system.ask("POST", f"submissions/{made['id']}/review/").json()
    assert waiting["state"] == "in_review"

    page = ArticlePage.objects.get(pk=Submission.objects.get(pk=made["id"]).page_id)
    task = page.current_workflow_task
    task.on_action(page.current_workflow_task_state, zhou, "reject", comment="请写明报名地点。")
    returned = school_system.ask("GET", f"submissions/{made['id']}/")
    assert returned.json()["state"] == "returned"
    assert returned.json()["reason"] == "请写明报名地点。"

    draft = returned.json()["draft"] | {"html": "<p>七月一日起，到市教育局一楼报名。</p>"}
    mended = school_system.ask(
        "PUT", f"submissions/{made['id']}/", draft, **{"if-match": returned.headers["ETag"]}
    )
    school_system.ask("POST", f"submissions/{made['id']}/review/", **{"if-match": mended.headers["ETag"]})
    page = ArticlePage.objects.get(pk=page.pk)
    page.current_workflow_task.on_action(page.current_workflow_task_state, zhou, "approve")

    public = school_system.ask("GET", f"submissions/{made['id']}/").json()
    assert public["state"] == "published"
    assert public["url"].startswith(f"http://{HOST}/bm/jyj/")
    assert "一楼" in school_system.client.get(public["url"].partition(HOST)[2]).content.decode()
    actions = AuditEntry.objects.filter(subject=f"article:{page.pk}").values_list("action", flat=True)
    assert {"api.draft_made", "api.submitted", "api.draft_changed"} <= set(actions)


def test_the_desk_sees_it_as_a_draft_like_any_other(school_system: System, city: City, zhou: User) -> None:
    school_system.hand_in(city.notices, author="学籍科")
    page = ArticlePage.objects.get(title="中小学招生通知")

    answer = desk_of(zhou).get(f"/admin/pages/{page.pk}/edit/")

    assert answer.status_code == 200
    assert page.owner is not None
    assert page.owner.full_name == "云泽市教育局（接口）"


def test_html_is_cleaned_and_what_was_taken_out_is_told(school_system: System, city: City) -> None:
    html = (
        '<h1>报名</h1><p onclick="x()">看<a href="javascript:x()">这里</a></p><script>x()</script><iframe></iframe>'
        '<img src="https://elsewhere.example/a.png" alt="校门"><table><tr><td>一</td><td>二</td></tr></table>'
    )

    told = school_system.hand_in(city.notices, html=html).json()

    assert {one["what"] for one in told["removed"]} >= {"<script>", "<iframe>", "onclick=…", "javascript: …"}
    assert "script" not in told["draft"]["html"]
    assert "<h2>报名</h2>" in told["draft"]["html"]
    body = ArticlePage.objects.get(title="中小学招生通知").body
    assert [block.block_type for block in body] == ["paragraph", "imported"]


def test_a_retry_makes_nothing_twice(school_system: System, city: City) -> None:
    first = school_system.hand_in(city.notices, key="order-66-first")
    again = school_system.hand_in(city.notices, key="order-66-first")

    assert first.json()["id"] == again.json()["id"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert ArticlePage.objects.count() == 1
    school_system.hand_in(city.notices, key="order-66-first", title="另一条", status=409)
    school_system.ask(
        "POST",
        "submissions/",
        {"column": f"column:{city.notices.pk}", "title": "无", "html": "<p>无</p>"},
        key="short",
        status=422,
    )
    assert KeptKey.objects.count() == 1


def test_who_changes_what_somebody_changed_meanwhile_is_told(
    school_system: System, city: City, zhou: User
) -> None:
    made = school_system.hand_in(city.notices)
    path, draft = f"submissions/{made.json()['id']}/", made.json()["draft"]
    page = ArticlePage.objects.get(title="中小学招生通知")
    page.summary = "周琳改过的摘要"
    page.save_revision(user=zhou)

    problem = school_system.ask("PUT", path, draft, status=412, **{"if-match": made.headers["ETag"]}).json()
    school_system.ask("PUT", path, draft, status=428)

    assert "重新" in problem["detail"]
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().summary == "周琳改过的摘要"


def test_what_is_being_reviewed_is_the_reviewers(school_system: System, city: City, review: object) -> None:
    made = school_system.hand_in(city.notices)
    path = f"submissions/{made.json()['id']}/"
    waiting = school_system.ask("POST", f"{path}review/")

    school_system.ask("PUT", path, made.json()["draft"], status=409, **{"if-match": waiting.headers["ETag"]})
    assert school_system.ask("POST", f"{path}review/").json()["state"] == "in_review"


def test_without_a_review_nothing_is_submitted(school_system: System, city: City) -> None:
    WorkflowPage.objects.all().delete()
    made = school_system.hand_in(city.notices).json()

    problem = school_system.ask("POST", f"submissions/{made['id']}/review/", status=409).json()

    assert "审核" in problem["detail"]


def test_a_text_is_published_only_where_token_and_sub_site_allow(school_system: System, city: City) -> None:
    made = school_system.hand_in(city.notices).json()
    path = f"submissions/{made['id']}/publication/"

    school_system.ask("POST", path, status=403)
    school_system.token.scopes = ["write", "publish"]
    school_system.token.save()
    Subsite.objects.filter(pk=city.subsite.pk).update(publishes_itself=False)
    school_system.ask("POST", path, status=403)
    Subsite.objects.filter(pk=city.subsite.pk).update(publishes_itself=True)
    assert school_system.ask("POST", path).json()["state"] == "published"


def test_a_past_publish_time_needs_its_reason(school_system: System, city: City) -> None:
    past = (timezone.now() - timedelta(days=30)).isoformat()

    problem = school_system.hand_in(city.notices, released_at=past, status=422).json()

    assert problem["errors"][0]["where"] == "body.backdating_reason"
    assert "理由" in problem["errors"][0]["detail"] or "原因" in problem["errors"][0]["detail"]
    assert "say why" in problem["errors"][0]["english_detail"]
    assert not ArticlePage.objects.exists()
    school_system.hand_in(city.notices, released_at=past, backdating_reason="补录旧通知")


def test_a_second_text_with_the_same_slug_or_reference_is_refused(school_system: System, city: City) -> None:
    school_system.hand_in(city.notices, slug="zhaosheng", reference="XJ-1")

    slug = school_system.hand_in(city.notices, slug="zhaosheng", status=422).json()
    reference = school_system.hand_in(city.notices, reference="XJ-1", status=409).json()

    assert slug["errors"][0]["where"] == "body.slug"
    assert reference["errors"][0]["where"] == "body.reference"
    assert ArticlePage.objects.count() == Submission.objects.count() == 1


def test_rare_characters_and_emoji_are_kept(school_system: System, city: City) -> None:
    told = school_system.hand_in(city.notices, title="𠮷祥㐀村通车🎉", html="<p>𠮷祥㐀村🎉</p>").json()

    assert told["title"] == "𠮷祥㐀村通车🎉"
    assert told["draft"]["slug"].isascii()
    school_system.hand_in(city.notices, slug="🎉", status=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "长" * 256),
        ("title", "half \ud800"),
        ("title", "nul \x00"),
        ("html", ""),
        ("html", 7),
        ("audiences", ["nobody"]),
        ("audiences", "citizen"),
        ("source", "无名小报"),
        ("attachments", [999]),
        ("pictures", [{"picture": 999}]),
        ("column", "article:1"),
        ("open_until", "soon"),
        ("released_at", "2026-11-20T09:00:00"),
        ("colour", "red"),
        ("reference", "x" * 101),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_left_behind(
    school_system: System, city: City, field: str, value: object
) -> None:
    problem = school_system.hand_in(city.notices, status=422, **{field: value}).json()

    assert any(error["where"].startswith(f"body.{field}") for error in problem["errors"])
    assert not ArticlePage.objects.exists()
    assert not KeptKey.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "7", '"text"', "null", '{"a":', "\ud83d".encode("utf-8", "surrogatepass")]
)
def test_what_is_no_json_object_is_refused(school_system: System, body: str) -> None:
    answer = school_system.client.generic(
        "POST",
        "/api/v1/submissions/",
        body,
        "application/json",
        headers={"authorization": f"Bearer {school_system.written}", "idempotency-key": "any-key-1"},
    )

    assert answer.status_code in (400, 422)
    assert answer.json()["english_detail"]


def test_three_megabytes_are_too_much(school_system: System, city: City) -> None:
    answer = school_system.hand_in(city.notices, html="<p>" + "长" * 3_000_000 + "</p>", status=413)

    assert "2 MB" in answer.json()["detail"]


def test_lists_of_ones_own_texts_cost_the_same_however_many(
    school_system: System, city: City, review: object
) -> None:

    school_system.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {school_system.written}"
    counts = []
    for part in (2, 6):
        for number in range(part):
            made = school_system.hand_in(city.notices, title=f"通知 {part} {number}").json()
            school_system.ask("POST", f"submissions/{made['id']}/review/")
        counts.append(queries_of(school_system.client, "/api/v1/submissions/?limit=50"))

    assert counts[0] == counts[1] <= 10
    part = school_system.ask("GET", "submissions/?limit=5").json()
    rest = school_system.ask("GET", part["next"].partition(HOST)[2]).json()
    assert len(part["submissions"]) + len(rest["submissions"]) == 8
