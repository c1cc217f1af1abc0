"""Sessions end by themselves, and by their owner's hand."""

from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.doors import PASSWORD, sign_in
from tests.cast import HOST, City
from yimen.accounts.models import SignInPolicy, User
from yimen.accounts.roles import Role
from yimen.demo import factories

pytestmark = pytest.mark.django_db

MORNING = "2026-11-23T01:00:00+00:00"


@pytest.fixture
def zhao(city: City) -> User:
    """赵敏, contributor of the education bureau."""
    return factories.staff(
        "zhao",
        "赵敏",
        password=PASSWORD,
        email="zhao@yunze.example",
        role=Role.CONTRIBUTOR,
        subsite=city.subsite,
    )


def opened(**more: Any) -> Client:
    desk = Client(headers={"host": HOST, **more.pop("headers", {})}, **more)
    assert sign_in(desk, "zhao").status_code == 302
    return desk


def test_after_half_an_hour_without_work_the_session_is_over(zhao: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        desk = opened()
        clock.shift(29 * 60)
        assert desk.get("/admin/").status_code == 200
        clock.shift(29 * 60)
        assert desk.get("/admin/").status_code == 200, "counted from the last click"
        clock.shift(31 * 60)
        answer = desk.get("/admin/", follow=True)
        assert answer.redirect_chain[0][0].startswith("/-/account/login/?next=/admin/")
        assert "自动退出" in answer.content.decode()


def test_pings_of_an_open_page_are_no_work(zhao: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        desk = opened()
        for _ping in range(4):
            clock.shift(10 * 60)
            desk.post("/admin/editing-sessions/release/1/")
        assert desk.get("/admin/").status_code == 302


def test_after_twelve_hours_it_is_over_in_any_case(zhao: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        desk = opened()
        for _click in range(36):
            clock.shift(20 * 60)
            last = desk.get("/admin/")
        assert last.status_code == 200
        clock.shift(60)
        assert desk.get("/admin/").status_code == 302


def test_the_office_sets_the_time(zhao: User) -> None:
    SignInPolicy.objects.create(idle_minutes=5)
    with time_machine.travel(MORNING, tick=False) as clock:
        desk = opened()
        clock.shift(6 * 60)
        assert desk.get("/admin/").status_code == 302


def test_a_person_sees_the_sessions_and_ends_one_or_all_others(zhao: User) -> None:
    office, phone, old = opened(), opened(headers={"user-agent": "Phone"}), opened()
    page = office.get(reverse("usersessions_list")).content.decode()
    assert "Phone" in page
    row = UserSession.objects.get(user_agent="Phone")
    office.post(reverse("account_ended_session", args=(row.pk,)))
    assert [each.get("/admin/").status_code for each in (office, phone, old)] == [200, 302, 200]
    office.post(reverse("account_ended_sessions"))
    assert [each.get("/admin/").status_code for each in (office, old)] == [200, 302]


def test_nobody_ends_the_session_of_somebody_else(zhao: User, city: City) -> None:
    zhaos = opened()
    factories.staff("sun", "孙离", password=PASSWORD)
    suns = Client(headers={"host": HOST})
    sign_in(suns, "sun")
    row = UserSession.objects.get(user=zhao)
    assert suns.post(reverse("account_ended_session", args=(row.pk,))).status_code == 404
    assert zhaos.get("/admin/").status_code == 200


def test_a_new_password_ends_the_other_sessions(zhao: User) -> None:
    here, elsewhere = opened(), opened()
    form = {"oldpassword": PASSWORD, "password1": "Hu-Bin-Lu-77", "password2": "Hu-Bin-Lu-77"}
    assert here.post(reverse("account_change_password"), form).status_code == 302
    assert (here.get("/admin/").status_code, elsewhere.get("/admin/").status_code) == (200, 302)


def test_who_is_deactivated_or_has_left_is_out_at_the_next_click(zhao: User) -> None:
    with time_machine.travel(MORNING, tick=False):
        desk = opened()
        zhao.leaves_on = "2026-11-24"
        zhao.save()
        assert desk.get("/admin/").status_code == 200
        zhao.leaves_on = "2026-11-23"
        zhao.save()
        assert desk.get("/admin/").status_code == 302
        assert sign_in(Client(headers={"host": HOST}), "zhao").status_code == 200, (
            "and does not come in again"
        )


def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(zhao: User) -> None:
    desk = opened()
    assert not mail.outbox, "the first ever is no news"
    desk.post(reverse("account_logout"))
    sign_in(desk, "zhao")
    assert not mail.outbox
    opened(REMOTE_ADDR="203.0.113.7")
    (letter,) = mail.outbox
    assert letter.to == ["zhao@yunze.example"]
    assert "203.0.113.7" in letter.body


def test_an_old_password_must_be_changed_before_any_work(zhao: User) -> None:
    SignInPolicy.objects.create(password_days=90)
    with time_machine.travel("2027-03-01T01:00:00+00:00", tick=False):
        desk = opened()
        answer = desk.get("/admin/", follow=True)
        assert answer.redirect_chain[-1][0] == reverse("account_change_password")
        weak = {"oldpassword": PASSWORD, "password1": "yunzehu2026", "password2": "yunzehu2026"}
        assert desk.post(reverse("account_change_password"), weak).status_code == 200
        same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
        assert desk.post(reverse("account_change_password"), same).status_code == 200
        good = {"oldpassword": PASSWORD, "password1": "Hu-Bin-Lu-77", "password2": "Hu-Bin-Lu-77"}
        desk.post(reverse("account_change_password"), good)
        assert desk.get("/admin/").status_code == 200
