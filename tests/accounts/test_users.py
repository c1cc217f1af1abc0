"""One user model with two kinds: staff work on the desk, residents never see it."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html
from wagtail.models import PageLogEntry

from tests.cast import HOST, City, desk_of
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.editorial.models import ArticlePage
from yimen.subsites.desks import group_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def liu(city: City) -> User:
    """刘大爷, a resident who signed up to follow his applications."""
    return User.objects.create_user(
        "liu", password="hu-bin-lu-7", full_name="刘建国", kind=User.Kind.RESIDENT
    )


def reaches_the_desk(person: User) -> bool:
    answer = desk_of(person).get("/admin/")
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/-/account/login/")
    return answer.status_code == 200


def test_staff_and_residents_are_kinds_of_one_user(zhou: User, liu: User) -> None:
    assert get_user_model() is User
    assert (zhou.kind, liu.kind) == (User.Kind.STAFF, User.Kind.RESIDENT)
    with pytest.raises(ValidationError):
        User(username="x", password="x", kind="robot").full_clean()


def test_staff_in_a_group_of_editors_reach_the_desk(zhou: User, lin: User) -> None:
    assert reaches_the_desk(zhou)
    assert reaches_the_desk(lin)


def test_staff_without_a_group_do_not(city: City) -> None:
    assert not reaches_the_desk(factories.staff("neu", "新来的"))


def test_a_resident_never_reaches_the_desk(liu: User) -> None:
    assert not reaches_the_desk(liu)


def test_a_resident_put_into_a_group_by_mistake_does_not_either(liu: User, city: City) -> None:
    liu.groups.add(group_for(Role.PUBLISHER, city.subsite))
    assert not reaches_the_desk(liu)
    liu.is_staff = liu.is_superuser = True
    liu.save()
    assert not reaches_the_desk(User.objects.get(pk=liu.pk))
    add = f"/admin/pages/add/editorial/articlepage/{city.notices.pk}/"
    assert desk_of(liu).post(add, {"title": "伪造", "action-publish": "1"}).status_code == 302
    assert not ArticlePage.objects.exists()


def test_a_resident_at_the_desks_door_is_told_and_not_sent_in_circles(liu: User) -> None:
    answer = desk_of(liu).get("/admin/", follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) == 1
    assert b'name="password"' in answer.content


def test_staff_who_left_do_not_get_in(zhou: User) -> None:
    zhou.is_active = False
    zhou.save()
    assert not reaches_the_desk(zhou)


def test_the_door_does_not_tell_who_has_an_account(lin: User) -> None:
    lin.set_password("yun-ze-2026")
    lin.save()

    def told(username: str, password: str) -> str:
        visitor = Client(headers={"host": HOST})
        answer = visitor.post("/-/account/login/", {"login": username, "password": password})
        if answer.status_code == 302:
            return "in"
        return " ".join(
            e.text_content().strip() for e in html.fromstring(answer.content).find_class("error-summary")
        )

    assert told("lin", "yun-ze-2026") == "in"
    assert told("lin", "wrong") == told("nobody", "wrong") != ""


# ── Names ──


def test_a_chinese_name_is_one_field(zhou: User) -> None:
    assert str(zhou) == zhou.get_full_name() == "周琳"


def test_who_has_no_name_yet_is_shown_by_the_sign_in_name(city: City) -> None:
    person = User.objects.create_user("zhao")
    assert str(person) == "zhao"
    assert person.get_full_name() == ""


def test_the_log_names_the_person(zhou: User, city: City) -> None:
    article = factories.article(city.notices)
    revision = article.save_revision(user=zhou)
    revision.publish(user=zhou)
    entry = PageLogEntry.objects.filter(page=article.pk, user=zhou).latest("pk")
    assert entry.user_display_name == "周琳"
    assert "周琳" in desk_of(zhou).get(f"/admin/pages/{article.pk}/history/").content.decode()
