"""Every write on the desk, every sign-in, export and change of rights leaves its line; no line repeats a text."""

import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from tests.cast import HOST, City, desk_of
from tests.records.desk_addresses import views_of_the_desk
from yimen.accounts.models import User
from yimen.accounts.roles import ADMINISTRATORS, Role
from yimen.demo import factories
from yimen.records.models import AuditEntry
from yimen.records.rules import PINGS, PREVIEWS
from yimen.subsites.desks import appoint

pytestmark = pytest.mark.django_db


def latest(action: str) -> AuditEntry:
    return AuditEntry.objects.filter(action=action).latest("pk")


def test_a_write_leaves_who_where_what_and_no_title(city: City, zhou: User) -> None:
    article = factories.article(city.notices, "不许重复的标题")
    desk = Client(headers={"host": HOST}, REMOTE_ADDR="203.0.113.9")
    desk.force_login(zhou)
    desk.post(reverse("wagtailadmin_pages:lock", args=(article.pk,)))
    line = latest("wagtail.lock")
    assert (line.person, line.address, line.subject, line.result) == (
        "zhou",
        "203.0.113.9",
        f"page:{article.pk}",
        "done",
    )
    assert not [
        entry for entry in AuditEntry.objects.all() if "不许重复" in json.dumps(entry.detail) + entry.subject
    ]


def test_every_writing_view_of_the_desk_leaves_a_line(city: City, lin: User) -> None:
    desk = desk_of(lin)
    desk.raise_request_exception = False
    silent, walked = [], 0
    for name, address in views_of_the_desk():
        before = AuditEntry.objects.count()
        desk.force_login(lin)  # some views sign out
        signed_in = AuditEntry.objects.count()
        desk.post(address)
        walked += 1
        space, _, view = name.rpartition(":")
        if AuditEntry.objects.count() == signed_in and view not in PREVIEWS and space not in PINGS:
            silent.append((name, address))
        assert signed_in > before
    assert walked > 150
    assert not silent


def test_what_wagtail_itself_does_not_log_is_logged(lins_desk: Client) -> None:
    lins_desk.post(
        reverse("wagtailredirects:add"), {"old_path": "/alt/", "redirect_link": "https://www.gov.cn/"}
    )
    line = AuditEntry.objects.latest("pk")
    assert Redirect.objects.exists()
    assert (line.person, line.result) == ("lin", "done")


def test_a_form_with_mistakes_is_refused_and_not_done(lins_desk: Client) -> None:
    lins_desk.post(reverse("wagtailredirects:add"), {"old_path": ""})
    line = latest("desk.refused")
    assert (line.subject, line.result) == ("add_redirect", "refused")


def test_what_a_contributor_was_refused_is_in_the_log(he: User) -> None:
    desk = desk_of(he)
    desk.get(reverse("wagtailusers_users:index"))
    assert (latest("desk.refused").subject, latest("desk.refused").person) == (
        "wagtailusers_users:index",
        "he",
    )
    desk.post(
        reverse("wagtailredirects:add"), {"old_path": "/mole/", "redirect_link": "https://evil.example/"}
    )
    assert AuditEntry.objects.filter(action="desk.refused", result="refused").count() == 2


def test_whoever_guesses_the_numbers_of_others_is_in_the_log(city: City, he: User) -> None:
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    theirs = factories.article(factories.column(transport.root_page, "通知"), "他局通知")
    desk = desk_of(he)
    assert desk.get(reverse("wagtailadmin_pages:edit", args=(theirs.pk,))).status_code == 404
    line = latest("desk.refused")
    assert (line.person, line.result, line.detail["status"]) == ("he", "refused", 404)
    assert str(theirs.pk) in line.subject
    assert desk.get(reverse("wagtailadmin_pages:edit", args=(987_654,))).status_code == 404
    assert latest("desk.refused") == line, "a number that nobody has hides nothing"


def test_reading_and_typing_leave_nothing(lins_desk: Client, city: City) -> None:
    article = factories.article(city.notices, "通知")
    lins_desk.get(reverse("wagtailadmin_home"))
    before = AuditEntry.objects.count()
    lins_desk.get(reverse("wagtailadmin_explore", args=(city.notices.pk,)))
    lins_desk.raise_request_exception = False  # the form is not whole
    lins_desk.post(reverse("wagtailadmin_pages:preview_on_edit", args=(article.pk,)), {"title": "x"})
    assert AuditEntry.objects.count() == before


def test_visitors_leave_nothing(aunt_wang: Client, city: City) -> None:
    before = AuditEntry.objects.count()
    aunt_wang.get("/")
    aunt_wang.post("/-/usefulness/", {"page": city.home.pk, "useful": "yes"})
    aunt_wang.get("/admin/reports/log/")
    assert AuditEntry.objects.count() == before


# ── Signing in ──
def sign_in(name: str, password: str) -> None:
    Client(headers={"host": HOST}, REMOTE_ADDR="203.0.113.9").login(username=name, password=password)


