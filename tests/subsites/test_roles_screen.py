"""赵安, the security administrator, gives and takes roles; 钱鉴, the audit administrator, looks on."""

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import City, desk_of
from yimen.accounts.models import User
from yimen.accounts.roles import Role
from yimen.demo import factories
from yimen.records.models import AuditEntry
from yimen.subsites.desks import CannotAppoint, appoint, group_for, has_role, settle_desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(city: City) -> User:
    return factories.staff("zhao", "赵安", role=Role.SECURITY_ADMIN)


@pytest.fixture
def newcomer(city: City) -> User:
    return factories.staff("feng", "冯新")


def give(desk: Client, person: User, role: Role, subsite: Model | None = None) -> str:
    form = {"role": role.value, "subsite": subsite.pk if subsite else ""}
    answer = desk.post(reverse("subsites_person_roles", args=(person.pk,)), form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_newcomer_is_given_a_role_and_reaches_the_desk(city: City, zhao: User, newcomer: User) -> None:
    assert desk_of(newcomer).get("/admin/").status_code == 302
    said = give(desk_of(zhao), newcomer, Role.CONTRIBUTOR, city.subsite)
    assert "已授予冯新：云泽市教育局 · 供稿人" in said
    assert has_role(newcomer, Role.CONTRIBUTOR, city.subsite)
    assert desk_of(newcomer).get("/admin/").status_code == 200
    assert AuditEntry.objects.filter(action="rights.members_changed", person_id=zhao.pk).exists()


def test_what_was_given_is_taken(city: City, zhao: User, he: User) -> None:
    held = group_for(Role.CONTRIBUTOR, city.subsite).desk
    desk_of(zhao).post(reverse("subsites_taken_role", args=(he.pk, held.pk)))
    assert not has_role(he, Role.CONTRIBUTOR, city.subsite)


def test_nobody_is_two_of_the_three(city: City, zhao: User, newcomer: User) -> None:
    appoint(newcomer, Role.AUDIT_ADMIN, by=None)
    said = give(desk_of(zhao), newcomer, Role.SYSTEM_ADMIN)
    assert "“审计管理员”与“系统管理员”须分设，不能由同一人兼任。" in said
    assert not has_role(newcomer, Role.SYSTEM_ADMIN)
    with pytest.raises(CannotAppoint), transaction.atomic():
        newcomer.groups.add(group_for(Role.SECURITY_ADMIN))
    with pytest.raises(CannotAppoint), transaction.atomic():
        group_for(Role.SECURITY_ADMIN).user_set.add(newcomer)


def test_an_administrator_does_not_write(city: City, zhao: User, newcomer: User) -> None:
    appoint(newcomer, Role.PUBLISHER, city.subsite, by=None)
    assert "须分设" in give(desk_of(zhao), newcomer, Role.SYSTEM_ADMIN)


def test_nobody_gives_to_oneself(city: City, zhao: User) -> None:
    assert "不能给自己授予角色。" in give(desk_of(zhao), zhao, Role.CHIEF_EDITOR)
    assert not has_role(zhao, Role.CHIEF_EDITOR)


def test_a_role_is_given_where_it_belongs(city: City, zhao: User, newcomer: User) -> None:
    desk = desk_of(zhao)
    assert "子站角色只能在子站授予" in give(desk, newcomer, Role.CONTRIBUTOR)
    assert "子站角色只能在子站授予" in give(desk, newcomer, Role.DUTY_EDITOR, city.subsite)
    assert not newcomer.groups.exists()


def test_who_only_reviews_accounts_changes_nothing(city: City, he: User) -> None:
    desk = desk_of(factories.staff("qian", "钱鉴", role=Role.AUDIT_ADMIN))
    shown = desk.get(reverse("subsites_person_roles", args=(he.pk,)))
    assert "供稿人" in shown.content.decode()
    assert "授予此角色" not in shown.content.decode()
    sent = desk.post(reverse("subsites_person_roles", args=(he.pk,)), {"role": "chief_editor"})
    assert sent.status_code in (302, 403)
    assert not has_role(he, Role.CHIEF_EDITOR)


def test_the_list_names_roles_and_costs_the_same_for_many(city: City, zhao: User, he: User) -> None:
    desk = desk_of(zhao)
    address = reverse("subsites_roles")
    assert "云泽市教育局 · 供稿人" in desk.get(f"{address}?q=小何").content.decode()
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    for number in range(10):
        factories.staff(f"p{number}", f"人{number}", role=Role.REVIEWER, subsite=city.subsite)
    with CaptureQueriesContext(connection) as many:
        desk.get(address)
    assert len(many) <= len(few)


def test_rights_follow_the_table_and_the_sub_site(city: City, zhou: User) -> None:
    """The portal office keeps publishing to itself; what a publisher approves is then its to publish."""
    home = city.subsite.root_page
    assert home.permissions_for_user(zhou).can_publish()
    city.subsite.publishes_itself = False
    city.subsite.save()
    settle_desks(city.subsite)
    again = User.objects.get(pk=zhou.pk)
    assert not home.permissions_for_user(again).can_publish()
    assert home.permissions_for_user(again).can_edit()


def test_two_sub_sites_of_one_name_share_nothing(city: City) -> None:
    """Groups and files are found by relation, never by name."""
    twin = factories.subsite(factories.agency("jyj2", city.subsite.name), below=city.directory)
    assert twin.collection_id != city.subsite.collection_id
    assert group_for(Role.PUBLISHER, twin) != group_for(Role.PUBLISHER, city.subsite)
