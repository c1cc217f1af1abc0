"""The demo city's staff: one sign-in a role, with passwords made for this installation alone."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupPagePermission

from yimen.demo import factories
from yimen.demo.loading import CITY, City
from yimen.editorial.actions import grant_files

PORTAL_EDITORS = "editors: portal"
FILE_NAME = "demo-sign-ins.json"
_RIGHTS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")


@dataclass(frozen=True)
class SignIn:
    """One role's way in."""

    role: str
    username: str
    password: str


def hire(city: City) -> list[SignIn]:
    """The staff of the demo city: administrator, portal editor, and an editor of one department."""
    _portal_editors(city)
    department = next(code for code, subsite in city.subsites.items() if subsite.state == "finished")
    rows = [
        ("系统管理员", "admin", "陈守门", (), {"is_superuser": True, "is_staff": True}),
        ("门户编辑", "editor", "林晓编", (PORTAL_EDITORS,), {}),
        (
            f"部门编辑（{city.agencies[department].short_name}）",
            department,
            "周小琳",
            (f"editors: {department}",),
            {},
        ),
    ]
    signins = []
    for role, username, full_name, groups, flags in rows:
        password = secrets.token_urlsafe(9)
        factories.staff(username, full_name, groups=groups, password=password, **flags)
        signins.append(SignIn(role, username, password))
    return signins


def _portal_editors(city: City) -> Group:
    group, _ = Group.objects.get_or_create(name=PORTAL_EDITORS)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label__in=["agencies", "subsites", "pool", "editorial"])
    )
    for home in (city.homes[CITY], city.homes["en"]):
        for codename in _RIGHTS:
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=right)
    grant_files(group, Collection.get_first_root_node())
    return group


def remember(signins: list[SignIn], folder: Path) -> Path:
    """Keep the sign-ins for the next start, readable by the owner alone."""
    file = folder / FILE_NAME
    file.touch(mode=0o600)
    file.write_text(json.dumps([asdict(row) for row in signins], ensure_ascii=False), encoding="utf-8")
    return file


def remembered(folder: Path) -> list[SignIn]:
    """The sign-ins of an earlier load; none where there was none."""
    file = folder / FILE_NAME
    return [SignIn(**row) for row in json.loads(file.read_text(encoding="utf-8"))] if file.is_file() else []