def test_signing_in_and_out_is_in_the_log(lin: User) -> None:
    desk = desk_of(lin)
    assert latest("accounts.signed_in").subject == f"accounts.user:{lin.pk}"
    desk.logout()
    assert latest("accounts.signed_out").person == "lin"


def test_of_a_failed_sign_in_the_account_is_kept_and_never_what_was_typed(lin: User) -> None:
    sign_in("lin", "Geheim-4711")
    line = latest("accounts.sign_in_failed")
    assert (line.subject, line.person, line.result) == (f"accounts.user:{lin.pk}", "", "refused")
    sign_in("Geheim-4711", "x")
    assert latest("accounts.sign_in_failed").subject == "accounts.user:unknown"
    assert not [entry for entry in AuditEntry.objects.all() if "Geheim" in f"{entry.subject}{entry.detail}"]


# ── Rights ──
def test_an_appointment_is_in_the_log_by_name(city: City, lin: User, he: User) -> None:
    appoint(he, Role.REVIEWER, city.subsite, by=lin)
    line = latest("rights.members_changed")
    assert line.subject == f"accounts.user:{he.pk}"
    assert "jyj" in str(line.detail["added"])


def test_a_group_that_gains_members_or_goes_is_in_the_log(lin: User) -> None:
    group = Group.objects.create(name="g")
    group.user_set.add(lin)
    assert latest("rights.members_changed").detail == {"of": "accounts.user", "added": [lin.pk]}
    group.delete()
    assert latest("rights.taken").subject.startswith("auth.group:")


def test_a_restriction_is_in_the_log(city: City) -> None:
    PageViewRestriction.objects.create(page=city.notices, restriction_type="login")
    assert latest("rights.given").detail["page_id"] == city.notices.pk


def test_an_account_that_gains_standing_is_in_the_log(lin: User, he: User) -> None:
    he.is_superuser = True
    he.save()
    line = latest("accounts.changed")
    assert line.subject == f"accounts.user:{he.pk}"
    assert line.detail["changed"] == ["is_superuser"]
    he.set_password("another one")
    he.save()
    assert latest("accounts.changed").detail["changed"] == ["password"]


# ── Reading and exporting ──
@pytest.fixture
def auditor(city: City) -> Client:
    """审计员老唐, audit administrator."""
    return desk_of(factories.staff("tang", "唐守正", role=Role.AUDIT_ADMIN))


def test_the_auditor_searches_the_log(auditor: Client, lin: User) -> None:
    for query, found in (
        ({"person": "tang"}, True),
        ({"action": "accounts.signed_in"}, True),
        ({"result": "failed"}, False),
        ({"address": "127."}, True),
        ({"subject": "accounts.user:"}, True),
        ({"at_from": "2001-01-01", "at_to": "2001-01-02"}, False),
    ):
        answer = auditor.get(reverse("audit_log"), query)
        assert answer.status_code == 200
        assert bool(list(answer.context["object_list"])) == found, query


def test_reading_and_exporting_the_log_is_logged(auditor: Client) -> None:
    auditor.get(reverse("audit_log"), {"person": "lin"})
    assert latest("log.read").detail == {"person": "lin"}
    for kind in ("csv", "xlsx"):
        answer = auditor.get(reverse("audit_log"), {"export": kind})
        assert answer.status_code == 200
        assert b"".join(answer)
        assert latest("desk.exported").subject == "audit_log"
    assert AuditEntry.objects.filter(action="desk.exported").count() == 2


def test_every_export_of_a_list_is_logged(lins_desk: Client) -> None:
    for name in ("wagtailadmin_reports:site_history", "usefulness_report", "wagtailredirects:index"):
        lins_desk.get(reverse(name), {"export": "csv"})
        assert latest("desk.exported").subject == name


@pytest.mark.parametrize(
    "role", [role for role in ADMINISTRATORS if role != Role.AUDIT_ADMIN] + [Role.CHIEF_EDITOR]
)
def test_nobody_but_the_auditor_reads_the_log(city: City, role: Role) -> None:
    desk = desk_of(factories.staff("someone", "某人", role=role))
    for name in ("audit_log", "audit_log_results"):
        for query in ({}, {"export": "csv"}):
            answer = desk.get(reverse(name), query)
            assert answer.status_code in (302, 403)
    assert reverse("audit_log") not in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert latest("desk.refused").person == "someone"


def test_the_screen_costs_the_same_for_few_lines_and_for_many(auditor: Client) -> None:
    auditor.get(reverse("audit_log"))
    with CaptureQueriesContext(connection) as few:
        auditor.get(reverse("audit_log"))
    for _number in range(30):
        auditor.get(reverse("audit_log"))
    with CaptureQueriesContext(connection) as many:
        auditor.get(reverse("audit_log"))
    assert len(many) <= len(few)
